/* What was typed and could not be sent yet, kept in this tab under the person's and the return's
 * key.
 *
 * In sessionStorage, never in localStorage: this computer may be shared. It goes when it is
 * saved, when somebody else opens a return, and on sign-out (app.js). Each entry holds the
 * question's fields as they are sent, the marks of the page they were typed on included, so
 * that sending it later still meets what a colleague wrote meanwhile.
 */
const ALL = "s11:";

export class KeptTexts {
  /* storage: the tab's sessionStorage. path: the address of the page one is on. */
  constructor(storage, { user, submission, path }) {
    this.storage = storage;
    this.path = path;
    this.own = `${ALL}${user}:`;
    this.prefix = `${this.own}${submission}:`;
    this.isClosed = false;
  }

  /* What is kept of a question: its `label`, the id of its `place`, what was `typed` as its
   * reader sees it, and the `pairs` to send. */
  keep(question, { label, place, typed, pairs }) {
    this.write(question, { label, page: `${this.path}#${place}`, typed, pairs });
  }

  /* A clash is not asked about again: its page shows both texts. */
  markClashing(question) {
    this.write(question, { ...this.entry(question), clashed: true });
  }

  /* { label, page, typed, pairs, clashed }, or null. */
  entry(question) {
    return JSON.parse(this.storage.getItem(this.prefix + question));
  }

  forget(question) {
    this.storage.removeItem(this.prefix + question);
  }

  /* The keys of this return's questions that are kept. */
  questions() {
    const keys = this.keys().filter((key) => key.startsWith(this.prefix));
    return keys.map((key) => key.slice(this.prefix.length));
  }

  forgetOtherPeople() {
    const others = this.keys().filter((key) => !key.startsWith(this.own));
    others.forEach((key) => this.storage.removeItem(key));
  }

  /* On signing out the store is emptied, and nothing may come back. */
  close() {
    this.isClosed = true;
  }

  keys() {
    const { storage } = this;
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    return keys.filter((key) => key.startsWith(ALL));
  }

  write(question, entry) {
    if (this.isClosed) return;
    try {
      this.storage.setItem(this.prefix + question, JSON.stringify(entry));
    } catch {
      // It is full: the page itself still has the text.
    }
  }
}
