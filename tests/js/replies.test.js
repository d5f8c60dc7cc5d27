/* What each reply means to the person who typed. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { meaningOf, SLOWLY, SOON } from "../../static/js/answering/replies.js";

const REFUSED = { refused: "This audit was closed." };
const MARKS = { marks: {} };
const TRIED_AGAIN = { isKept: true, triedAgainAfter: SOON };
const SIGN_IN = { isKept: true, signIn: true };

const SLOW = { triedAgainAfter: SLOWLY };

const REPLIES = [
  ["saved", 200, MARKS, { isSaved: true }],
  ["a page of the hotel's network", 200, {}, { ...TRIED_AGAIN, says: /went wrong on our side/ }],
  ["marks, but no success", 500, MARKS, { ...TRIED_AGAIN, says: /went wrong on our side/ }],
  ["signed out", 401, {}, { ...SIGN_IN, ...SLOW, says: /^Not saved. You have been signed out/ }],
  [
    "somebody else",
    401,
    { refused: "Somebody else" },
    { ...SIGN_IN, ...SLOW, says: /Somebody else$/ },
  ],
  ["the form's token", 403, {}, { ...SIGN_IN, says: /no longer have access/ }],
  ["no longer there", 404, {}, { ...SIGN_IN, says: /no longer have access/ }],
  ["closed", 409, REFUSED, { isFinal: true, says: /^Not saved. This audit was closed.$/ }],
  ["too much for the server", 413, {}, { says: /^Not saved: this is too much text/ }],
  ["stumbled", 500, {}, { ...TRIED_AGAIN, says: /We keep trying/ }],
  ["busy", 503, {}, { ...TRIED_AGAIN, says: /We keep trying/ }],
];

for (const [name, status, result, wanted] of REPLIES) {
  test(`${name}: ${status}`, () => {
    const reply = meaningOf({ status, result });
    for (const flag of ["isSaved", "isFinal", "isKept"]) {
      assert.equal(Boolean(reply[flag]), Boolean(wanted[flag]), flag);
    }
    assert.equal(reply.triedAgainAfter, wanted.triedAgainAfter);
    assert.equal(Boolean(reply.message?.signIn), Boolean(wanted.signIn));
    if (wanted.says) assert.match(reply.message.text, wanted.says);
  });
}
