/* A page of questions, the person's tab and the server behind it, without browser or network.
 *
 * The queue, the replies and the kept texts are the product's own. Page and server do what
 * static/js/answering/page.js and audits/services/answer.py do, for one text box a question.
 * Nothing travels by itself: a test says when a request arrives and when time passes.
 */
import { KeptTexts } from "../../static/js/answering/kept_texts.js";
import { PAUSE, Queue } from "../../static/js/answering/queue.js";

export const settled = () => new Promise(setImmediate);

/* Sent text beginning with these is answered so: a wrong date, a novel. */
export const WRONG = "wrong";
export const HUGE = "huge";

export class Timers {
  now = 0;
  waiting = [];

  start(action, delay) {
    const timer = { action, at: this.now + delay };
    this.waiting.push(timer);
    return timer;
  }

  stop(timer) {
    this.waiting = this.waiting.filter((each) => each !== timer);
  }

  async pass(milliseconds) {
    this.now += milliseconds;
    const due = this.waiting.filter(({ at }) => at <= this.now).sort((a, b) => a.at - b.at);
    for (const timer of due) {
      this.stop(timer);
      timer.action();
    }
    await settled();
  }
}

/* The browser's sessionStorage. */
export class Storage {
  items = new Map();

  get length() {
    return this.items.size;
  }

  key(index) {
    return [...this.items.keys()][index];
  }

  getItem(key) {
    return this.items.get(key) ?? null;
  }

  setItem(key, value) {
    this.items.set(key, value);
  }

  removeItem(key) {
    this.items.delete(key);
  }
}

/* One row a question, and what of it met another text. What one page writes is never a clash with
 * itself: see its token. */
export class Server {
  isSignedIn = true;
  closed = "";
  rows = new Map();

  row(key) {
    if (!this.rows.has(key)) this.rows.set(key, { text: "", token: "", taken: [""], kept: [] });
    return this.rows.get(key);
  }

  write(key, text, token) {
    Object.assign(this.row(key), { text, token }).taken.push(text);
  }

  answer(pairs) {
    const sent = Object.fromEntries(pairs);
    const key = sent.question;
    const [text, was] = [sent[`${key}.value`], sent[`${key}.was.value`]];
    if (!this.isSignedIn) return { status: 401, result: { signed_out: true } };
    if (text.startsWith(HUGE)) return { status: 413, result: {} };
    if (this.closed) return { status: 409, result: { refused: this.closed } };
    return { status: 200, result: this.merge(key, { text, was, token: sent.token }) };
  }

  merge(key, { text, was, token }) {
    const row = this.row(key);
    const isOthers = row.text !== was && row.token !== token;
    const theirs = { field: "value", by: "Priya Nair", theirs: row.text };
    const told = { errors: {}, clashes: [], others: [] };
    if (text.startsWith(WRONG)) told.errors.value = "This is not a date";
    if (isOthers && text === was) told.others.push(theirs);
    else if (isOthers && text !== row.text) {
      told.clashes.push(theirs);
      row.kept.push(text);
    } else if (text !== was && !told.errors.value) this.write(key, text, token);
    return { at: "14:02", marks: { value: row.text }, ...told };
  }
}

/* What a person has before them: one box a question, and what the page says beneath. */
export class Page {
  constructor(world, token) {
    Object.assign(this, { world, token, isOpen: true, isLeft: false });
    this.boxes = new Map();
    for (const key of world.keys) {
      const { text } = world.server.row(key);
      this.boxes.set(key, {
        text,
        was: text,
        token,
        theirs: null,
        says: [],
        seen: new Set([text]),
      });
    }
    this.queue = new Queue(world.keys, {
      page: this,
      store: {
        keep: (key, pairs) => world.store.keep(key, { label: `label of ${key}`, pairs }),
        forget: (key) => world.store.forget(key),
      },
      send: (pairs) => world.wire.send(this, pairs),
      survivesLeaving: (pairs) => !String(pairs).includes(HUGE),
      timers: world.timers,
    });
    world.keys.forEach((key) => this.restore(key));
  }

  restore(key) {
    const entry = this.world.store.entry(key);
    if (!entry) return;
    const kept = Object.fromEntries(entry.pairs);
    const [text, was] = [kept[`${key}.value`], kept[`${key}.was.value`]];
    Object.assign(this.boxes.get(key), { text, was, token: kept.token });
    this.queue.typed(key, 0);
  }

  read(key) {
    const { text, was, token } = this.boxes.get(key);
    const fields = { value: text, "was.value": was, version: "1" };
    const pairs = Object.entries(fields).map(([name, value]) => [`${key}.${name}`, value]);
    return [...pairs, ["question", key], ["token", token]];
  }

  show(key, sent, result) {
    const box = this.boxes.get(key);
    box.was = result.marks.value;
    box.seen.add(result.marks.value);
    const isUntouched = box.text === new Map(sent).get(`${key}.value`);
    const clashes = [...(isUntouched ? [] : result.others), ...result.clashes];
    if (isUntouched && result.others.length) box.text = result.others[0].theirs;
    if (clashes.length) box.theirs = clashes[0].theirs;
    return { isClashing: clashes.length > 0, news: "" };
  }

  say(key, message) {
    this.boxes.get(key).says.push(message);
  }

  // --- what a person does ---------------------------------------------------------------

  type(key, text) {
    this.boxes.get(key).text = text;
    this.queue.typed(key);
  }

  choose(key, text) {
    Object.assign(this.boxes.get(key), { text, theirs: null });
    this.queue.chosen(key, { isClashing: false });
  }

  useTheirs(key) {
    this.queue.giveUp(key, ["value"]);
    this.choose(key, this.boxes.get(key).theirs);
  }

  says(key) {
    return this.boxes.get(key).says.at(-1)?.text ?? "";
  }
}

/* Requests under way, oldest first. Those of a page that is gone answer nobody. */
export class Wire {
  flying = [];
  sent = []; // every [question, text], in order

  send(page, pairs) {
    const question = new Map(pairs).get("question");
    this.sent.push([question, new Map(pairs).get(`${question}.value`)]);
    return new Promise((resolve, reject) => {
      this.flying.push({ page, question, pairs, resolve, reject });
    });
  }
}

export class World {
  constructor(keys = ["one", "two"]) {
    this.keys = keys;
    this.timers = new Timers();
    this.storage = new Storage();
    this.server = new Server();
    this.wire = new Wire();
    this.pages = 0;
    this.open();
  }

  open() {
    const path = "/a/code/audits/1/leadership/";
    this.store = new KeptTexts(this.storage, { user: "7", submission: "1", path });
    this.pages += 1;
    this.page = new Page(this, `page ${this.pages}`);
    this.queue = this.page.queue;
  }

  pass(milliseconds) {
    return this.timers.pass(milliseconds);
  }

  /* Which of so many requests ends next. */
  next() {
    return 0;
  }

  /* The oldest request arrives and is answered. */
  arrives() {
    return this.ends((request) => request.resolve(this.server.answer(request.pairs)));
  }

  /* It is answered with this status, whatever it says. */
  fails(status, result = {}) {
    return this.ends((request) => request.resolve({ status, result }));
  }

  /* It is lost, or (where it `hasArrived`) only its reply is. */
  isLost({ hasArrived = false } = {}) {
    return this.ends((request) => {
      if (hasArrived) this.server.answer(request.pairs);
      request.reject(new TypeError("Failed to fetch"));
    });
  }

  async ends(how) {
    const request = this.wire.flying.splice(this.next(this.wire.flying.length), 1)[0];
    if (!request) throw new Error("Nothing is under way");
    how(request);
    await settled();
  }

  /* The page is loaded again: its timers stop, and replies find nobody. */
  reload({ arrives = () => true } = {}) {
    this.queue.leave();
    this.queue.keepUnsaved();
    for (const request of this.wire.flying.splice(0)) {
      if (arrives()) this.server.answer(request.pairs);
    }
    this.timers.waiting = [];
    this.open();
  }
}

/* A world in which `text` was typed into a question and is under way. */
export async function sending(text, key = "one") {
  const world = new World();
  world.page.type(key, text);
  await world.pass(PAUSE);
  return world;
}

export const stored = (world, key = "one") => world.server.row(key).text;
