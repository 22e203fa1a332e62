// Two pages open without a line: network first, the last copy otherwise. Nothing else of the
// record is kept. The copies go as soon as anything is posted, or nobody is signed in.
const SHELL = `shell-${self.told.version}`;
const PATIENCE = 6000; // on a very slow line the copy is better than a white screen

const isPage = (url) => self.told.pages.includes(url.pathname) && !url.search;
const isShell = (url) => self.told.shell.includes(url.pathname);
// Its name carries its contents' hash: it never changes.
const isForGood = (url) => /\.[0-9a-f]{12}\.\w+$/.test(url.pathname);

// The page has just loaded the same files: those that never change are not asked for again.
const shellRequest = (address) =>
  new Request(address, { cache: isForGood(new URL(address, location)) ? "default" : "reload" });

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(SHELL);
      await cache.addAll(self.told.shell.map(shellRequest));
      await self.skipWaiting();
    })(),
  );
});

// Copies that the worker before took name files that only its own shell had.
async function copyAnew() {
  const had = await caches.has(self.waiting.PAGES);
  await self.waiting.forgetPages();
  if (!had) return;
  await Promise.allSettled(self.told.pages.map((path) => network(new Request(path), path)));
}

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const known = [SHELL, self.waiting.PAGES];
      for (const name of await caches.keys()) if (!known.includes(name)) await caches.delete(name);
      await self.clients.claim();
      await copyAnew();
    })(),
  );
});

// A phone without room shows the page all the same.
async function network(request, path, later = (work) => work) {
  const reply = await fetch(request);
  const led = reply.redirected || reply.type === "opaqueredirect";
  const nothing = () => {};
  if (led || [401, 403, 404].includes(reply.status)) await self.waiting.forgetPages().catch(nothing);
  else if (reply.ok) await later(self.waiting.keepPage(path, reply.clone()).catch(nothing));
  return reply;
}

// Copies are for eyes: a script that asks gets what the server says now.
async function pageOrCopy(event, path) {
  const { request } = event;
  const fresh = network(request, path, (work) => void event.waitUntil(work));
  event.waitUntil(fresh.catch(() => {}));
  if (request.mode !== "navigate") return fresh;
  const found = caches.match(path, { cacheName: self.waiting.PAGES });
  const copy = await found.catch(() => undefined);
  if (!copy) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(copy), PATIENCE));
  const answered = fresh.then((reply) => (reply.status >= 500 ? copy : reply), () => copy);
  return Promise.race([answered, late]);
}

async function shell(request, url) {
  const copy = await caches.match(request, { cacheName: SHELL });
  if (copy && isForGood(url)) return copy;
  return fetch(request).catch((error) => {
    if (copy) return copy;
    throw error;
  });
}

// An answer changes what the copies show, a setting how, signing in whose they may be.
async function posted(request, url) {
  const reply = await self.answered(request, url);
  const kept = reply.type === "default"; // the worker's own reply: nothing has been sent
  if (!kept && reply.status < 400) await self.waiting.forgetPages().catch(() => {});
  return reply;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST") event.respondWith(posted(request, url));
  else if (request.method !== "GET") return;
  else if (isPage(url)) event.respondWith(pageOrCopy(event, url.pathname));
  else if (isShell(url)) event.respondWith(shell(request, url));
});

// A browser that is told of a failure tries again by itself.
async function sendOrComeAgain() {
  const why = await self.waiting.send();
  if (["offline", "later"].includes(why)) throw new Error(why);
}

self.addEventListener("sync", (event) => {
  if (event.tag === "send-waiting") event.waitUntil(sendOrComeAgain());
});
