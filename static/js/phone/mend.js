// When the app opens: does this browser still have the subscription that was given to the server?
// Browsers lose theirs without a word. Only for whoever connected this browser: another account on
// the same phone changes nothing, and signing out forgets it all (install.js).
const DEVICE = "/settings/reminders/device/";
const said = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

function forget() {
  localStorage.removeItem("push-owner");
  localStorage.removeItem("push-endpoint");
}

function tell() {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  const link = document.createElement("a");
  link.href = DEVICE;
  link.textContent = said("push-lost");
  line.append(link);
  document.querySelector("main").prepend(line);
}

async function renew(pushManager, kept) {
  const page = await fetch(DEVICE).then((reply) => reply.text());
  const form = new DOMParser().parseFromString(page, "text/html").querySelector("[data-device]");
  if (!form) return;
  const key = bytes(form.dataset.device);
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const { endpoint, keys } = (kept ?? (await pushManager.subscribe(options))).toJSON();
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries({ endpoint, ...keys })) body.set(name, value);
  const reply = await fetch(DEVICE, { method: "POST", body });
  if (reply.ok && !reply.redirected) localStorage.setItem("push-endpoint", endpoint);
}

async function mend() {
  const { pushManager } = await navigator.serviceWorker.ready;
  const kept = await pushManager.getSubscription();
  if (kept && kept.endpoint === localStorage.getItem("push-endpoint")) return;
  if (Notification.permission === "granted") return renew(pushManager, kept);
  forget();
  tell();
}

const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const mine = localStorage.getItem("push-owner");
const opens = location.pathname === "/tonight/"; // where the app and its notifications lead
if (able && opens && mine && mine === said("record-owner")) mend().catch(() => {});
