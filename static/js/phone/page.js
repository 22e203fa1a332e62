// On Tonight and the check-in: an answer that could not be sent waits on the phone. While one
// waits, the next ones stand behind it, so that they arrive in the order in which they were made.
const { waiting } = globalThis;
const owner = document.querySelector('meta[name="record-owner"]').content;
const box = document.querySelector("[data-waiting]");
const list = box.querySelector("[data-waiting-list]");
const rowOf = box.querySelector("template");
let queued = 0;
let again;
let pause = 1000; // a phone says that it is back before the line is

const isAnswer = (path) => /^\/(tonight|check-in)\//.test(path);
const mine = async () => (await waiting.all()).filter((answer) => answer.owner === owner);
const clock = new Intl.DateTimeFormat("ja-JP", { hour: "numeric", minute: "2-digit" });

function nameOf(element, submitter) {
  const answer = element.closest(".answer");
  const named = answer?.querySelector("legend, label") ?? submitter ?? element.querySelector("button");
  return (named?.getAttribute("aria-label") ?? named?.textContent ?? "").trim();
}

function tell(name, on = true) {
  const line = box.querySelector(`[data-say="${name}"]`);
  if (line) line.hidden = !on;
}

async function draw() {
  const answers = await mine();
  queued = answers.filter((answer) => !answer.refused).length;
  list.replaceChildren(...answers.map(row));
  tell("waits", queued > 0);
  box.hidden = !answers.length && !box.querySelector("[data-say]:not([hidden])");
}

function row(answer) {
  const line = rowOf.content.firstElementChild.cloneNode(true);
  line.querySelector("[data-name]").textContent = answer.name;
  line.querySelector("[data-time]").textContent = clock.format(answer.madeAt);
  line.querySelector("[data-refused]").hidden = !answer.refused;
  line.querySelector("button").addEventListener("click", () => waiting.remove(answer.place));
  return line;
}

// A button of an evening that is over would not be accepted later; better to say so now.
function isOver(address, body) {
  const over = Date.parse(document.getElementById("tonight")?.dataset.over ?? "");
  return body.has("right_now") && address.startsWith("/tonight/") && Date.now() > over;
}

async function keep({ address, body, madeAt, id, name, htmx = true }) {
  if (isOver(address, body)) {
    tell("over");
    box.hidden = false;
    return;
  }
  body.delete("csrfmiddlewaretoken");
  queued += 1;
  await waiting.add({ owner, address, body: body.toString(), madeAt, id, name, htmx });
  await draw();
  box.scrollIntoView({ block: "nearest" });
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register("send-waiting").catch(() => {});
}

const kept = (config, element) => ({
  address: new URL(config.path, location.href).pathname,
  body: new URLSearchParams(config.formData),
  madeAt: config.madeAt,
  id: config.answerId,
  name: nameOf(element, config.triggeringEvent?.submitter),
});

async function send() {
  await draw();
  if (!queued) return;
  const why = await waiting.send();
  tell("sign-in", why === "sign-in");
  await draw();
  clearTimeout(again);
  if (!queued) pause = 1000;
  else if (navigator.onLine) again = setTimeout(send, (pause = Math.min(pause * 2, 60_000)));
}

function show(html) {
  for (const part of new DOMParser().parseFromString(html, "text/html").body.children) {
    const old = part.id && document.getElementById(part.id);
    if (!old) continue;
    const fresh = document.importNode(part, true);
    fresh.removeAttribute("hx-swap-oob");
    old.replaceWith(fresh);
    window.htmx.process(fresh);
  }
}

document.addEventListener("htmx:configRequest", (event) => {
  const config = event.detail;
  if (config.verb !== "post" || !isAnswer(new URL(config.path, location.href).pathname)) return;
  config.madeAt = Date.now();
  config.answerId = crypto.randomUUID();
  config.parameters.client_id = config.answerId;
  config.parameters.owner = owner;
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const config = event.detail.requestConfig;
  if (!config.answerId || !queued) return;
  event.preventDefault();
  keep(kept(config, event.detail.elt)).then(send);
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(
    name,
    (event) => {
      const config = event.detail.requestConfig;
      if (!config?.answerId) return;
      event.stopImmediatePropagation();
      keep(kept(config, event.detail.elt));
    },
    { capture: true },
  );
}

// The check-in's own button, without a line: everything on the page waits as one answer.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.check-in");
  if (!form || (navigator.onLine && !queued)) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const { pathname: address } = new URL(form.action);
  const name = event.submitter.textContent.trim();
  const id = crypto.randomUUID();
  keep({ address, body, madeAt: Date.now(), id, name, htmx: false }).then(send);
});

new BroadcastChannel("answers-waiting").addEventListener("message", ({ data }) => {
  if (data.html) show(data.html);
  draw();
});
function backOrGone() {
  tell("offline", !navigator.onLine);
  pause = 500;
  return send();
}
for (const name of ["online", "offline"]) window.addEventListener(name, backOrGone);
document.addEventListener("visibilitychange", () => !document.hidden && send());
// After an answer the copies of both pages are gone; take new ones when it has become quiet.
let quiet;
async function copyAnew() {
  for (const path of ["/tonight/", "/check-in/"]) {
    await fetch(path).then((reply) => reply.text()).catch(() => {});
  }
}
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (!event.detail.requestConfig.answerId) return;
  clearTimeout(quiet);
  quiet = setTimeout(copyAnew, 1500);
});
await backOrGone();
