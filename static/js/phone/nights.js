// Tonight while answers wait: a night whose answer waits shows it instead of its buttons, so that
// a second tap can add nothing. A page that comes back after its night was over is drawn anew.
const { waiting } = globalThis;
const owner = document.querySelector('meta[name="record-owner"]').content;
const lineOf = document.querySelector("template[data-held]");
const clock = new Intl.DateTimeFormat("ja-JP", { hour: "numeric", minute: "2-digit" });
const A_WHILE = 3000; // an answer that could not be sent is in the list of those that wait by then
const onTheirWay = new Set();
let held = new Map();

const nightOf = (address) => address?.match(/^\/tonight\/(\d{4}-\d\d-\d\d)\/./)?.[1];

function show(night) {
  const answer = held.get(night.dataset.night);
  for (const part of night.querySelectorAll("form, details, [data-unanswered]"))
    part.hidden = Boolean(answer);
  night.querySelector("[data-held-line]")?.remove();
  if (!answer) return;
  const line = lineOf.content.firstElementChild.cloneNode(true);
  line.querySelector("[data-name]").textContent = answer.name;
  line.querySelector("[data-time]").textContent = clock.format(answer.madeAt);
  night.append(line);
}

async function mark() {
  const answers = await waiting.all().catch(() => []);
  const mine = answers.filter((one) => one.owner === owner && !one.refused);
  held = new Map(mine.map((one) => [nightOf(one.address), one]));
  for (const one of mine) onTheirWay.delete(one.address);
  document.querySelectorAll("[data-night]").forEach(show);
}

const pathOf = ({ detail }) => new URL(detail.requestConfig.path, location.href).pathname;

// Two taps on one button are one answer, also while the first is on its way.
function once(event) {
  const path = pathOf(event);
  const night = nightOf(path);
  if (!night || event.detail.requestConfig.verb !== "post") return;
  const answers = /\/(take|skip)\/$/.test(path);
  if (!held.has(night) && !(answers && onTheirWay.has(path))) {
    if (answers) onTheirWay.add(path);
    return void setTimeout(() => event.defaultPrevented && later(path)); // it waits instead
  }
  event.preventDefault();
  event.stopImmediatePropagation();
}

const later = (path) => setTimeout(() => onTheirWay.delete(path), A_WHILE);

function arrived(event) {
  if (event.detail.successful) onTheirWay.delete(pathOf(event));
  else later(pathOf(event));
}

async function drawAnew() {
  const old = document.getElementById("tonight");
  const reply = await fetch("/tonight/", { cache: "no-store" });
  const html = reply.ok && !reply.redirected ? await reply.text() : "";
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("tonight");
  if (!fresh || !old.isConnected) return;
  const part = document.importNode(fresh, true);
  old.replaceWith(part);
  window.htmx.process(part);
  await mark();
}

const isOld = () => Date.now() > Date.parse(document.getElementById("tonight").dataset.changes);

if (document.getElementById("tonight")) {
  document.addEventListener("htmx:beforeRequest", once, { capture: true });
  document.addEventListener("htmx:afterRequest", arrived);
  document.addEventListener("htmx:afterSettle", mark);
  new BroadcastChannel("answers-waiting").addEventListener("message", mark);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && isOld()) drawAnew().catch(() => {});
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) drawAnew().catch(() => {});
  });
  mark();
}
