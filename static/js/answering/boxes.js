/* Text boxes that are as large as their text, and say how long it is.
 *
 * <textarea data-grows> grows; <textarea data-counted="20000"> says below how many words it has,
 * and near its most characters how many are left. Both work for boxes that come later, too.
 */
const MANY_WORDS = 50; // below that nobody needs a count
const NEAR = 0.9; // of the most characters

const canGrow = CSS.supports("field-sizing", "content");

function grow(box) {
  if (canGrow || !box.matches("[data-grows]")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

/* '312 words', '1,840 characters left', '12 characters too many', or nothing. */
function lengthOf(text, most) {
  const left = most - text.length;
  const characters = (number) =>
    `${number.toLocaleString("en-GB")} character${number === 1 ? "" : "s"}`;
  if (most && left < 0) return `${characters(-left)} too many`;
  if (most && text.length >= most * NEAR) return `${characters(left)} left`;
  const words = text.split(/\s+/).filter(Boolean).length;
  return words >= MANY_WORDS ? `${words.toLocaleString("en-GB")} words` : "";
}

/* Not spoken: whoever hears the page reads it when they want to. */
function count(box) {
  if (!box.matches("[data-counted]")) return;
  const most = Number(box.dataset.counted);
  const place = placeOf(box);
  place.textContent = lengthOf(box.value.trim(), most);
  place.classList.toggle("s11-count--over", most > 0 && box.value.trim().length > most);
}

function placeOf(box) {
  const next = box.nextElementSibling;
  if (next?.matches(".s11-count")) return next;
  const made = Object.assign(document.createElement("p"), { className: "s11-count" });
  box.after(made);
  return made;
}

function fit(box) {
  grow(box);
  count(box);
}

/* Also after a script has written into the boxes. */
export function fitAll(root = document) {
  root.querySelectorAll("textarea[data-grows], textarea[data-counted]").forEach(fit);
}

document.addEventListener("input", ({ target }) => {
  if (target.tagName === "TEXTAREA") fit(target);
});
fitAll();
