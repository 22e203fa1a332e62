// A form of another page that could not be sent (no line, a server that is away): what was typed
// comes back on a page of the worker's own, with a button that sends it once more. Nothing is kept.
const { words: said, shell } = self.told;
const SECRET = /password|csrfmiddlewaretoken|credential|code/i;
const AWAY = [502, 503, 504];

const escaped = (text) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

// Whether a person wrote it, rather than a choice having it as its name.
const isWriting = (value) => /[^\x00-\x7f]/.test(value) || value.trim().split(/\s+/).length > 1;

const hidden = ([name, value]) =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

function page(fields, url) {
  const shown = [...fields].filter(([name]) => !SECRET.test(name));
  const texts = shown.map(([, value]) => value).filter((value) => value && isWriting(value));
  const token = fields.get("csrfmiddlewaretoken") ?? "";
  const inputs = [["csrfmiddlewaretoken", token], ...shown].map(hidden).join("");
  const paragraphs = texts.map((text) => `<p class="typed">${escaped(text)}</p>`).join("");
  const css = shell.find((address) => address.endsWith(".css"));
  return `<!doctype html><html lang="ja"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${said.unsentTitle}</title><link rel="stylesheet" href="${css}"></head>
    <body><main class="page" id="main"><div class="empty"><h1>${said.unsentTitle}</h1>
    <p>${said.unsentText}</p>
    <form method="post" action="${escaped(url.pathname + url.search)}">${inputs}
    <button class="button button--hero" type="submit">${said.sendAgain}</button></form></div>
    ${paragraphs ? `<section class="card"><h2>${said.texts}</h2>${paragraphs}</section>` : ""}
    </main></body></html>`;
}

async function comesBack(request, url) {
  const fields = new URLSearchParams(await request.text());
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy":
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'",
  };
  return new Response(page(fields, url), { status: 503, headers });
}

function canComeBack(request, url) {
  const kind = request.headers.get("Content-Type") ?? "";
  const isForm = kind.startsWith("application/x-www-form-urlencoded");
  return isForm && request.mode === "navigate" && !/^\/(accounts|ops-admin)\//.test(url.pathname);
}

self.typed = async (request, url) => {
  if (!canComeBack(request, url)) return fetch(request);
  const asItCame = request.clone();
  const reply = await fetch(request).catch(() => undefined);
  if (reply && !AWAY.includes(reply.status)) return reply;
  return comesBack(asItCame, url);
};
