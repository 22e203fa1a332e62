// 「お知らせを受け取る」: asks the browser for a subscription and posts it.
const form = document.querySelector("form[data-device]");
const line = (name) => document.querySelector(`[data-device-say="${name}"]`);

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

async function subscription(key) {
  const registration = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  try {
    return await registration.pushManager.subscribe(options);
  } catch (error) {
    // A subscription under an older key of this house stands in the way.
    const old = await registration.pushManager.getSubscription();
    if (!old) throw error;
    await old.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

async function receive() {
  if ((await Notification.requestPermission()) !== "granted") {
    line("denied").hidden = false;
    return;
  }
  const { endpoint, keys } = (await subscription(form.dataset.device)).toJSON();
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries({ endpoint, ...keys })) body.set(name, value);
  const reply = await fetch(location.href, { method: "POST", body });
  if (!reply.ok || reply.redirected) throw new Error(String(reply.status));
  location.assign(form.dataset.back);
}

if (form && "PushManager" in window && "Notification" in window) {
  form.hidden = false;
  line("cannot").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    line("denied").hidden = line("failed").hidden = true;
    receive().catch(() => {
      line("failed").hidden = false;
    });
  });
}
