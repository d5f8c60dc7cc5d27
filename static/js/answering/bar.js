/* The line that stays in sight: how far one is, and whether all is saved. Screen readers hear
 * it when something has been saved or has failed, once, and never while somebody types.
 *
 * <p data-save-bar> with <span data-progress> and <span data-page-state>, and beside it an empty
 * <p data-spoken role="status">. A page without them says all that at its questions only.
 */
import { link } from "./elements.js";

export class Bar {
  constructor(root) {
    this.state = root.querySelector("[data-page-state]");
    this.spoken = root.querySelector("[data-spoken]");
    this.messages = new Map(); // by question: the last message
  }

  /* The message is one of replies.js. */
  say(fields, message) {
    this.messages.set(fields, message);
    this.show(message);
    if (message.state) this.speak(`${fields.label}: ${message.text}`);
  }

  /* What is wrong goes before what is well. */
  show(newest) {
    if (!this.state) return;
    const open = [...this.messages].filter(([, { state }]) => state && state !== "saved");
    if (!open.length) return this.write(newest.text, newest.state);
    const [{ label, place }, { state }] = open[0];
    this.write("Not saved: ", state);
    this.state.append(link(label, `#${place.id}`));
  }

  write(text, state) {
    this.state.textContent = text;
    this.state.dataset.state = state;
  }

  speak(words) {
    // The same again is said to nobody.
    if (this.spoken && this.spoken.textContent !== words) this.spoken.textContent = words;
  }
}

/* Shows how much of everything is answered. */
export function showProgress(root, { answered, asked }) {
  for (const place of root.querySelectorAll("[data-progress]")) {
    place.textContent = `${answered} of ${asked} answered`;
  }
}
