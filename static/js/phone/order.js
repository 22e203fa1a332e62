// On the check-in: the last tap counts, however slow the line is.
const ORDER = "answers-order";
const answeredAt = new WeakMap();
const isCheckIn = (path) => new URL(path, location.href).pathname.startsWith("/check-in/");

// Grows with each answer of this phone, in all of its tabs.
function next() {
  const kept = JSON.parse(localStorage.getItem(ORDER)) ?? { phone: crypto.randomUUID(), number: 0 };
  kept.number += 1;
  localStorage.setItem(ORDER, JSON.stringify(kept));
  return kept;
}

// An older answer that reaches the server after a newer one is told by its number.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "post" || !isCheckIn(detail.path)) return;
  try {
    Object.assign(detail.parameters, next());
  } catch {
    // A browser that keeps nothing sends its answers without a number.
  }
});

document.addEventListener("change", (event) => {
  const answer = event.target.closest(".answer");
  if (answer) answeredAt.set(answer, Date.now());
});

// What would take the place of a question may be older than its answer: a reply to 「消す」 that was
// on its way while a new answer was tapped would take that away together with its turn to be sent.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const since = answeredAt.get(detail.target) ?? 0;
  if (since > (detail.requestConfig?.madeAt ?? Infinity)) detail.shouldSwap = false;
});
