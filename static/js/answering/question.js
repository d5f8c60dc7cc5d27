/* What the queue knows of one question, and one's own side of a clash in it. */

/* dirty: its last words are not on the server. flying: what is being sent now. failed: the
 * last try. invalid: the server could not take it. clashing: waits for a choice. met: what was
 * sent when it met another text, with the page's marks from before. givenUp: by name, what
 * somebody typed and gave up for a colleague's text, until the server has kept it as a version. */
export function newQuestion(key) {
  const nothing = { dirty: false, flying: null, failed: false, invalid: false };
  return { key, ...nothing, clashing: false, met: [], givenUp: new Map(), timer: null };
}

const isMark = ([name]) => name.includes(".was.") || name.endsWith(".version");

/* One's own side, with the marks from before the clash: the server meets both texts again.
 * `read`: the pairs the page has now. */
export function mine({ met, givenUp }, read) {
  const marks = new Map(met.filter(isMark));
  const others = read.filter(([name]) => !givenUp.has(name));
  const pairs = others.map(([name, value]) => [name, marks.get(name) ?? value]);
  const own = [...givenUp].flatMap(([name, values]) => values.map((value) => [name, value]));
  return [...pairs, ...own];
}

/* What these inputs hold now makes room for a colleague's text. What was sent when the two met
 * is kept there already: only what was typed since has to be sent once more. */
export function giveUp(question, names, read) {
  const now = mine(question, read);
  if (!question.givenUp.size && JSON.stringify(now) === JSON.stringify(question.met)) return;
  for (const name of names.map((each) => `${question.key}.${each}`)) {
    const values = now.filter(([each]) => each === name).map(([, value]) => value);
    question.givenUp.set(name, values);
  }
}

export const isGivingUp = ({ givenUp }) => givenUp.size > 0;
