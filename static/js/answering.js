/* Saves the answers of a standard's page while they are typed.
 *
 * Each question is saved on its own, one request at a time. What cannot be sent is kept on
 * the device by kept_texts.js, and sent when that works again. Without this script the
 * page's Save buttons do the same work.
 */
(() => {
  "use strict";
  const root = document.querySelector("[data-answering]");
  const store = window.s11KeptTexts;
  if (!root || !store) return;

  const PAUSE = 900; // milliseconds without typing
  const RETRY = 5000;
  const form = root.querySelector("form");
  let queue = Promise.resolve();
  let closed = ""; // why nothing more can be saved
  let leaving = false; // the whole form is on its way
  let retryTimer = null;
  /* dirty: its last words are not on the server. flying: what is being sent now. failed: the
     last try. invalid: the server could not take it. clashing: waits for a choice. */
  const questions = [...root.querySelectorAll("[data-question]")].map((place) => ({
    place, key: place.dataset.question, label: place.dataset.label, token: form.elements.token.value,
    dirty: false, flying: null, failed: false, invalid: false, clashing: false, before: [], timer: null,
  }));

  for (const question of questions) {
    question.place.addEventListener("input", () => typed(question));
    // On leaving a box it is saved at once. What failed is left alone: a link to sign in may be below.
    question.place.addEventListener("change", () => { if (question.dirty && !question.failed) soon(question, 0); });
    if (question.place.hasAttribute("data-clashing")) question.place.querySelectorAll("[data-clash]").forEach((box) => offerChoice(question, box));
    else restore(question);
  }
  window.addEventListener("online", saveAll);
  window.addEventListener("focus", saveAll);
  window.addEventListener("beforeunload", (event) => {
    if (leaving) return;
    for (const question of questions) if (!question.failed && !question.flying) save(question);
    if (questions.some(isAtRisk)) event.preventDefault();
  });
  window.addEventListener("pagehide", () => { if (!leaving) questions.filter((question) => isAtRisk(question) || question.flying).forEach(keep); });
  form.addEventListener("submit", saveAllFirst);

  function isAtRisk(question) {
    return question.dirty || question.invalid || question.clashing || (question.flying && !store.survivesLeaving(question.flying));
  }

  function typed(question, pause = PAUSE) {
    question.dirty = true;
    question.invalid = false;
    if (closed) return say(question, closed, { state: "error" });
    if (question.clashing) return;
    say(question, "Saving…");
    soon(question, pause);
  }
  function soon(question, pause) {
    clearTimeout(question.timer);
    question.timer = setTimeout(() => enqueue(question), pause);
  }

  function enqueue(question) { queue = queue.then(() => save(question)).catch((fault) => console.error(fault)); }
  function saveAll() { questions.forEach(enqueue); return queue; }

  /* Everything is saved piece by piece before the page is left for the next one: without a
     connection the person stays here, with the text. */
  async function saveAllFirst(event) {
    if (leaving) return;
    if (!closed && questions.some((question) => question.dirty || question.flying)) {
      event.preventDefault();
      await saveAll();
      if (leaving) return;
      const stuck = questions.find((question) => question.clashing || question.dirty);
      if (stuck && !closed) return showPlace(stuck);
    }
    leaving = true;
    form.elements.csrfmiddlewaretoken.value = store.csrf();
    if (event.defaultPrevented) form.requestSubmit(event.submitter);
  }

  async function save(question) {
    if (closed || !question.dirty || question.clashing) return;
    const sent = collect(question);
    Object.assign(question, { dirty: false, flying: sent, failed: false });
    let answer, result;
    try {
      answer = await store.send(sent);
      result = await answer.json().catch(() => ({}));
    } catch {
      return later(question, "Not saved: no connection. Your text is kept on this page, and we keep trying.");
    } finally {
      question.flying = null;
    }
    if (answer.ok && result.marks) return saved(question, sent, result);
    if (answer.status === 401) return later(question, `Not saved. ${result.refused || "You have been signed out. Your text is kept on this page."}`, true);
    if (result.refused) { closed = `Not saved. ${result.refused}`; question.dirty = true; return say(question, closed, { state: "error" }); }
    if (answer.status === 403 || answer.status === 404) return later(question, "Not saved: you may have been signed out, or no longer have access. Your text is kept on this page.", true);
    if (answer.status === 400 || answer.status === 413) {
      question.dirty = question.failed = true; // the same again would not help
      return say(question, "Not saved: this is too much text to send at once. Shorten it here, and say where the long version is kept.", { state: "error" });
    }
    return later(question, "Not saved: the server could not take it. Your text is kept on this page, and we keep trying.");
  }

  function saved(question, sent, result) {
    set(question, "version", [result.version]);
    for (const [name, mark] of Object.entries(result.marks)) set(question, `was.${name}`, [mark]);
    showErrors(question, result.errors);
    const appeared = showProgress(result);
    // What others changed, and this page has not touched, is shown here too.
    const clashes = result.others.filter((other) => !takeOver(question, sent, other)).concat(result.clashes);
    if (clashes.length) return clash(question, clashes, sent);
    question.invalid = Object.keys(result.errors).length > 0;
    if (question.invalid) return say(question, "Not saved yet: see the message above.", { state: "error" });
    if (question.dirty) return; // typed on meanwhile
    store.forget(question.key);
    const news = result.others.map((other) => `. ${other.by} has changed this answer too`).slice(0, 1);
    if (appeared.length) news.push(`. A question has been added below: ${appeared.join(", ")}`);
    say(question, `Saved ${result.at}${news.join("")}`, { state: "saved" });
  }

  function later(question, text, signIn = false) {
    question.dirty = question.failed = true;
    keep(question);
    say(question, text, { state: "waiting", signIn });
    if (!signIn && !retryTimer) retryTimer = setTimeout(() => { retryTimer = null; saveAll(); }, RETRY);
  }

  function inputsOf(question) { return [...question.place.querySelectorAll("input, textarea")].filter((input) => input.name); }
  function field(question, name) { return inputsOf(question).filter((input) => input.name === `${question.key}.${name}`); }

  function isTick(input) { return input.type === "radio" || input.type === "checkbox"; }
  /* The question as the form would send it: [name, value] for each input. */
  function collect(question) {
    const pairs = inputsOf(question).filter((input) => !isTick(input) || input.checked).map((input) => [input.name, input.value]);
    return [...pairs, ["question", question.key], ["token", question.token]];
  }

  function set(question, name, values) {
    for (const input of field(question, name)) {
      if (!isTick(input)) { input.value = values[0] ?? ""; continue; }
      input.checked = values.includes(input.value);
      const box = document.getElementById(input.getAttribute("aria-controls") || input.dataset.ariaControls);
      if (box) box.classList.toggle("govuk-checkboxes__conditional--hidden", !input.checked);
    }
  }

  /* Put what somebody else wrote into the field, unless it was typed in since. */
  function takeOver(question, sent, other) {
    const words = (pairs, name) => JSON.stringify(pairs.filter(([key]) => key === `${question.key}.${name}`));
    const now = collect(question);
    if (Object.keys(other.inputs).some((name) => words(now, name) !== words(sent, name))) return false;
    for (const [name, values] of Object.entries(other.inputs)) set(question, name, values);
    return true;
  }

  function showErrors(question, errors) {
    for (const place of question.place.querySelectorAll(".govuk-error-message")) {
      const name = place.id.slice(question.key.length + 1).replace(/-error$/, "");
      place.hidden = !(name in errors);
      place.textContent = errors[name] ? `Error: ${errors[name]}` : "";
      place.closest(".govuk-form-group").classList.toggle("govuk-form-group--error", name in errors);
    }
  }

  /* Returns the labels of questions that have appeared. */
  function showProgress(result) {
    for (const place of root.querySelectorAll("[data-progress]")) place.textContent = `${result.answered} of ${result.asked} answered`;
    const appeared = questions.filter(({ place, key }) => place.hidden && result.shown.includes(key));
    for (const { place, key } of questions) place.hidden = !result.shown.includes(key);
    form.elements.shown.value = result.shown.join(" ");
    return appeared.map((question) => question.label);
  }

  /* Somebody else wrote the same field: show their text above mine, and wait for a choice. */
  function clash(question, clashes, sent) {
    question.before = sent.filter(([name]) => name.includes(".was.") || name.endsWith(".version"));
    for (const { field: name, by, theirs, inputs } of clashes) {
      const first = field(question, name)[0];
      const group = first.closest(".govuk-form-group");
      group.querySelector(`[data-clash="${name}"]`)?.remove();
      const box = line("div", "", "s11-conflict");
      box.dataset.clash = name;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Two versions");
      const quote = line("blockquote", theirs, "s11-conflict__theirs");
      quote.dataset.theirs = "";
      box.append(
        line("p", `${by} saved this while you were typing:`, "s11-conflict__title"),
        quote,
        line("p", "Your own version is below. Choose what should stand. Both versions are kept.", "govuk-body-s"),
      );
      group.insertBefore(box, isTick(first) ? first.closest(".govuk-radios, .govuk-checkboxes") : first.closest(".govuk-input__wrapper") || first);
      offerChoice(question, box, inputs);
    }
    say(question, "Not saved yet: a colleague changed the same answer. Choose above what should stand.", { state: "error" });
  }

  function offerChoice(question, box, inputs) {
    question.clashing = question.dirty = true;
    const mine = field(question, box.dataset.clash)[0];
    const theirs = box.querySelector("[data-theirs]").innerText;
    const choices = box.appendChild(line("div", "", "govuk-button-group"));
    const settle = () => {
      box.remove();
      mine.focus();
      question.clashing = question.place.querySelector("[data-clash]") !== null;
      typed(question, 0);
    };
    if (mine.tagName === "TEXTAREA") choices.append(button("Put both texts together", () => { mine.value = `${theirs}\n\n${mine.value}`; settle(); }));
    choices.append(button("Save my version", settle));
    if (inputs) choices.append(button("Use theirs", () => { for (const [name, values] of Object.entries(inputs)) set(question, name, values); settle(); }));
  }

  // State: saved, waiting (kept here, sent when that works again), or error.
  function say(question, text, { state = "", signIn = false } = {}) {
    const place = question.place.querySelector("[data-save-state]");
    place.textContent = text;
    place.dataset.state = state;
    if (!signIn) return;
    const link = line("a", "Sign in in a new window, then come back here.", "govuk-link");
    place.append(" ", Object.assign(link, { href: root.dataset.signInUrl, target: "_blank", rel: "noopener" }));
  }

  function showPlace(question) {
    const place = question.place.querySelector("[data-clash]") || question.place.querySelector("[data-save-state]");
    Object.assign(place, { tabIndex: -1 }).focus();
  }

  /* With the marks from before a clash: after coming back both texts are shown again. */
  function keep(question) {
    const before = new Map(question.clashing ? question.before : []);
    store.keep(question.key, question.label, collect(question).map(([name, value]) => [name, before.get(name) ?? value]));
  }

  function restore(question) {
    const entry = store.kept(question.key);
    if (!entry) return;
    const names = inputsOf(question).map((input) => input.name.slice(question.key.length + 1));
    for (const name of names) set(question, name, entry.pairs.filter(([key]) => key === `${question.key}.${name}`).map(([, value]) => value));
    question.token = Object.fromEntries(entry.pairs).token;
    typed(question, 0);
  }

  function line(tag, text, className) { return Object.assign(document.createElement(tag), { className, textContent: text }); }
  function button(text, action) {
    const element = Object.assign(line("button", text, "govuk-button govuk-button--secondary"), { type: "button" });
    element.addEventListener("click", action);
    return element;
  }
})();
