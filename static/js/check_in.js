// An answer that could not be saved is sent again by itself: when the line is back, or as soon as
// another answer gets through. Until then the sentence of app.js stands at the bottom of the page.
const unsaved = new Set();

const answerOf = (event) => event.detail.elt?.closest(".answer");

function sendAgain() {
  for (const answer of [...unsaved]) {
    unsaved.delete(answer);
    if (answer.isConnected) window.htmx.trigger(answer, "change");
  }
}

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    const answer = answerOf(event);
    if (answer) unsaved.add(answer);
  });
}

document.addEventListener("htmx:afterOnLoad", (event) => {
  if (!event.detail.successful) return;
  unsaved.delete(answerOf(event));
  sendAgain();
});

window.addEventListener("online", sendAgain);
