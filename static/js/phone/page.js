// On Tonight and the check-in: an answer that could not be sent waits on the phone. While one
// waits, the next ones stand behind it, so that they arrive in the order in which they were made.
const { waiting } = globalThis;
const owner = document.querySelector('meta[name="record-owner"]').content;
const box = document.querySelector("[data-waiting]");
const list = box.querySelector("[data-waiting-list]");
const rowOf = box.querySelector("template");
const copiedAt = Number(document.documentElement.dataset.copiedAt);
let queued = 0;
let again;
let pause = 1000; // a phone says that it is back before the line is

const isAnswer = (path) => /^\/(tonight|check-in)\//.test(path);
const mine = async () => (await waiting.all()).filter((answer) => answer.owner === owner);
// A form with a button named "action" has no ``action`` to ask.
const addressOf = (form) => new URL(form.getAttribute("action") ?? "", location.href).pathname;
const clock = new Intl.DateTimeFormat("ja-JP", { hour: "numeric", minute: "2-digit" });

function nameOf(element, submitter) {
  const answer = element.closest(".answer");
  const named = answer?.querySelector("legend, label") ?? submitter ?? element.querySelector("button");
  return (named?.getAttribute("aria-label") ?? named?.textContent ?? "").trim();
}

function tell(name, on = true) {
  const line = box.querySelector(`[data-say="${name}"]`);
  if (line) line.hidden = !on;
  box.hidden = !list.children.length && !box.querySelector("[data-say]:not([hidden])");
}

async function draw() {
  const answers = await mine();
  queued = answers.filter((answer) => !answer.refused).length;
  list.replaceChildren(...answers.map(row));
  tell("waits", queued > 0);
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
  if (isOver(address, body)) return tell("over");
  body.delete("csrfmiddlewaretoken");
  queued += 1;
  try {
    await waiting.add({ owner, address, body: body.toString(), madeAt, id, name, htmx });
  } catch {
    queued -= 1;
    return tell("full"); // no room, or a browser that keeps nothing
  }
  tell("full", false);
  tell("sent", false);
  await draw();
  box.scrollIntoView({ block: "nearest" });
  navigator.storage?.persist?.().catch(() => {});
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
  await drawn();
  if (!queued) return;
  const why = await waiting.send();
  tell("sign-in", why === "sign-in");
  await drawn();
  if (!queued) document.cookie = "answers_wait=; path=/; max-age=0";
  clearTimeout(again);
  if (!queued) pause = 1000;
  else if (navigator.onLine) again = setTimeout(send, (pause = Math.min(pause * 2, 60_000)));
}

const drawn = () => draw().catch(() => {}); // a browser that keeps nothing has nothing to show
const first = drawn();

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

// What an answer looks like that arrived just now, where this page shows its night or its day.
async function showSent({ address, owner: whose, html }) {
  if (whose !== owner) return;
  copySoon();
  const form = document.querySelector("form.check-in");
  if (form && addressOf(form) === address) show(html);
  if (!document.getElementById("tonight") || !address.startsWith("/tonight/")) return;
  if (html) return show(html);
  const page = new DOMParser().parseFromString(await (await fetch("/tonight/")).text(), "text/html");
  show(page.getElementById("tonight")?.outerHTML ?? "");
}

document.addEventListener("htmx:configRequest", (event) => {
  const config = event.detail;
  if (config.verb !== "post" || !isAnswer(new URL(config.path, location.href).pathname)) return;
  config.madeAt = Date.now();
  config.answerId = crypto.randomUUID();
  config.timeout ||= 15_000;
  config.parameters.client_id = config.answerId;
  config.parameters.owner = owner;
});

// Whether anything waits is known a moment after the page is there.
for (const line of document.querySelectorAll("[data-with-script], [data-without-script]"))
  line.hidden = "withoutScript" in line.dataset;
let known = false;
first.then(() => { known = true; });
document.addEventListener("htmx:confirm", (event) => {
  if (known || event.detail.verb !== "post") return;
  event.preventDefault();
  first.then(() => event.detail.issueRequest(true));
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const config = event.detail.requestConfig;
  if (!config.answerId || !queued) return;
  event.preventDefault();
  keep(kept(config, event.detail.elt)).then(send);
});

// Lost on its way, dropped by a server in trouble, or from a page whose token is old (403): the
// same answer comes again.
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(
    name,
    (event) => {
      const { requestConfig: config, xhr } = event.detail;
      const replied = name === "htmx:responseError";
      if (!config?.answerId || (replied && xhr.status < 500 && ![403, 429].includes(xhr.status))) return;
      event.stopImmediatePropagation();
      keep(kept(config, event.detail.elt)).then(() => {
        if (navigator.onLine) again ??= setTimeout(send, (pause = 4000));
      });
    },
    { capture: true },
  );
}

// The session was over: the answer waits, and the page of sign-in says so.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { requestConfig: config, xhr, elt } = event.detail;
  const target = xhr.getResponseHeader("HX-Redirect");
  if (!config?.answerId || !target) return;
  if (!new URL(target, location.href).pathname.startsWith("/accounts/")) return;
  event.preventDefault();
  keep(kept(config, elt)).then(() => {
    document.cookie = "answers_wait=1; path=/; max-age=86400; samesite=lax";
    location.assign(target);
  });
});

// The check-in's own button, without a line: everything on the page waits as one answer.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.check-in");
  if (!form || (navigator.onLine && !queued)) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const address = addressOf(form);
  const name = event.submitter?.textContent.trim() ?? "";
  const id = crypto.randomUUID();
  keep({ address, body, madeAt: Date.now(), id, name, htmx: false }).then(send);
});

new BroadcastChannel("answers-waiting").addEventListener("message", ({ data }) => {
  if (data.sent) {
    tell("sent", data.sent.owner === owner);
    showSent(data.sent).catch(() => {});
  }
  drawn();
});
function backOrGone() {
  tell("offline", !navigator.onLine);
  tell("old", navigator.onLine && copiedAt > 0);
  pause = 500;
  return send();
}
for (const name of ["online", "offline"]) window.addEventListener(name, backOrGone);
document.addEventListener("visibilitychange", () => !document.hidden && send());
// After an answer the copies of both pages are gone; take new ones when it has become quiet.
let quiet;
function copySoon() {
  clearTimeout(quiet);
  quiet = setTimeout(async () => {
    for (const path of ["/tonight/", "/check-in/"]) {
      await fetch(path).then((reply) => reply.text()).catch(() => {});
    }
  }, 1500);
}
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.requestConfig.answerId) copySoon();
});
await backOrGone();
