/* What the server's reply to a save means, and how the page says it.
 *
 * A message has a state: saved, waiting (kept here, sent when that works again) or error;
 * none while it is under way. With `signIn` a link to sign in follows it.
 */

const error = (text) => ({ text, state: "error" });
const waiting = (text, signIn = false) => ({ text, state: "waiting", signIn });

export const SAVING = { text: "Saving…", state: "" };
export const INVALID = error("Not saved yet: see the message above.");
export const CLASH = error(
  "Not saved yet: a colleague changed this too. Choose which version to keep.",
);

export function saved(time, news) {
  return { text: `Saved ${time}${news}`, state: "saved" };
}

export const SOON = 5000; // milliseconds
export const SLOWLY = 30000;

/* Fields of a reply. isSaved: the server took it, see `result`. isFinal: nothing more can be
 * saved on this page. isKept: on this device. triedAgainAfter: so many milliseconds, without
 * being asked; somebody may sign in again in another window that this page is not told of. */
const later = (text) => ({ message: waiting(text), isKept: true, triedAgainAfter: SOON });
const afterSignIn = (text) => ({ message: waiting(text, true), isKept: true });

export const NO_CONNECTION = later(
  "Not saved: no connection. Your text is kept in this tab: do not close it. We keep trying.",
);
const STUMBLED = later(
  "Not saved: something went wrong on our side. " +
    "Your text is kept in this tab: do not close it. We keep trying.",
);
const SIGNED_OUT = "You have been signed out. Your text is kept in this tab: do not close it.";
const SHUT_OUT = afterSignIn(
  "Not saved: you may have been signed out, or no longer have access. " +
    "Your text is kept in this tab: do not close it.",
);
// The same again would not help.
const TOO_MUCH = {
  message: error(
    "Not saved: this is too much text to send at once. " +
      "Shorten it here, and say where the long version is kept.",
  ),
};

/* `result` is the reply's JSON, an empty object where it has none: proxies and hotel networks
 * answer with pages of their own. */
export function meaningOf({ status, result }) {
  if (status >= 200 && status < 300 && result.marks) return { isSaved: true, result };
  if (status === 401) {
    const reply = afterSignIn(`Not saved. ${result.refused || SIGNED_OUT}`);
    return { ...reply, triedAgainAfter: SLOWLY };
  }
  if (result.refused) return { isFinal: true, message: error(`Not saved. ${result.refused}`) };
  if (status === 403 || status === 404) return SHUT_OUT;
  if (status === 413) return TOO_MUCH;
  return STUMBLED;
}
