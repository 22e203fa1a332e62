// On every page of a signed-in person: the service worker, and leaving without a trace.
const said = (name) => document.querySelector(`meta[name="${name}"]`).content;
const me = said("record-owner");
const news = new BroadcastChannel("signed-out");

async function keepPages() {
  const registration = await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller || !registration.active) return;
  for (const path of ["/tonight/", "/check-in/"]) {
    if (await caches.match(path, { cacheName: globalThis.waiting.PAGES })) continue;
    await fetch(path, { cache: "no-store" }).then((reply) => reply.text()).catch(() => {});
  }
}

async function unsubscribe() {
  const registration = await navigator.serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
}

// Each part for itself: one that fails must not keep the others from being emptied.
function leaveNoTrace() {
  for (const name of ["answers-order", "push-owner", "push-endpoint"]) localStorage.removeItem(name);
  const patience = new Promise((resolve) => setTimeout(resolve, 3000));
  const unsubscribed = Promise.race([unsubscribe(), patience]);
  return Promise.allSettled([globalThis.waiting.clear(), unsubscribed]);
}

function question(answers) {
  const others = answers.filter((answer) => answer.owner !== me).length;
  const words = others ? said("waiting-sign-out-others") : said("waiting-sign-out");
  return words.replace("{count}", answers.length).replace("{others}", others);
}

async function signOut(form) {
  const options = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(10_000) };
  const reached = await fetch("/accounts/logout/", options).then(() => true, () => false);
  if (!reached) return window.alert(said("no-line-sign-out"));
  const answers = await globalThis.waiting.all().catch(() => []);
  if (answers.length && !window.confirm(question(answers))) return;
  await leaveNoTrace();
  // When this page goes, the session is over: the other tabs may look.
  window.addEventListener("pagehide", () => news.postMessage("gone"));
  form.submit();
}

document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") !== "/accounts/logout/") return;
  event.preventDefault();
  signOut(event.target);
});

news.addEventListener("message", () => location.reload());
// A page that comes back as it was, after somebody signed out, is asked for anew.
window.addEventListener("pageshow", async (event) => {
  if (event.persisted && (await globalThis.waiting.owner()) !== me) location.reload();
});

async function install() {
  await globalThis.waiting.meet(me);
  navigator.serviceWorker.addEventListener("controllerchange", keepPages);
  await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  await keepPages();
}

// Without a line there is nothing to install; the next page tries again.
if ("serviceWorker" in navigator) install().catch(() => {});
