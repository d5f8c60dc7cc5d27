/* What is kept in a tab of a computer that several people use. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { KeptTexts } from "../../static/js/answering/kept_texts.js";
import { Storage } from "./world.js";

const PAIRS = [["policy.value", "A paper"]];
const KEPT = { label: "1.1", place: "q-policy", typed: "A paper", pairs: PAIRS };

function storeOf(storage, more = {}) {
  return new KeptTexts(storage, { user: "7", submission: "1", path: "/a/x/", ...more });
}

test("a text is kept with the page it was typed on", () => {
  const store = storeOf(new Storage());
  store.keep("policy", KEPT);
  const page = "/a/x/#q-policy";
  const entry = { label: "1.1", page, typed: "A paper", pairs: PAIRS };
  assert.deepEqual(store.entry("policy"), entry);
  assert.deepEqual(store.questions(), ["policy"]);
  store.forget("policy");
  assert.equal(store.entry("policy"), null);
});

test("each return has its own", () => {
  const storage = new Storage();
  storeOf(storage).keep("policy", KEPT);
  const another = storeOf(storage, { submission: "2" });
  assert.deepEqual(another.questions(), []);
  assert.equal(another.entry("policy"), null);
});

test("somebody else's texts go, one's own and what is not ours stay", () => {
  const storage = new Storage();
  storage.setItem("another program's", "theirs");
  storeOf(storage).keep("policy", KEPT);
  storeOf(storage, { submission: "2" }).keep("staff", { ...KEPT, label: "2.1" });
  storeOf(storage, { user: "77" }).keep("policy", KEPT);
  storeOf(storage).forgetOtherPeople();
  assert.deepEqual(
    [...storage.items.keys()],
    ["another program's", "s11:7:1:policy", "s11:7:2:staff"],
  );
});

test("after signing out nothing comes back", () => {
  const storage = new Storage();
  const store = storeOf(storage);
  store.close();
  store.keep("policy", KEPT);
  assert.equal(storage.length, 0);
});

test("a full storage stops nobody: the page itself still has the text", () => {
  const storage = new Storage();
  storage.setItem = () => {
    throw new DOMException("It is full", "QuotaExceededError");
  };
  const store = storeOf(storage);
  store.keep("policy", KEPT);
  assert.equal(store.entry("policy"), null);
});
