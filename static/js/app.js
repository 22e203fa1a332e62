// What pages need beside htmx: say so when an answer could not be saved, and copy on request.

const trouble = () => document.querySelector("[data-trouble]");

function show(visible) {
  const notice = trouble();
  if (notice) notice.hidden = !visible;
}

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, () => show(true));
}
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.successful) show(false);
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.innerText.trim());
  button.textContent = button.dataset.copied;
});
