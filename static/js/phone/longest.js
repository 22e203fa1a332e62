// A text that is too long is never cut: this says so while it is being written.
const words = document.querySelector('meta[name="too-long"]')?.content ?? "";

function lineOf(field) {
  const id = `${field.id || field.name}-too-long`;
  const found = document.getElementById(id);
  if (found) return found;
  const line = document.createElement("p");
  line.id = id;
  line.className = "field__error";
  line.setAttribute("role", "status");
  field.parentElement.after(line);
  return line;
}

document.addEventListener("input", ({ target }) => {
  const longest = Number(target.dataset?.longest);
  if (!longest || !words) return;
  const count = [...target.value.trim()].length;
  if (count <= longest && !document.getElementById(`${target.id || target.name}-too-long`)) return;
  const line = lineOf(target);
  line.hidden = count <= longest;
  line.textContent = words.replace("{longest}", longest).replace("{count}", count);
});
