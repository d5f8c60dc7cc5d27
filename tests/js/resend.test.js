/* Texts typed on one page of a return are sent from the next. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { KeptTexts } from "../../static/js/answering/kept_texts.js";
import { sendOthers } from "../../static/js/answering/resend.js";
import { Storage } from "./world.js";

const TAKEN = { marks: {}, errors: {}, clashes: [] };

/* Opens a page of questions `here`; `result` answers each text sent from it. */
async function opened(store, result, here = []) {
  const [sent, told] = [[], []];
  const send = async (pairs) => {
    sent.push(pairs[0][1]);
    if (result instanceof Error) throw result;
    return { status: 200, result };
  };
  const tell = (entry, refused) => told.push([entry.label, refused]);
  await sendOthers({ store, send, here: new Set(here), tell });
  return { sent, told };
}

function keptTexts() {
  const of = { user: "7", submission: "1", path: "/a/x/" };
  const store = new KeptTexts(new Storage(), of);
  store.keep("policy", { label: "1.1", pairs: [["policy.value", "A paper"]] });
  store.keep("staff", { label: "2.1", pairs: [["staff.value", "Forty"]] });
  return store;
}

test("taken: forgotten, and nothing is said", async () => {
  const store = keptTexts();
  assert.deepEqual(await opened(store, TAKEN), { sent: ["A paper", "Forty"], told: [] });
  assert.deepEqual(store.questions(), []);
});

test("the page sends its own questions itself", async () => {
  const { sent } = await opened(keptTexts(), TAKEN, ["policy"]);
  assert.deepEqual(sent, ["Forty"]);
});

for (const [name, result, refused] of [
  ["no connection", new TypeError("Failed to fetch")],
  ["signed out", {}],
  ["not understood", { ...TAKEN, errors: { value: "This is not a date" } }],
  ["closed", { refused: "This audit was closed." }, "This audit was closed."],
]) {
  test(`${name}: told, kept, and sent again from the next page`, async () => {
    const store = keptTexts();
    const { told } = await opened(store, result, ["staff"]);
    assert.deepEqual(told, [["1.1", refused]]);
    assert.deepEqual((await opened(store, TAKEN, ["staff"])).sent, ["A paper"]);
  });
}

test("a clash is told, and not asked about again: its page shows both texts", async () => {
  const store = keptTexts();
  const { told } = await opened(store, { ...TAKEN, clashes: [{}] }, ["staff"]);
  assert.deepEqual(told, [["1.1", undefined]]);
  const next = await opened(store, TAKEN, ["staff"]);
  assert.deepEqual(next, { sent: [], told: [["1.1", undefined]] });
  assert.deepEqual(store.entry("policy").pairs, [["policy.value", "A paper"]]);
});
