/* What the page says of its questions: saved or not, errors, progress. */
import { link } from "./elements.js";

/* The message is one of replies.js. */
export function say(fields, { text, state, signIn }, signInUrl) {
  const place = stateOf(fields);
  place.textContent = text;
  place.dataset.state = state;
  if (!signIn) return;
  const inNewWindow = { target: "_blank", rel: "noopener" };
  place.append(" ", link("Sign in in a new window, then come back here.", signInUrl, inNewWindow));
}

/* errors: { field: words }. */
export function showErrors(fields, errors) {
  for (const place of fields.place.querySelectorAll(".govuk-error-message")) {
    const name = place.id.slice(fields.key.length + 1).replace(/-error$/, "");
    const isWrong = name in errors;
    place.hidden = !isWrong;
    place.textContent = isWrong ? `Error: ${errors[name]}` : "";
    place.closest(".govuk-form-group").classList.toggle("govuk-form-group--error", isWrong);
  }
}

/* Shows how much is answered, and the questions that apply now. Gives the labels of those that
 * have appeared. */
export function showProgress(root, questions, { answered, asked, shown }) {
  for (const place of root.querySelectorAll("[data-progress]")) {
    place.textContent = `${answered} of ${asked} answered`;
  }
  root.querySelector("form").elements.shown.value = shown.join(" ");
  const appeared = questions.filter(({ place, key }) => place.hidden && shown.includes(key));
  for (const { place, key } of questions) place.hidden = !shown.includes(key);
  return appeared.map(({ label }) => label);
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
