/* Whatever happens, in whatever order: once the line is back, all that was typed is on the
 * server, or before the person's eyes and asked about on leaving.
 *
 * Each run is made from a number; a failure names it: S11_SEED=17 repeats that run alone.
 */
import assert from "node:assert/strict";
import { test } from "node:test";

import { PAUSE } from "../../static/js/answering/queue.js";
import { SOON } from "../../static/js/answering/replies.js";
import { HUGE, settled, World, WRONG } from "./world.js";

const RUNS = 400;
const STEPS = 60;
const COLLEAGUE = "a colleague's page";

/* Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function numbersFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function isTaken({ errors, clashes }) {
  return errors && !Object.keys(errors).length && !clashes.length;
}

class Run {
  constructor(seed) {
    this.random = numbersFrom(seed);
    this.world = new World(["one", "two", "three"]);
    this.lastWords = new Map(); // by question: what the person last typed or chose
    this.texts = 0;
    this.faults = [];
    this.saved = new Set();
    this.world.next = (many) => Math.floor(this.random() * many);
    this.watchServer();
    this.watchWire();
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  /* No two texts are the same, so that each can be told wherever it turns up. */
  newText(who) {
    const kinds = ["", "", "", "", "", "", `${WRONG} `, `${HUGE} `];
    this.texts += 1;
    return `${who === "I" ? this.pick(kinds) : ""}${who} ${this.texts}`;
  }

  /* Nobody's text is replaced by somebody who was not shown it. */
  watchServer() {
    const { server } = this.world;
    const write = server.write.bind(server);
    server.write = (key, text, token) => {
      const row = server.row(key);
      const { seen } = this.world.page.boxes.get(key);
      const isMine = token !== COLLEAGUE;
      const isReplaced = isMine && row.token === COLLEAGUE;
      assert.ok(!isReplaced || seen.has(row.text), `${row.text} was replaced unseen by ${text}`);
      write(key, text, token);
    };
  }

  /* One request at a time, unless the page is being left; never two of one question; and
   * nothing again that this page knows to be saved. */
  watchWire() {
    const { wire } = this.world;
    const send = wire.send.bind(wire);
    wire.send = (page, pairs) => {
      const question = new Map(pairs).get("question");
      const words = `${page.token}: ${new Map(pairs).get(`${question}.value`)}`;
      const same = wire.flying.filter((request) => request.question === question);
      const waiting = wire.flying.filter(({ isAtOnce }) => !isAtOnce);
      // Told later: thrown from here it would pass for a lost connection.
      if (same.length) this.faults.push(`${question} is under way twice`);
      if (waiting.length && !this.isLeaving) this.faults.push("two requests at a time");
      if (this.saved.has(words)) this.faults.push(`${words} is sent twice`);
      const reply = send(page, pairs);
      wire.flying.at(-1).isAtOnce = this.isLeaving;
      const note = ({ result }) => isTaken(result) && this.saved.add(words);
      reply.then(note, () => {});
      return reply;
    };
  }

  // --- what may happen --------------------------------------------------------------------

  types(key) {
    const text = this.newText("I");
    this.lastWords.set(key, text);
    this.world.page.type(key, text);
  }

  leavesBox(key) {
    this.world.queue.leftBox(key);
  }

  colleagueWrites(key) {
    this.world.server.write(key, this.newText("She"), COLLEAGUE);
  }

  /* Where two versions are shown. */
  chooses(key) {
    const { text, theirs } = this.world.page.boxes.get(key);
    if (theirs === null) return;
    const chosen = this.pick([text, theirs, `${theirs} and ${text}`]);
    this.lastWords.set(key, chosen);
    this.world.page.choose(key, chosen);
  }

  comesBack() {
    this.world.queue.saveAll();
  }

  staysAfterAll() {
    this.isLeaving = true;
    this.world.queue.saveAtOnce();
    this.isLeaving = false;
  }

  loadsAgain() {
    this.isLeaving = true;
    this.world.reload({ arrives: () => this.random() < 0.5 });
    this.isLeaving = false;
  }

  signsInOrOut() {
    this.world.server.isSignedIn = !this.world.server.isSignedIn;
  }

  timePasses() {
    return this.world.pass(this.pick([0, 100, PAUSE, SOON]));
  }

  requestEnds() {
    const { world } = this;
    if (!world.wire.flying.length) return undefined;
    const ways = [
      () => world.arrives(),
      () => world.arrives(),
      () => world.isLost(),
      () => world.isLost({ hasArrived: true }),
      () => world.fails(500),
      () => world.fails(403),
    ];
    return this.pick(ways)();
  }

  async step() {
    const often = ["types", "leavesBox", "timePasses", "timePasses", "requestEnds", "requestEnds"];
    const seldom = ["colleagueWrites", "chooses", "comesBack", "staysAfterAll", "signsInOrOut"];
    const name = this.random() < 0.03 ? "loadsAgain" : this.pick([...often, ...often, ...seldom]);
    await this[name](this.pick(this.world.keys));
    await settled();
  }

  // --- and in the end ---------------------------------------------------------------------

  /* The line is back, the person signed in, and all choices are made. */
  async calm() {
    this.world.server.isSignedIn = true;
    for (let turn = 0; turn < 30; turn += 1) {
      this.world.keys.forEach((key) => this.chooses(key));
      this.world.queue.saveAll();
      await this.world.pass(SOON);
      while (this.world.wire.flying.length) await this.world.arrives();
    }
  }

  /* Where the last words of a question are: "server", "page" (and asked about on leaving),
   * "under way", or "lost". */
  whereabouts(key) {
    const words = this.lastWords.get(key);
    if (words === undefined || this.world.server.row(key).taken.includes(words)) return "server";
    if (this.world.page.boxes.get(key).text !== words) return "lost";
    const question = this.world.queue.questions.get(key);
    if (this.world.queue.isAtRisk(question)) return "page";
    return question.flying ? "under way" : "lost";
  }

  check() {
    assert.deepEqual(this.faults, []);
    for (const key of this.world.keys) {
      const words = this.lastWords.get(key) ?? "";
      const box = this.world.page.boxes.get(key);
      const cannotBeTaken = words.startsWith(WRONG) || words.startsWith(HUGE);
      assert.equal(this.whereabouts(key), cannotBeTaken ? "page" : "server", `${key}: ${words}`);
      if (cannotBeTaken) continue;
      assert.match(this.world.page.says(key), /^$|^Saved/);
      assert.equal(this.world.store.entry(key), null, `${key} is still kept`);
      const [shown, stored] = [box.text, this.world.server.row(key)];
      assert.ok(shown === stored.text || stored.token === COLLEAGUE, `${key} shows ${shown}`);
    }
  }
}

const only = Number(process.env.S11_SEED);
const seeds = only ? [only] : Array.from({ length: RUNS }, (_, number) => number + 1);

test(`${seeds.length} runs of ${STEPS} random steps lose nothing`, async () => {
  for (const seed of seeds) {
    const run = new Run(seed);
    try {
      for (let step = 0; step < STEPS; step += 1) {
        await run.step();
        assert.deepEqual(run.faults, [], `in step ${step}`);
        for (const key of run.world.keys) {
          assert.notEqual(run.whereabouts(key), "lost", `${key}, in step ${step}`);
        }
      }
      await run.calm();
      run.check();
    } catch (problem) {
      throw new Error(`S11_SEED=${seed}: ${problem.message}`, { cause: problem });
    }
  }
});
