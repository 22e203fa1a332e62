// Two pages open without a line: network first, the last copy otherwise. Nothing else of the
// record is kept. A copy goes as soon as an answer changes what it shows, or nobody is signed in.
const SHELL = `shell-${self.told.version}`;
const PATIENCE = 6000; // on a very slow line the copy is better than a white screen

const isPage = (url) => self.told.pages.includes(url.pathname) && !url.search;
const isShell = (url) => self.told.shell.includes(url.pathname);
const changesRecord = (url) => /^\/(tonight|check-in|symptoms|regimen)\//.test(url.pathname);

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(SHELL);
      await cache.addAll(self.told.shell.map((address) => new Request(address, { cache: "reload" })));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const known = [SHELL, self.waiting.PAGES];
      for (const name of await caches.keys()) if (!known.includes(name)) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

async function page(request, path) {
  const reply = await fetch(request);
  const cache = await caches.open(self.waiting.PAGES);
  const led = reply.redirected || reply.type === "opaqueredirect";
  if (led || [401, 403, 404].includes(reply.status)) await self.waiting.forgetPages();
  else if (reply.ok) await cache.put(path, reply.clone());
  return reply;
}

async function pageOrCopy(request, path) {
  const copy = await caches.match(path, { cacheName: self.waiting.PAGES });
  const fresh = page(request, path);
  if (!copy) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(copy), PATIENCE));
  return Promise.race([fresh.catch(() => copy), late]);
}

async function shell(request) {
  const copy = await caches.match(request, { cacheName: SHELL });
  return fetch(request).catch((error) => {
    if (copy) return copy;
    throw error;
  });
}

async function changed(request) {
  const reply = await fetch(request);
  if (reply.ok || reply.type === "opaqueredirect") await self.waiting.forgetPages();
  return reply;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && changesRecord(url)) event.respondWith(changed(request));
  else if (request.method !== "GET") return;
  else if (isPage(url)) event.respondWith(pageOrCopy(request, url.pathname));
  else if (isShell(url)) event.respondWith(shell(request));
});

// A browser that is told of a failure tries again by itself.
async function sendOrComeAgain() {
  const why = await self.waiting.send();
  if (["offline", "later"].includes(why)) throw new Error(why);
}

self.addEventListener("sync", (event) => {
  if (event.tag === "send-waiting") event.waitUntil(sendOrComeAgain());
});
