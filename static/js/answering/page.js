/* A page where one writes, the questions of a standard or a text of a report: saves what is typed.
 *
 * Here the queue meets the document; what decides is in queue.js. Without these scripts the
 * page's Save buttons do the same work.
 */
import { fitAll } from "./boxes.js";
import { showAsked } from "./asked.js";
import { Bar, showProgress } from "./bar.js";
import { isClashing, offerChoices, showClashes, takeOver } from "./clash.js";
import { Fields } from "./fields.js";
import { Queue } from "./queue.js";
import { csrfToken, survivesLeaving } from "./server.js";
import { focusOn, say, showErrors } from "./view.js";

const timers = {
  start: (action, delay) => setTimeout(action, delay),
  stop: (timer) => clearTimeout(timer),
};

export class AnsweringPage {
  constructor(root, { store, send }) {
    this.root = root;
    this.store = store;
    this.form = root.querySelector("form");
    this.isLeaving = false; // the whole form is on its way
    this.bar = new Bar(root);
    const places = [...root.querySelectorAll("[data-question]")];
    const token = this.form.elements.token.value;
    this.questions = new Map(
      places.map((place) => [place.dataset.question, new Fields(place, token)]),
    );
    this.queue = new Queue([...this.questions.keys()], {
      page: this,
      store: { keep: (key, pairs) => this.keep(key, pairs), forget: (key) => store.forget(key) },
      send,
      survivesLeaving,
      timers,
    });
  }

  // --- what the queue asks of the page --------------------------------------------------

  read(key) {
    return this.questions.get(key).read();
  }

  say(key, message) {
    const fields = this.questions.get(key);
    say(fields, message, this.root.dataset.signInUrl);
    this.bar.say(fields, message);
  }

  show(key, sent, result) {
    const fields = this.questions.get(key);
    fields.write("version", [result.version]);
    for (const [name, mark] of Object.entries(result.marks)) fields.write(`was.${name}`, [mark]);
    showErrors(fields, result.errors);
    const changes = this.showWhole(key, result);
    // What others changed, and this page has not touched, is shown here too.
    const untaken = result.others.filter((other) => !takeOver(fields, sent, other));
    const clashes = [...untaken, ...result.clashes];
    showClashes(fields, clashes, {
      chosen: () => this.chosen(fields),
      givingUp: (names) => this.queue.giveUp(key, names),
    });
    fitAll(fields.place);
    return { isClashing: clashes.length > 0, news: news(result.others, changes) };
  }

  /* What a reply says of the page as a whole, where it does. */
  showWhole(key, result) {
    if (result.asked !== undefined) showProgress(this.root, result);
    if (!result.shown) return { appeared: [], gone: [] };
    const isBusy = (each) => each === key || this.queue.isBusy(each);
    return showAsked([...this.questions.values()], result.shown, isBusy);
  }

  keep(key, pairs) {
    const fields = this.questions.get(key);
    const { label, place } = fields;
    this.store.keep(key, { label, place: place.id, typed: fields.words(), pairs });
  }

  // --- what the queue is told -----------------------------------------------------------

  start() {
    for (const fields of this.questions.values()) {
      fields.place.addEventListener("input", () => this.queue.typed(fields.key));
      fields.place.addEventListener("change", () => this.queue.leftBox(fields.key));
      this.goOn(fields);
    }
    window.addEventListener("online", () => this.queue.saveAll());
    window.addEventListener("focus", () => this.queue.saveAll());
    window.addEventListener("beforeunload", (event) => this.beforeLeaving(event));
    window.addEventListener("pagehide", () => {
      if (!this.isLeaving) this.queue.keepUnsaved();
    });
    document.addEventListener("visibilitychange", () => this.lookedAwayOrBack());
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  /* A phone may throw away a page that nobody looks at, without another word to it. */
  lookedAwayOrBack() {
    if (this.isLeaving) return;
    if (!document.hidden) return this.queue.saveAll();
    this.queue.saveAtOnce();
    this.queue.keepUnsaved();
  }

  /* Where the question was left: at two versions, at a text that could not be sent, or at words
   * typed while these scripts were still on a slow line. */
  goOn(fields) {
    if (fields.place.hasAttribute("data-clashing")) {
      const isOffered = offerChoices(fields, () => this.chosen(fields));
      if (isOffered) this.queue.waitForChoice(fields.key);
      return;
    }
    const entry = this.store.entry(fields.key);
    if (!entry && !fields.isTouched()) return;
    if (entry) fields.restore(entry.pairs);
    this.queue.typed(fields.key, 0);
  }

  chosen(fields) {
    this.queue.chosen(fields.key, { isClashing: isClashing(fields) });
  }

  beforeLeaving(event) {
    if (this.isLeaving) return;
    this.queue.leave();
    if (this.queue.hasTextAtRisk()) event.preventDefault();
  }

  /* Everything is saved piece by piece before the page is left for the next one: without a
   * connection the person stays here, with the text. */
  async submit(event) {
    if (this.isLeaving) return;
    if (this.queue.hasUnsent()) {
      event.preventDefault();
      const stuck = await this.queue.saveBeforeLeaving();
      if (this.isLeaving) return; // pressed twice
      if (stuck !== null) return focusOn(this.questions.get(stuck));
    }
    // The server refuses it and shows it once more: the next page sends it, or tells of it.
    if (this.queue.closed) this.queue.keepUnsaved();
    this.isLeaving = true;
    this.form.elements.csrfmiddlewaretoken.value = csrfToken();
    if (event.defaultPrevented) this.form.requestSubmit(event.submitter);
  }
}

function news(others, { appeared, gone }) {
  const told = others.map(({ by }) => `. ${by} has changed this too`).slice(0, 1);
  if (appeared.length) told.push(`. A question has been added below: ${appeared.join(", ")}`);
  if (gone.length) told.push(`. No longer asked, but kept: ${gone.join(", ")}`);
  return told.join("");
}
