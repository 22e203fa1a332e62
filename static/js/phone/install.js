// On every page of a signed-in person: the service worker, and leaving without a trace.
const OWNER = "record-owner";

async function keepPages() {
  const registration = await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller || !registration.active) return;
  for (const path of ["/tonight/", "/check-in/"]) {
    if (await caches.match(path, { cacheName: globalThis.waiting.PAGES })) continue;
    await fetch(path, { cache: "no-store" }).then((reply) => reply.text()).catch(() => {});
  }
}

// Somebody else was here before: their pages must not open for this person.
async function meetOwner() {
  const owner = document.querySelector(`meta[name="${OWNER}"]`).content;
  if (localStorage.getItem(OWNER) === owner) return;
  await globalThis.waiting.forgetPages();
  localStorage.setItem(OWNER, owner);
}

async function leaveNoTrace() {
  await globalThis.waiting.clear();
  localStorage.removeItem(OWNER);
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
}

async function signOut(form) {
  const owner = localStorage.getItem(OWNER);
  const mine = (await globalThis.waiting.all()).filter((answer) => answer.owner === owner);
  const question = document.querySelector('meta[name="waiting-sign-out"]').content;
  if (mine.length && !window.confirm(question.replace("{count}", mine.length))) return;
  await leaveNoTrace().catch(() => {});
  form.submit();
}

document.addEventListener("submit", (event) => {
  if (new URL(event.target.action).pathname !== "/accounts/logout/") return;
  event.preventDefault();
  signOut(event.target);
});

async function install() {
  await meetOwner();
  navigator.serviceWorker.addEventListener("controllerchange", keepPages);
  await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  await keepPages();
}

// Without a line there is nothing to install; the next page tries again.
if ("serviceWorker" in navigator) install().catch(() => {});
