// 「お知らせを受け取る」: asks the browser for a subscription and posts it. What cannot be is said
// in the words of the one reason, because each needs something else to be done.
const form = document.querySelector("form[data-device]");
const line = (name) => document.querySelector(`[data-device-say="${name}"]`);
const LINES = ["denied", "dismissed", "failed", "unknown"];
const PATIENCE = 20_000; // without a worker the browser would wait for ever

class Refused extends Error {}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

async function subscription(key) {
  const registration = await navigator.serviceWorker.ready;
  // The address that was refused for good would only be given out again.
  if (new URLSearchParams(location.search).has("anew"))
    await (await registration.pushManager.getSubscription())?.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  try {
    return await registration.pushManager.subscribe(options);
  } catch (error) {
    if (error.name === "NotAllowedError") throw new Refused("denied");
    // A subscription under an older key of this house stands in the way.
    const old = await registration.pushManager.getSubscription();
    if (!old) throw error;
    await old.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

async function receive() {
  const answer = await Notification.requestPermission();
  if (answer !== "granted") throw new Refused(answer === "denied" ? "denied" : "dismissed");
  const { endpoint, keys } = (await subscription(form.dataset.device)).toJSON();
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries({ endpoint, ...keys })) body.set(name, value);
  const reply = await fetch(location.pathname, { method: "POST", body });
  if (reply.status === 422) throw new Refused("unknown");
  if (!reply.ok || reply.redirected) throw new Error(String(reply.status));
  // What js/phone/mend.js compares with when the app is opened again.
  localStorage.setItem("push-owner", document.querySelector('meta[name="record-owner"]').content);
  localStorage.setItem("push-endpoint", endpoint);
  location.assign(form.dataset.back);
}

const tooLong = () =>
  new Promise((_, reject) => setTimeout(() => reject(new Error("too long")), PATIENCE));

async function pressed(button) {
  for (const name of LINES) line(name).hidden = true;
  button.disabled = true;
  try {
    await Promise.race([receive(), tooLong()]);
  } catch (error) {
    line(error instanceof Refused ? error.message : "failed").hidden = false;
  }
  button.disabled = false;
}

const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
if (form && able) {
  form.hidden = false;
  line("cannot").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    pressed(form.querySelector("button"));
  });
}
