/* Which questions of the page apply now: answers decide that, one's own and those of colleagues.
 *
 * A question in which somebody is writing stays, and says why it counts no more.
 */
import { element } from "./elements.js";

const NOT_ASKED =
  "This question no longer applies, because of another answer. " +
  "What you wrote here is kept, but is not part of the return.";

/* `shown` has the keys of the questions that apply; `isBusy(key)` those to leave in place. Says
 * which have appeared and which have gone, by their labels. */
export function showAsked(questions, shown, isBusy) {
  const appeared = questions.filter(({ place, key }) => place.hidden && shown.includes(key));
  const left = questions.filter(({ place, key }) => !place.hidden && !shown.includes(key));
  for (const { place, key } of questions) if (shown.includes(key)) show(place);
  const gone = left.filter((fields) => !keep(fields, isBusy));
  for (const { place } of gone) place.hidden = true;
  return { appeared: labels(appeared), gone: labels(gone) };
}

const labels = (questions) => questions.map(({ label }) => label);

function show(place) {
  place.hidden = false;
  place.querySelector("[data-not-asked]")?.remove();
}

/* Leaves the question where it is, if somebody is at it. Says whether it does. */
function keep({ place, key }, isBusy) {
  if (!isBusy(key) && !place.contains(document.activeElement)) return false;
  if (place.querySelector("[data-not-asked]")) return true;
  const words = element("p", NOT_ASKED, "govuk-inset-text");
  words.dataset.notAsked = "";
  place.prepend(words);
  return true;
}
