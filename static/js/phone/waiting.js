// Answers that wait on this phone until there is a line again. Shared by pages and the service
// worker as globalThis.waiting. They are sent in order, one at a time, each with its own id: an
// answer that arrived already changes nothing.
(() => {
  const news = new BroadcastChannel("answers-waiting");
  const PAGES = "pages";

  function open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open("answers-waiting", 1);
      request.onupgradeneeded = () =>
        request.result.createObjectStore("answers", { keyPath: "place", autoIncrement: true });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  async function inStore(mode, work) {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction("answers", mode, { durability: "strict" });
        const request = work(transaction.objectStore("answers"));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  const all = () => inStore("readonly", (store) => store.getAll());
  const change = async (work) => {
    const result = await inStore("readwrite", work);
    news.postMessage("changed");
    return result;
  };
  const add = (answer) => change((store) => store.add(answer));
  const put = (answer) => change((store) => store.put(answer));
  const remove = (place) => change((store) => store.delete(place));

  async function forgetPages() {
    await caches.delete(PAGES);
  }

  async function clear() {
    await change((store) => store.clear());
    await forgetPages();
  }

  // The token of a page that was opened now (one that always has a form); "" when nobody is
  // signed in.
  async function freshToken() {
    const reply = await fetch("/check-in/", { cache: "no-store" });
    if (!reply.ok || new URL(reply.url).pathname !== "/check-in/") return "";
    return (await reply.text()).match(/name="csrfmiddlewaretoken" value="([^"]+)"/)?.[1] ?? "";
  }

  function post(answer, token) {
    const body = new URLSearchParams(answer.body);
    body.set("client_id", answer.id);
    body.set("owner", answer.owner);
    body.set("made_at", answer.madeAt);
    body.set("sent_at", Date.now());
    body.set("csrfmiddlewaretoken", token);
    const headers = answer.htmx ? { "HX-Request": "true" } : {};
    return fetch(answer.address, { method: "POST", body, headers });
  }

  // "sent", "refused" (never will be), or why it has to wait: "sign-in", "other", "later".
  function outcome(reply) {
    const target = reply.headers.get("HX-Redirect") ?? reply.url;
    if (new URL(target, location.origin).pathname.startsWith("/accounts/")) return "sign-in";
    if (reply.ok) return "sent";
    if (reply.status === 409) return "other";
    return [404, 422].includes(reply.status) ? "refused" : "later";
  }

  async function sendOne(answer, tokens) {
    tokens.value ||= await freshToken();
    if (!tokens.value) return "sign-in";
    let reply = await post(answer, tokens.value);
    if (reply.status === 403) {
      tokens.value = await freshToken();
      reply = await post(answer, tokens.value);
    }
    const came = outcome(reply);
    if (came === "sent") {
      await remove(answer.place);
      await forgetPages();
      news.postMessage({ html: answer.htmx ? await reply.text() : "" });
    } else if (came === "refused") {
      await put({ ...answer, refused: true });
    }
    return came;
  }

  // Sends what waits. Says why it stopped: "", "offline", "sign-in" or "later".
  function send() {
    return navigator.locks.request("send-waiting", async () => {
      const tokens = { value: "" };
      for (const answer of await all()) {
        if (answer.refused) continue;
        const came = await sendOne(answer, tokens).catch(() => "offline");
        if (["offline", "sign-in", "later"].includes(came)) return came;
      }
      return "";
    });
  }

  globalThis.waiting = { add, all, remove, clear, forgetPages, send, PAGES };
})();
