/* What of a page is sent when, and what still is not on the server.
 *
 * Each question is saved on its own, in the order of typing, one request at a time. The
 * page, the network, the device's store and the timers are given: no document is needed,
 * so that every order of events can be tried in tests.
 */
import { giveUp, isGivingUp, mine, newQuestion } from "./question.js";
import { CLASH, INVALID, meaningOf, NO_CONNECTION, saved, SAVING } from "./replies.js";

export const PAUSE = 900; // milliseconds without typing
export const STAYS = 10000; // milliseconds after which a page that was being left is still there

export class Queue {
  /* page: read(key) gives the pairs to send; show(key, sent, result) shows a reply, and says
   * whether it clashes and what is new; say(key, message).
   * store: keep(key, pairs) and forget(key), on this device.
   * send(pairs) promises { status, result }. survivesLeaving(pairs): whether the browser
   * still sends so much when the page has gone. timers: start(action, delay), stop(timer). */
  constructor(keys, { page, store, send, survivesLeaving, timers }) {
    Object.assign(this, { page, store, send, survivesLeaving, timers });
    this.questions = new Map(keys.map((key) => [key, newQuestion(key)]));
    this.line = Promise.resolve(); // ends when everything asked for so far has been tried
    this.closed = null; // the message why nothing more can be saved
    this.retryTimer = this.leaveTimer = null;
  }

  get all() {
    return [...this.questions.values()];
  }

  // --- what happens on the page ---------------------------------------------------------

  typed(key, pause = PAUSE) {
    const question = this.questions.get(key);
    question.dirty = true;
    if (this.closed) return this.page.say(key, this.closed);
    if (question.clashing) return;
    this.page.say(key, SAVING);
    this.saveAfter(question, pause);
  }

  /* On leaving a box it is saved at once. What failed is left alone: the message may hold the
   * link to sign in that was just pressed. */
  leftBox(key) {
    const question = this.questions.get(key);
    if (!question.failed) this.saveAfter(question, 0);
  }

  /* The page shows two versions. `sent` holds the marks of the page before it learned so. */
  waitForChoice(key, sent = []) {
    Object.assign(this.questions.get(key), { clashing: true, dirty: true, met: sent });
  }

  /* Before a colleague's text comes into these inputs. */
  giveUp(key, names) {
    giveUp(this.questions.get(key), names, this.page.read(key));
  }

  chosen(key, { isClashing }) {
    this.questions.get(key).clashing = isClashing; // in another of its boxes
    this.typed(key, 0);
  }

  /* Promises that each question was tried. */
  saveAll() {
    this.all.forEach((question) => this.enqueue(question));
    return this.line;
  }

  // --- leaving --------------------------------------------------------------------------

  hasUnsent() {
    return !this.closed && this.all.some(({ dirty, flying }) => dirty || flying);
  }

  /* Promises the key of a question that could not be saved, if there is one. Once nothing
   * can be saved any more, the form itself is sent: the server shows its text again. */
  async saveBeforeLeaving() {
    await this.saveAll();
    const stuck = this.all.find(({ clashing, dirty }) => clashing || dirty);
    return stuck && !this.closed ? stuck.key : null;
  }

  /* What is saved from here on is kept too: the next page may have been made just before that. */
  leave() {
    this.saveAtOnce();
    this.keepUnsaved();
    this.timers.stop(this.leaveTimer);
    this.leaveTimer = this.timers.start(() => this.stay(), STAYS);
  }

  /* Nobody left after all. */
  stay() {
    this.leaveTimer = null;
    for (const { key } of this.all) if (!this.isBusy(key)) this.store.forget(key);
  }

  isAtRisk({ dirty, invalid, clashing, flying }) {
    return dirty || invalid || clashing || (flying && !this.survivesLeaving(flying));
  }

  /* Whether not all of a question's words are on the server. */
  isBusy(key) {
    const question = this.questions.get(key);
    return Boolean(this.isAtRisk(question) || question.flying);
  }

  /* The page may be gone in a moment: nobody waits for their turn. */
  saveAtOnce() {
    const sent = this.all.filter(({ failed }) => !failed).map((each) => this.trySaving(each));
    this.line = Promise.all([this.line, ...sent]); // who stays after all goes on behind these
  }

  hasTextAtRisk() {
    return this.all.some((question) => this.isAtRisk(question));
  }

  keepUnsaved() {
    for (const question of this.all) if (this.isBusy(question.key)) this.keep(question);
  }

  // --- sending --------------------------------------------------------------------------

  saveAfter(question, pause) {
    this.timers.stop(question.timer);
    question.timer = this.timers.start(() => this.enqueue(question), pause);
  }

  enqueue(question) {
    this.line = this.line.then(() => this.trySaving(question));
  }

  /* A fault of the page's own must not hold up what comes behind it in the line. */
  trySaving(question) {
    return this.save(question).catch((fault) => console.error(fault));
  }

  async save(question) {
    if (this.closed || !question.dirty || question.clashing || question.flying) return;
    const isFirst = isGivingUp(question);
    const sent = this.pairs(question, isFirst);
    Object.assign(question, { dirty: isFirst, flying: sent, failed: false });
    let reply = NO_CONNECTION;
    try {
      reply = meaningOf(await this.send(sent));
    } catch {
      // Nothing came back: as if it had never been sent.
    }
    question.flying = null;
    if (!reply.isSaved) return this.takeRefused(question, reply);
    if (!isFirst) return this.takeSaved(question, sent, reply.result);
    question.givenUp.clear();
    return this.save(question); // and now what the page says
  }

  takeSaved(question, sent, result) {
    const { key } = question;
    const { isClashing, news } = this.page.show(key, sent, result);
    if (isClashing) this.waitForChoice(key, sent);
    if (isClashing) return this.page.say(key, CLASH);
    question.invalid = Object.keys(result.errors).length > 0;
    if (question.invalid) return this.page.say(key, INVALID);
    if (question.dirty) return; // typed on meanwhile
    if (this.leaveTimer === null) this.store.forget(question.key);
    this.page.say(question.key, saved(result.at, news));
  }

  takeRefused(question, reply) {
    question.dirty = true;
    if (reply.isFinal) return this.close(reply.message);
    question.failed = true;
    if (reply.isKept) this.keep(question);
    this.page.say(question.key, reply.message);
    if (reply.triedAgainAfter) this.retryAfter(reply.triedAgainAfter);
  }

  close(message) {
    this.closed = message;
    for (const { key, dirty } of this.all) if (dirty) this.page.say(key, message);
  }

  retryAfter(pause) {
    if (this.retryTimer !== null) return;
    this.retryTimer = this.timers.start(() => {
      this.retryTimer = null;
      this.saveAll();
    }, pause);
  }

  /* During a clash both texts are shown again after coming back. */
  keep(question) {
    const isOpen = question.clashing || isGivingUp(question);
    this.store.keep(question.key, this.pairs(question, isOpen));
  }

  pairs(question, isMine) {
    const read = this.page.read(question.key);
    return isMine ? mine(question, read) : read;
  }
}
