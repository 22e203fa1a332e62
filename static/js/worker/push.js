// Reminders that the server pushed. Every push shows a notification (Safari drops a subscription
// that stays silent); it says nothing of the record. Where there are buttons, they answer through
// the signed link; elsewhere a tap opens the page with the one button.
const { words } = self.told;

function read(event) {
  try {
    return event.data.json();
  } catch {
    return {};
  }
}

// A link leads to this house or nowhere.
function ours(link) {
  const url = new URL(link ?? "/tonight/", self.location.origin);
  return new URL(url.pathname + url.search, self.location.origin).href;
}

const notify = (title, more) =>
  self.registration.showNotification(title, {
    lang: "ja",
    icon: self.told.icon,
    badge: self.told.badge,
    tag: "tonight",
    ...more,
  });

self.addEventListener("push", (event) => {
  const { text, link, answers, later, tag = "tonight" } = read(event);
  const actions = [];
  if (answers) actions.push({ action: "taken", title: words.taken });
  if (later) actions.push({ action: "later", title: words.later });
  const data = { link: ours(link), later: later && ours(later) };
  event.waitUntil(notify(text || words.title, { actions, data, tag, renotify: true }));
});

async function post(address, said) {
  const reply = await fetch(address, { method: "POST", credentials: "omit" });
  const json = reply.headers.get("Content-Type")?.includes("json") ? await reply.json() : {};
  if (!reply.ok || json.again === false) throw new Error(String(reply.status));
  await self.waiting.forgetPages();
  await notify(said, { silent: true });
}

async function open(address) {
  for (const client of await self.clients.matchAll({ type: "window" })) {
    if (client.url === address) return client.focus();
  }
  return self.clients.openWindow(address);
}

async function answer({ action, notification }) {
  const { link, later } = notification.data ?? {};
  const unsent = () => notify(words.unsent, { data: notification.data });
  if (action === "taken") return post(link, words.saved).catch(unsent);
  if (action === "later") return post(later, words.snoozed).catch(unsent);
  return open(link ?? ours());
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(answer(event));
});

// The browser changed its address: tell the server, or reminders would end in silence.
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(notify(words.renew, { data: { link: ours("/settings/reminders/") } }));
});
