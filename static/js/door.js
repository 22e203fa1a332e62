// The secret of a shared look stands behind the # of the address. It goes into the form and out of
// the address, so that it stays neither in the history nor on the screen.
const form = document.querySelector("[data-door]");
const secret = location.hash.slice(1);
if (form && secret) {
  form.elements.secret.value = secret;
  history.replaceState(null, "", location.pathname);
}
