/* The inputs of one question: read and written as the form names them, <key>.<field>.
 *
 * A field of several boxes has a name for each: <key>.<field>-day, <key>.<field>-month.
 */

export const isTick = (input) => input.type === "radio" || input.type === "checkbox";

export class Fields {
  /* place: the question's part of the page. token: says which page's saves belong together. */
  constructor(place, token) {
    this.place = place;
    this.key = place.dataset.question;
    this.label = place.dataset.label;
    this.token = token;
  }

  inputs() {
    const found = this.place.querySelectorAll("input, textarea, select");
    return [...found].filter((input) => input.name);
  }

  named(name) {
    return this.inputs().filter((input) => input.name === `${this.key}.${name}`);
  }

  /* What a person sees of a field: all its boxes, ticks and buttons. */
  ofField(field) {
    const name = `${this.key}.${field}`;
    return this.inputs().filter(
      (input) => input.name === name || input.name.startsWith(`${name}-`),
    );
  }

  /* Whether somebody typed here before the scripts had come: not what the page was made with. */
  isTouched() {
    return this.inputs().some(isChanged);
  }

  /* The question as the form would send it: [name, value] for each input. */
  read() {
    const sent = this.inputs().filter((input) => !isTick(input) || input.checked);
    const pairs = sent.map((input) => [input.name, input.value]);
    return [...pairs, ["question", this.key], ["token", this.token]];
  }

  write(name, values) {
    for (const input of this.named(name)) {
      if (isTick(input)) tick(input, values.includes(input.value));
      else input.value = values[0] ?? "";
    }
  }

  /* Several fields at once: { name: values }. */
  writeAll(fields) {
    for (const [name, values] of Object.entries(fields)) this.write(name, values);
  }

  /* Put the page back to what was read from it once, ticks that were off included. */
  restore(pairs) {
    for (const { name } of this.inputs()) {
      const values = pairs.filter(([each]) => each === name).map(([, value]) => value);
      this.write(name.slice(this.key.length + 1), values);
    }
    this.token = new Map(pairs).get("token");
  }

  /* What was typed and picked, as the person reads it on the page. */
  words() {
    const seen = this.inputs().filter((input) => input.type !== "hidden");
    return seen.map(wordsOf).filter(Boolean).join("\n\n");
  }

  /* What read() gave for one field, in a form that can be compared. */
  wordsIn(pairs, name) {
    return JSON.stringify(pairs.filter(([each]) => each === `${this.key}.${name}`));
  }
}

function isChanged(input) {
  if (isTick(input)) return input.checked !== input.defaultChecked;
  if (input.options) return input.selectedIndex !== firstPicked(input);
  return input.value !== input.defaultValue;
}

function firstPicked({ options }) {
  return Math.max(
    0,
    [...options].findIndex((option) => option.defaultSelected),
  );
}

function wordsOf(input) {
  if (!isTick(input)) return input.value.trim();
  return input.checked ? input.labels[0].innerText.trim() : "";
}

function tick(input, isOn) {
  input.checked = isOn;
  const box = input.getAttribute("aria-controls") || input.dataset.ariaControls;
  const revealed = document.getElementById(box);
  if (revealed) revealed.classList.toggle("govuk-checkboxes__conditional--hidden", !isOn);
}
