/* Two people at one question: nobody overwrites what they were not shown. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { SOON } from "../../static/js/answering/replies.js";
import { sending, stored, World } from "./world.js";

/* "Mine" was typed while a colleague saved "Theirs". */
async function clashing() {
  const world = await sending("Mine");
  world.server.write("one", "Theirs", "a colleague's page");
  await world.arrives();
  return world;
}

test("a clash waits for a choice: later typing does not overwrite", async () => {
  const world = await clashing();
  assert.match(world.page.says("one"), /a colleague changed this too/);
  world.page.type("one", "Mine, longer");
  world.queue.leftBox("one");
  world.queue.saveAll();
  await world.pass(SOON);
  assert.equal(world.wire.sent.length, 1);
  assert.match(world.page.says("one"), /a colleague changed this too/);
  assert.equal(stored(world), "Theirs");
  assert.ok(world.queue.hasTextAtRisk());
  world.page.choose("one", "Theirs\n\nMine, longer");
  await world.pass(0);
  await world.arrives();
  assert.equal(stored(world), "Theirs\n\nMine, longer");
  assert.equal(world.page.says("one"), "Saved 14:02");
});

test("with another of its boxes still clashing the question goes on waiting", async () => {
  const world = await clashing();
  world.queue.chosen("one", { isClashing: true });
  await world.pass(SOON);
  assert.equal(world.wire.sent.length, 1);
});

test("a clash told while more was typed keeps what was typed", async () => {
  const world = await sending("Mine");
  world.server.write("one", "Theirs", "a colleague's page");
  world.page.type("one", "Mine, longer");
  await world.arrives();
  await world.pass(SOON);
  assert.equal(world.page.boxes.get("one").text, "Mine, longer");
  assert.equal(world.wire.sent.length, 1);
});

test("after coming back to a clash both texts are shown again", async () => {
  const world = await clashing();
  world.reload();
  await world.pass(0);
  await world.arrives();
  assert.equal(world.page.boxes.get("one").theirs, "Theirs");
  assert.equal(world.page.boxes.get("one").text, "Mine");
  assert.equal(stored(world), "Theirs");
});

test("once chosen, a text kept for lack of a connection does not clash again", async () => {
  const world = await clashing();
  world.page.choose("one", "Mine");
  await world.pass(0);
  await world.isLost();
  world.reload();
  await world.pass(0);
  await world.arrives();
  assert.equal(world.page.boxes.get("one").theirs, null);
  assert.equal(stored(world), "Mine");
});

test("what was typed during a clash is kept as well when theirs is chosen", async () => {
  const world = await clashing();
  world.page.type("one", "Mine, longer");
  world.page.useTheirs("one");
  await world.pass(0);
  await world.arrives();
  await world.arrives();
  assert.deepEqual(world.server.row("one").kept, ["Mine", "Mine, longer"]);
  assert.equal(stored(world), "Theirs");
  assert.equal(world.page.boxes.get("one").theirs, null);
  assert.match(world.page.says("one"), /^Saved/);
  assert.ok(!world.queue.hasUnsent());
});

test("without a connection it waits, and after coming back both texts are shown", async () => {
  const world = await clashing();
  world.page.type("one", "Mine, longer");
  world.page.useTheirs("one");
  await world.pass(0);
  await world.isLost();
  world.reload();
  await world.pass(0);
  await world.arrives();
  assert.deepEqual(world.server.row("one").kept, ["Mine", "Mine, longer"]);
  assert.equal(world.page.boxes.get("one").text, "Mine, longer");
  assert.equal(world.page.boxes.get("one").theirs, "Theirs");
});

test("what met the other text unchanged is kept once", async () => {
  const world = await clashing();
  world.page.useTheirs("one");
  await world.pass(0);
  await world.arrives();
  assert.deepEqual(world.server.row("one").kept, ["Mine"]);
  assert.deepEqual(world.wire.flying, []);
});

test("before the next page the person is led to a choice not made", async () => {
  const world = await clashing();
  assert.ok(world.queue.hasUnsent());
  assert.equal(await world.queue.saveBeforeLeaving(), "one");
});

test("a page that came with both texts waits from the start", async () => {
  const world = new World();
  world.queue.waitForChoice("one");
  world.page.type("one", "Mine");
  await world.pass(SOON);
  assert.deepEqual(world.wire.sent, []);
  assert.ok(world.queue.hasTextAtRisk());
});
