/* What the page says of its questions: saved or not, and what is wrong. */
import { link } from "./elements.js";

/* The message is one of replies.js. */
export function say(fields, message, signInUrl) {
  const place = stateOf(fields);
  const { text, state, signIn } = message;
  // Said again after another try: a link that somebody is about to press stays where it is.
  if (place.dataset.state === state && place.dataset.says === text) return;
  place.textContent = text;
  Object.assign(place.dataset, { state, says: text });
  if (!signIn) return;
  const inNewWindow = { target: "_blank", rel: "noopener" };
  const words = "Open a new window to sign in, then come back here.";
  place.append(" ", link(words, signInUrl, inNewWindow));
}

/* errors: { field: words }. */
export function showErrors(fields, errors) {
  for (const place of fields.place.querySelectorAll(".govuk-error-message")) {
    const name = place.id.slice(fields.key.length + 1).replace(/-error$/, "");
    const isWrong = name in errors;
    place.hidden = !isWrong;
    place.textContent = isWrong ? `Error: ${errors[name]}` : "";
    place.closest(".govuk-form-group").classList.toggle("govuk-form-group--error", isWrong);
    fields.ofField(name).forEach((input) => markWrong(input, isWrong));
  }
}

function markWrong(input, isWrong) {
  const kind = ["govuk-input", "govuk-textarea", "govuk-select"].find((name) =>
    input.classList.contains(name),
  );
  if (kind) input.classList.toggle(`${kind}--error`, isWrong);
  // A radio button alone is never wrong: its group says so.
  if (input.type === "radio") return;
  if (isWrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/* Lead the person to what keeps the question from being saved. */
export function focusOn(fields) {
  const place = fields.place.querySelector("[data-clash]") || stateOf(fields);
  place.tabIndex = -1;
  place.focus();
}

function stateOf(fields) {
  return fields.place.querySelector("[data-save-state]");
}
