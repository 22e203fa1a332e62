// A button that copies a text of the page; it shows only where the browser lets it.

for (const box of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) continue;
  box.hidden = false;
  const said = box.querySelector("[data-copied]");
  box.querySelector("button").addEventListener("click", async () => {
    const text = document.getElementById(box.dataset.copies).textContent.trim();
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
    said.textContent = done ? said.dataset.copied : said.dataset.notCopied;
  });
}
