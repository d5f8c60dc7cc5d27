/* Leaving the page, by a link, by its buttons or by closing the window. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { PAUSE, STAYS } from "../../static/js/answering/queue.js";
import { SOON } from "../../static/js/answering/replies.js";
import { HUGE, sending, settled, stored, World } from "./world.js";

const CLOSED = "This audit was closed on 20 November 2026.";

test("on leaving, everything that waits is sent at once", async () => {
  const world = await sending("A");
  world.page.type("two", "B");
  world.queue.saveAtOnce();
  assert.equal(world.wire.flying.length, 2);
  assert.ok(!world.queue.hasTextAtRisk(), "the browser still sends so little");
});

test("what is typed while it is under way is at risk, and kept", async () => {
  const world = await sending("A");
  world.page.type("one", "A paper");
  world.queue.saveAtOnce();
  assert.ok(world.queue.hasTextAtRisk());
  world.queue.keepUnsaved();
  assert.deepEqual(new Map(world.store.entry("one").pairs).get("one.value"), "A paper");
});

test("more than the browser sends when the page has gone is at risk", async () => {
  const world = await sending(HUGE);
  world.queue.saveAtOnce();
  assert.ok(world.queue.hasTextAtRisk());
});

test("saved while the page goes: the next page may not show it yet, so it is kept", async () => {
  const world = await sending("A");
  const next = { was: world.server.row("one").text };
  world.queue.leave(); // the next page has been made without it
  await world.arrives();
  world.queue.keepUnsaved();
  const kept = new Map(world.store.entry("one").pairs);
  assert.deepEqual([kept.get("one.value"), kept.get("one.was.value")], ["A", next.was]);
});

test("a page that is still there a while later keeps nothing that is saved", async () => {
  const world = await sending("A");
  world.page.type("two", "B");
  world.queue.leave();
  await world.arrives();
  await world.isLost();
  await world.pass(STAYS);
  assert.deepEqual(world.store.questions(), ["two"]);
});

test("when a phone shows another page, what is typed is sent and kept", async () => {
  const world = new World();
  world.page.type("one", "A");
  world.queue.saveAtOnce();
  world.queue.keepUnsaved();
  assert.deepEqual(world.wire.sent, [["one", "A"]]);
  assert.deepEqual(world.store.questions(), ["one"]);
  await world.arrives();
  assert.deepEqual(world.store.questions(), []);
});

test("what failed is not tried again on leaving, but asked about and kept", async () => {
  const world = await sending("A");
  await world.isLost();
  world.queue.saveAtOnce();
  assert.equal(world.wire.sent.length, 1);
  assert.ok(world.queue.hasTextAtRisk());
});

test("what failed once and is saved again is sent on leaving like any other", async () => {
  const world = await sending("A");
  await world.isLost();
  await world.pass(SOON);
  await world.arrives();
  world.page.type("one", "A paper");
  world.queue.saveAtOnce();
  assert.equal(world.wire.flying.length, 1);
});

test("who stays after all: no save of a question overtakes the one before", async () => {
  const world = await sending("A");
  world.page.type("two", "B");
  await world.pass(PAUSE); // it waits in the line behind A
  world.queue.saveAtOnce(); // and is sent all the same
  world.page.type("two", "B, longer");
  await world.pass(PAUSE);
  await world.arrives(); // A
  assert.deepEqual(
    world.wire.flying.map(({ question }) => question),
    ["two"],
  );
  await world.arrives(); // B
  await world.arrives(); // B, longer
  assert.equal(stored(world, "two"), "B, longer");
  assert.equal(world.page.says("two"), "Saved 14:02");
});

test("before the next page everything is saved piece by piece", async () => {
  const world = new World();
  assert.ok(!world.queue.hasUnsent());
  world.page.type("one", "A");
  world.page.type("two", "B");
  assert.ok(world.queue.hasUnsent());
  const stuck = world.queue.saveBeforeLeaving();
  await settled();
  await world.arrives();
  await world.arrives();
  assert.equal(await stuck, null);
  assert.deepEqual([stored(world, "one"), stored(world, "two")], ["A", "B"]);
});

test("the next page waits for what is under way", async () => {
  const world = await sending("A");
  assert.ok(world.queue.hasUnsent());
  await world.arrives();
  assert.ok(!world.queue.hasUnsent());
});

test("before the next page the person is led to what could not be saved", async () => {
  const world = new World();
  world.page.type("two", "B");
  const stuck = world.queue.saveBeforeLeaving();
  await settled();
  await world.isLost();
  assert.equal(await stuck, "two");
});

test("once the audit is closed the form itself is sent: the server shows its text", async () => {
  const world = new World();
  world.page.type("two", "B");
  const stuck = world.queue.saveBeforeLeaving();
  await settled();
  await world.fails(409, { refused: CLOSED });
  assert.equal(await stuck, null);
  assert.ok(!world.queue.hasUnsent());
});

test("a kept text comes back and is sent as from the page it was typed on", async () => {
  const world = await sending("A");
  await world.isLost();
  world.reload({ arrives: () => false });
  assert.equal(world.page.boxes.get("one").text, "A");
  await world.pass(0);
  assert.equal(new Map(world.wire.flying[0].pairs).get("token"), "page 1");
  await world.arrives();
  assert.equal(stored(world), "A");
  assert.deepEqual(world.store.questions(), []);
});
