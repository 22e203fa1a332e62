// An answer that no script of the page took into its hands (it was tapped before the script had
// loaded, or by the check-in's own button): the worker gives it its id, and keeps it when it
// cannot be sent now. A page's script that is there does all this itself.
const isAnswer = (url) => /^\/(tonight|check-in)\//.test(url.pathname);
const PATIENCE_WITH_AN_ANSWER = 15_000;
const ENDS = { take: self.told.words.taken, skip: self.told.words.skipped };

// 「11月22日 飲んだ」
function nameOf({ pathname }) {
  const [, month, day] = pathname.match(/-(\d\d)-(\d\d)\//) ?? [];
  const what = ENDS[pathname.split("/").at(-2)] ?? self.told.words.answer;
  return month ? `${Number(month)}月${Number(day)}日 ${what}` : what;
}

async function bareAnswer(request, url) {
  const kind = request.headers.get("Content-Type") ?? "";
  if (!kind.startsWith("application/x-www-form-urlencoded")) return undefined;
  const body = new URLSearchParams(await request.clone().text());
  const owner = await self.waiting.owner().catch(() => undefined);
  if (!owner || body.has("client_id")) return undefined;
  const htmx = request.headers.get("HX-Request") === "true";
  const id = self.crypto.randomUUID();
  return { owner, address: url.pathname, body, madeAt: Date.now(), id, name: nameOf(url), htmx };
}

async function sendBare(answer, { redirect }) {
  const waits = (one) => one.owner === answer.owner && !one.refused;
  if ((await self.waiting.all()).some(waits)) throw new Error("behind the others");
  const body = new URLSearchParams(answer.body);
  body.set("client_id", answer.id);
  body.set("owner", answer.owner);
  const headers = answer.htmx ? { "HX-Request": "true" } : {};
  const signal = AbortSignal.timeout(PATIENCE_WITH_AN_ANSWER);
  const reply = await fetch(answer.address, { method: "POST", body, headers, redirect, signal });
  if (reply.status >= 500 || reply.status === 429) throw new Error(String(reply.status));
  return reply;
}

// 飲んだ twice in one night is one answer.
const isSameTap = (one, other) =>
  /\/(take|skip)\/$/.test(one.address) && one.address === other.address && !one.refused;

async function keepBare({ body, ...answer }) {
  body.delete("csrfmiddlewaretoken");
  const before = (await self.waiting.all()).filter((one) => one.owner === answer.owner);
  if (!before.some((one) => isSameTap(one, answer)))
    await self.waiting.add({ ...answer, body: body.toString() });
  await self.registration.sync?.register("send-waiting").catch(() => {});
  if (answer.htmx) return new Response(null, { status: 204 });
  const back = answer.address.startsWith("/check-in/") ? "/check-in/" : "/tonight/";
  return Response.redirect(back, 303);
}

// The reply to an answer, or to the POST as it came where it is none.
self.answered = async (request, url) => {
  if (!isAnswer(url)) return self.typed(request, url);
  const asItCame = request.clone();
  const answer = await bareAnswer(request, url);
  if (!answer) return fetch(asItCame);
  const reply = await sendBare(answer, request).catch(() => keepBare(answer));
  return reply.status === 409 ? fetch(asItCame) : reply; // somebody else has just signed in
};
