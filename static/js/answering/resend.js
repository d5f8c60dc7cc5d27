/* Sends what was typed on other pages of this return and could not be sent there. */

/* `here`: the questions of this page, which sends its own. `tell(entry, refused)` is called
 * for each that is still not saved; `refused` says why where it never can be. */
export async function sendOthers({ store, send, here, tell }) {
  for (const question of store.questions().filter((key) => !here.has(key))) {
    const entry = store.entry(question);
    const result = entry.clashed ? {} : await resultOf(send, entry);
    const isTaken = result.marks && !Object.keys(result.errors).length;
    if (isTaken && !result.clashes.length) {
      store.forget(question);
      continue;
    }
    if (isTaken) store.markClashing(question);
    tell(entry, result.refused);
  }
}

async function resultOf(send, entry) {
  try {
    return (await send(entry.pairs)).result;
  } catch {
    return {}; // no connection: told like any other failure
  }
}
