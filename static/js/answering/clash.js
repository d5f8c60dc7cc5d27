/* Somebody else wrote the same field: their text above mine, and a choice to make. */
import { button, element } from "./elements.js";
import { isTick } from "./fields.js";

/* Put what somebody else wrote into the fields, unless they were typed in since they were sent.
 * Says whether it did. */
export function takeOver(fields, sent, other) {
  const now = fields.read();
  const isSame = (name) => fields.wordsIn(now, name) === fields.wordsIn(sent, name);
  if (!Object.keys(other.inputs).every(isSame)) return false;
  fields.writeAll(other.inputs);
  return true;
}

export function isClashing(fields) {
  return fields.place.querySelector("[data-clash]") !== null;
}

/* Show what the server told of other people's texts; `chosen()` after each choice, and before
 * theirs comes into the inputs `givingUp(names)` with the names of those. */
export function showClashes(fields, clashes, { chosen, givingUp }) {
  for (const clash of clashes) {
    fields.place.querySelector(`[data-clash="${clash.field}"]`)?.remove();
    const box = versions(clash);
    whole(fields.ofField(clash.field)[0]).before(box);
    offerChoice(fields, box, { inputs: clash.inputs, chosen, givingUp });
  }
}

/* The page came with both versions already: offer the choice there. Says whether it did. */
export function offerChoices(fields, chosen) {
  const boxes = fields.place.querySelectorAll("[data-clash]");
  for (const box of boxes) offerChoice(fields, box, { chosen });
  return boxes.length > 0;
}

function whole(input) {
  if (isTick(input)) return input.closest(".govuk-radios, .govuk-checkboxes");
  return input.closest(".govuk-input__wrapper, .govuk-date-input") || input;
}

function versions({ field, by, theirs }) {
  const box = element("div", "", "s11-conflict");
  box.dataset.clash = field;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Two versions");
  const quote = element("blockquote", theirs, "s11-conflict__theirs");
  quote.dataset.theirs = "";
  const hint =
    "Your own version is below. Choose which to keep. Both are kept as earlier versions.";
  box.append(
    element("p", `${by} saved this while you were typing:`, "s11-conflict__title"),
    quote,
    element("p", hint, "govuk-body-s"),
  );
  return box;
}

function offerChoice(fields, box, { inputs, chosen, givingUp }) {
  const mine = fields.ofField(box.dataset.clash)[0];
  const theirs = box.querySelector("[data-theirs]").innerText;
  const choices = box.appendChild(element("div", "", "govuk-button-group"));
  const offer = (text, change) => {
    const settle = () => {
      change();
      box.remove();
      mine.focus();
      chosen();
    };
    choices.append(button(text, settle));
  };
  if (mine.tagName === "TEXTAREA") {
    offer("Put both texts together", () => (mine.value = `${theirs}\n\n${mine.value}`));
  }
  offer("Save my version", () => {});
  if (!inputs) return;
  offer("Use theirs", () => {
    givingUp(Object.keys(inputs));
    fields.writeAll(inputs);
  });
}
