// Beside htmx: say so when an answer could not be saved, and copy on request.

const trouble = document.createElement("p");
trouble.className = "trouble";
trouble.setAttribute("role", "alert");
document.querySelector("main").append(trouble);

function say(text) {
  trouble.textContent = text;
}

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    say(document.querySelector('meta[name="trouble"]').content);
  });
}

document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.successful) say("");
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText.trim());
  button.textContent = button.dataset.copied;
});
