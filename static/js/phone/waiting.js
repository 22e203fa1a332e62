// What this phone keeps: answers that wait until there is a line again, and whose phone it is.
// Shared by pages and the service worker as globalThis.waiting. Answers are sent in order, one at
// a time, each with its own id: an answer that arrived already changes nothing.
(() => {
  const news = new BroadcastChannel("answers-waiting");
  const PAGES = "pages";
  const PATIENCE = 20_000; // a request that hangs must not hold the others back for good
  const [ANSWERS, PERSON] = ["answers", "person"];

  function open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open("answers-waiting", 2);
      request.onupgradeneeded = () => {
        const base = request.result;
        if (!base.objectStoreNames.contains(ANSWERS))
          base.createObjectStore(ANSWERS, { keyPath: "place", autoIncrement: true });
        if (!base.objectStoreNames.contains(PERSON)) base.createObjectStore(PERSON);
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  async function inStores(mode, work) {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const both = [ANSWERS, PERSON];
        const transaction = database.transaction(both, mode, { durability: "strict" });
        const request = work(...both.map((name) => transaction.objectStore(name)));
        transaction.oncomplete = () => resolve(request?.result);
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  const all = () => inStores("readonly", (answers) => answers.getAll());
  const change = async (work) => {
    const result = await inStores("readwrite", work);
    news.postMessage("changed");
    return result;
  };
  const add = (answer) => change((answers) => answers.add(answer));
  const remove = (place) => change((answers) => answers.delete(place));

  async function after(place) {
    const later = IDBKeyRange.lowerBound(place, true);
    return (await inStores("readonly", (answers) => answers.getAll(later, 1)))[0];
  }

  // Only while it still waits: what was thrown away meanwhile must not come back.
  const refuse = (place) =>
    change((answers) => {
      const found = answers.get(place);
      found.onsuccess = () => found.result && answers.put({ ...found.result, refused: true });
    });

  const forgetPages = () => caches.delete(PAGES);

  const owner = () => inStores("readonly", (_, person) => person.get("owner"));

  // Somebody else was here before: their pages must not open for this person.
  async function meet(mark) {
    if ((await owner()) === mark) return;
    await forgetPages();
    await inStores("readwrite", (_, person) => person.put(mark, "owner"));
  }

  async function clear() {
    await change((answers, person) => {
      person.clear();
      return answers.clear();
    });
    await forgetPages();
  }

  // Keeps a page of the person whose phone this is. One that arrives while somebody signs out,
  // or for somebody who is gone, is dropped again.
  async function keepPage(path, reply) {
    const html = await reply.text();
    const mark = ownerIn(html);
    if (!mark || mark !== (await owner())) return;
    const copy = html.replace("<html ", `<html data-copied-at="${Date.now()}" `);
    const { headers } = new Response("", { headers: reply.headers });
    headers.delete("Content-Encoding");
    headers.delete("Content-Length");
    await (await caches.open(PAGES)).put(path, new Response(copy, { headers }));
    if (mark !== (await owner())) await forgetPages();
  }

  const ownerIn = (html) => html.match(/name="record-owner" content="([^"]+)"/)?.[1];

  // A page that was opened now (one that always has a form): whose it is, and its token. Else
  // why there is none.
  async function freshPage() {
    const signal = AbortSignal.timeout(PATIENCE);
    const reply = await fetch("/check-in/", { cache: "no-store", signal });
    if (new URL(reply.url).pathname.startsWith("/accounts/")) return { why: "sign-in" };
    const html = reply.ok ? await reply.text() : "";
    const token = html.match(/name="csrfmiddlewaretoken" value="([^"]+)"/)?.[1];
    return token ? { token, owner: ownerIn(html) } : { why: "later" };
  }

  function post(answer, token) {
    const body = new URLSearchParams(answer.body);
    body.set("client_id", answer.id);
    body.set("owner", answer.owner);
    body.set("made_at", answer.madeAt);
    body.set("sent_at", Date.now());
    body.set("csrfmiddlewaretoken", token);
    const headers = answer.htmx ? { "HX-Request": "true" } : {};
    const signal = AbortSignal.timeout(PATIENCE);
    return fetch(answer.address, { method: "POST", body, headers, signal });
  }

  // "sent", "refused" (never will be), or why it has to wait: "sign-in", "other", "later".
  function outcome(reply) {
    const target = reply.headers.get("HX-Redirect") ?? reply.url;
    if (new URL(target, location.origin).pathname.startsWith("/accounts/")) return "sign-in";
    if (reply.ok) return "sent";
    if (reply.status === 409) return "other";
    return [400, 404, 405, 413, 422].includes(reply.status) ? "refused" : "later";
  }

  async function sendOne(answer, page) {
    let reply = await post(answer, page.token);
    if (reply.status === 403) {
      Object.assign(page, await freshPage());
      if (page.why) return page.why;
      reply = await post(answer, page.token);
    }
    const came = outcome(reply);
    if (came === "sent") {
      const { address, owner: mark } = answer;
      const html = answer.htmx ? await reply.text() : "";
      await remove(answer.place);
      await forgetPages();
      news.postMessage({ sent: { address, owner: mark, html } });
    } else if (came === "refused") {
      await refuse(answer.place);
    }
    return came;
  }

  const dayOf = ({ address }) => address.match(/\d{4}-\d\d-\d\d/)?.[0] ?? address;

  // One that the server could not take holds back those of its own day only: their order counts.
  async function sendAll() {
    const stuck = new Set();
    let page;
    let place = 0;
    for (let answer; (answer = await after(place)); place = answer.place) {
      if (answer.refused || stuck.has(dayOf(answer))) continue;
      page ??= await freshPage();
      if (page.why) return page.why;
      if (answer.owner !== page.owner) continue;
      const came = await sendOne(answer, page);
      if (came === "sign-in") return came;
      if (came === "later") stuck.add(dayOf(answer));
    }
    return stuck.size ? "later" : "";
  }

  // Sends what waits. Says why it stopped: "", "offline", "sign-in" or "later".
  const send = () =>
    navigator.locks.request("send-waiting", () => sendAll().catch(() => "offline"));

  globalThis.waiting = { add, all, remove, clear, meet, owner, keepPage, forgetPages, send, PAGES };
})();
