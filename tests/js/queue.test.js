/* Saving while typing, and what happens when that fails. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { PAUSE } from "../../static/js/answering/queue.js";
import { SLOWLY, SOON } from "../../static/js/answering/replies.js";
import { HUGE, sending, settled, stored, World, WRONG } from "./world.js";

const CLOSED = "This audit was closed on 20 November 2026.";

// --- typing -----------------------------------------------------------------------------------

test("what is typed is sent once, after a pause in typing", async () => {
  const world = new World();
  world.page.type("one", "A");
  await world.pass(PAUSE - 1);
  world.page.type("one", "A paper");
  await world.pass(PAUSE - 1);
  assert.deepEqual(world.wire.sent, []);
  await world.pass(1);
  assert.deepEqual(world.wire.sent, [["one", "A paper"]]);
  assert.equal(world.page.says("one"), "Saving…");
  await world.arrives();
  assert.equal(world.page.says("one"), "Saved 14:02");
  assert.equal(stored(world), "A paper");
});

test("leaving a box saves it at once", async () => {
  const world = new World();
  world.page.type("one", "A");
  world.queue.leftBox("one");
  await world.pass(0);
  assert.deepEqual(world.wire.sent, [["one", "A"]]);
  await world.arrives();
  await world.pass(PAUSE);
  assert.equal(world.wire.sent.length, 1);
});

test("two changes while one is under way: the last is sent next, alone", async () => {
  const world = await sending("A");
  world.page.type("one", "A p");
  await world.pass(PAUSE);
  world.page.type("one", "A paper");
  await world.pass(PAUSE);
  assert.equal(world.wire.flying.length, 1);
  await world.arrives();
  assert.equal(world.page.says("one"), "Saving…", "it is not saved before the last word is");
  await world.arrives();
  assert.deepEqual(world.wire.sent, [
    ["one", "A"],
    ["one", "A paper"],
  ]);
  assert.equal(world.page.says("one"), "Saved 14:02");
  assert.equal(stored(world), "A paper");
});

test("questions are sent in the order they were typed in, one at a time", async () => {
  const world = new World(["one", "two", "three"]);
  for (const key of ["two", "three", "one"]) {
    world.page.type(key, key);
    await world.pass(10);
  }
  await world.pass(PAUSE);
  for (const number of [1, 2, 3]) {
    assert.equal(world.wire.flying.length, 1);
    assert.equal(world.wire.sent.length, number);
    await world.arrives();
  }
  assert.deepEqual(
    world.wire.sent.map(([key]) => key),
    ["two", "three", "one"],
  );
});

test("nothing is sent twice, however often the page asks for all to be saved", async () => {
  const world = await sending("A");
  world.queue.saveAll();
  world.queue.leftBox("one");
  world.queue.saveAll();
  await world.arrives();
  world.queue.saveAll();
  await world.pass(SOON);
  assert.deepEqual(world.wire.sent, [["one", "A"]]);
});

test("what the server cannot understand stays at risk until it is put right", async () => {
  const world = await sending(`${WRONG} date`);
  await world.arrives();
  assert.match(world.page.says("one"), /^Not saved yet: see the message above/);
  assert.ok(world.queue.hasTextAtRisk());
  world.page.type("one", "31/3/2026");
  await world.pass(PAUSE);
  await world.arrives();
  assert.equal(world.page.says("one"), "Saved 14:02");
  assert.ok(!world.queue.hasTextAtRisk());
});

test("a fault of the page's own is told, and does not hold up the other questions", async (t) => {
  const told = t.mock.method(console, "error", () => {});
  const world = await sending("A");
  world.page.show = () => {
    throw new Error("No such box");
  };
  world.page.type("two", "B");
  await world.pass(PAUSE);
  await world.arrives();
  await world.arrives();
  assert.equal(stored(world, "two"), "B");
  assert.equal(told.mock.callCount(), 2);
});

// --- when something fails ---------------------------------------------------------------------

test("without a connection the text is kept, tried again, and forgotten once saved", async () => {
  const world = await sending("A");
  await world.isLost();
  assert.match(world.page.says("one"), /^Not saved: no connection/);
  assert.deepEqual(world.store.questions(), ["one"]);
  await world.pass(SOON - 1);
  assert.equal(world.wire.sent.length, 1);
  await world.pass(1);
  await world.arrives();
  assert.equal(world.page.says("one"), "Saved 14:02");
  assert.deepEqual(world.store.questions(), []);
});

test("several that failed are tried again together, not each by itself", async () => {
  const world = await sending("A");
  world.page.type("two", "B");
  await world.pass(PAUSE);
  await world.isLost();
  await world.isLost();
  assert.equal(world.timers.waiting.length, 1);
  await world.pass(SOON);
  await world.arrives();
  await world.arrives();
  await world.pass(SOON);
  assert.equal(world.wire.sent.length, 4);
});

test("it is tried again for as long as it takes", async () => {
  const world = await sending("A");
  for (let hour = 0; hour < 12; hour += 1) {
    await world.isLost();
    await world.pass(SOON);
  }
  await world.arrives();
  assert.equal(stored(world), "A");
});

test("a save whose reply was lost is sent again, and is no clash with itself", async () => {
  const world = await sending("A");
  await world.isLost({ hasArrived: true });
  await world.pass(SOON);
  await world.arrives();
  assert.equal(world.page.says("one"), "Saved 14:02");
  assert.equal(stored(world), "A");
});

test("a server that stumbles is asked again", async () => {
  const world = await sending("A");
  await world.fails(500);
  assert.match(world.page.says("one"), /^Not saved: something went wrong on our side/);
  await world.pass(SOON);
  await world.arrives();
  assert.equal(stored(world), "A");
});

test("signed out: kept, and sent when the person comes back to the page", async () => {
  const world = await sending("A");
  world.server.isSignedIn = false;
  await world.arrives();
  assert.match(world.page.says("one"), /^Not saved. You have been signed out/);
  assert.ok(world.page.boxes.get("one").says.at(-1).signIn);
  assert.deepEqual(world.store.questions(), ["one"]);
  // Its message holds the link to sign in: pressing it leaves the box.
  world.queue.leftBox("one");
  await world.pass(SOON);
  assert.equal(world.wire.sent.length, 1);
  world.server.isSignedIn = true;
  world.queue.saveAll();
  await settled();
  await world.arrives();
  assert.equal(stored(world), "A");
});

test("signed in again where this page is not told of it: it finds out by itself", async () => {
  const world = await sending("A");
  world.server.isSignedIn = false;
  await world.arrives();
  world.server.isSignedIn = true;
  await world.pass(SLOWLY);
  await world.arrives();
  assert.equal(world.page.says("one"), "Saved 14:02");
});

test("closed: nothing more is sent, each unsaved question says so and is at risk", async () => {
  const world = await sending("A");
  world.page.type("two", "B");
  world.server.closed = CLOSED;
  await world.arrives();
  await world.pass(SOON);
  assert.deepEqual(world.wire.sent, [["one", "A"]]);
  for (const key of ["one", "two"]) assert.equal(world.page.says(key), `Not saved. ${CLOSED}`);
  world.page.type("one", "A, longer");
  assert.equal(world.page.says("one"), `Not saved. ${CLOSED}`);
  assert.ok(world.queue.hasTextAtRisk());
  world.queue.keepUnsaved();
  assert.deepEqual(world.store.questions(), ["one", "two"]);
});

test("too much at once: told, not tried by itself, saved when shortened", async () => {
  const world = await sending(HUGE);
  await world.arrives();
  assert.match(world.page.says("one"), /^Not saved: this is too much text/);
  await world.pass(10 * SOON);
  assert.equal(world.wire.sent.length, 1);
  assert.ok(world.queue.hasTextAtRisk());
  world.page.type("one", "Short");
  await world.pass(PAUSE);
  await world.arrives();
  assert.equal(stored(world), "Short");
});
