// Reminders that the server pushed. Every push shows a notification (Safari drops a subscription
// that stays silent); it says nothing of the record. Where there are buttons, they answer through
// the signed link; elsewhere a tap opens the page with the one button.
const { words } = self.told;
const PATIENCE_WITH_A_BUTTON = 15_000;

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

function buttons({ taken, later }) {
  const actions = [];
  if (taken) actions.push({ action: "taken", title: words.taken });
  if (later) actions.push({ action: "later", title: words.later });
  return actions;
}

// A reminder of the check-in must not take the place of tonight's, which has the buttons.
self.addEventListener("push", (event) => {
  const { text, link, answers, later, tag = answers ? "tonight" : "check-in" } = read(event);
  const data = { link: ours(link), taken: Boolean(answers), later: later && ours(later) };
  const more = { tag, data, actions: buttons(data), renotify: true };
  event.waitUntil(notify(text || words.title, more));
});

// What became of a button, in words; the server says why when it recorded nothing.
async function post(address, data, said) {
  const headers = { Accept: "application/json" };
  const signal = AbortSignal.timeout(PATIENCE_WITH_A_BUTTON);
  const reply = await fetch(address, { method: "POST", credentials: "omit", headers, signal });
  if (reply.status === 410) return notify(words.over, { data: { link: ours() } });
  if (!reply.ok) throw new Error(String(reply.status));
  const { recorded, again, why } = await reply.json();
  if (recorded) await self.waiting.forgetPages();
  if (recorded || again) return notify(said, { silent: true });
  return notify(why || words.enough, { data });
}

async function open(address) {
  for (const client of await self.clients.matchAll({ type: "window" })) {
    if (client.url === address) return client.focus();
  }
  return self.clients.openWindow(address);
}

async function answer({ action, notification }) {
  const data = notification.data ?? {};
  const unsent = () => notify(words.unsent, { data, actions: buttons(data) });
  if (action === "taken") return post(data.link, data, words.saved).catch(unsent);
  if (action === "later") return post(data.later, data, words.snoozed).catch(unsent);
  return open(data.link ?? ours());
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(answer(event));
});

// The browser changed its address: tell the server, or reminders would end in silence.
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(notify(words.renew, { data: { link: ours("/settings/reminders/") } }));
});
