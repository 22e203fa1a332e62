// Passkeys: a form with data-passkey="create" or "get" asks the device and posts what it answers.
// The question stands in the JSON element named by data-options, or is fetched from the form's action.

const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};

const text = (buffer) => {
  if (!buffer) return undefined;
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const decoded = (list) => list?.map((entry) => ({ ...entry, id: bytes(entry.id) }));

function question({ publicKey }) {
  const asked = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.excludeCredentials) asked.excludeCredentials = decoded(asked.excludeCredentials);
  if (asked.allowCredentials) asked.allowCredentials = decoded(asked.allowCredentials);
  return { publicKey: asked };
}

// A passkey signs in on its own, so the device must keep it and must check who is holding it.
function discoverable(options) {
  const selection = options.publicKey.authenticatorSelection ?? {};
  options.publicKey.authenticatorSelection = {
    ...selection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return options;
}

function answer(credential) {
  const { response } = credential;
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.(),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  };
}

async function optionsFor(form) {
  const element = document.getElementById(form.dataset.options);
  if (element) {
    const options = JSON.parse(element.textContent);
    return options.creation_options ?? options.request_options;
  }
  const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`passkey options: ${reply.status}`);
  return (await reply.json()).request_options;
}

async function ask(form) {
  const options = await optionsFor(form);
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create(question(discoverable(options)))
      : await navigator.credentials.get(question(options));
  form.elements.credential.value = JSON.stringify(answer(credential));
  form.submit();
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-passkey]");
  if (!form) return;
  event.preventDefault();
  const complaint = form.querySelector("[data-passkey-trouble]");
  complaint.hidden = true;
  ask(form).catch(() => {
    complaint.hidden = false;
  });
});
