// When htmx has opened a day below the grid: show it, read it, and mark it in the grid.
document.addEventListener("htmx:afterSettle", (event) => {
  const opener = event.detail.requestConfig?.elt;
  if (!opener?.matches(".month__day")) return;
  for (const day of document.querySelectorAll(".month__day[aria-current]")) {
    day.removeAttribute("aria-current");
  }
  opener.setAttribute("aria-current", "true");
  document.getElementById("day-title")?.focus({ preventScroll: true });
  document.getElementById("day")?.scrollIntoView({ block: "nearest" });
});
