/* Saves the answers of a standard's page while they are typed.
 *
 * Each question is saved on its own, one request at a time. What cannot be sent (no
 * connection, signed out) is kept in sessionStorage under the person's and the return's
 * key: this computer may be shared, so never in localStorage, and it goes when saved and
 * on sign-out. Without this script the page's Save buttons do the same work.
 */
(() => {
  "use strict";
  const root = document.querySelector("[data-answering]");
  if (!root) return;

  const PAUSE = 900;
  const RETRY = 5000;
  const form = root.querySelector("form");
  const keyOf = (question) => `s11:${root.dataset.user}:${root.dataset.submission}:${question.dataset.question}`;
  const waiting = new Map(); // question -> timer of the pause after typing
  const unsaved = new Set(); // questions whose last words are not on the server
  let sending = Promise.resolve();
  let stopped = false; // the return is closed, or somebody else is signed in

  const field = (question, name) =>
    [...question.elements_()].filter((input) => input.name === `${question.dataset.question}.${name}`);

  for (const question of root.querySelectorAll("[data-question]")) {
    question.elements_ = () => question.querySelectorAll("input, textarea, select");
    restore(question);
    question.addEventListener("input", () => typed(question, PAUSE));
    question.addEventListener("change", () => typed(question, 0));
    if (question.hasAttribute("data-clashing")) offerChoice(question);
  }
  forgetOthers();
  window.addEventListener("online", retryAll);
  window.addEventListener("focus", retryAll);
  window.addEventListener("beforeunload", (event) => { if (unsaved.size && !stopped) event.preventDefault(); });
  window.addEventListener("pagehide", () => { for (const question of unsaved) keep(question); });
  // The Save buttons send the whole page: nothing is left to save by script.
  form.addEventListener("submit", () => { stopped = true; for (const question of unsaved) forget(question); });

  function typed(question, pause) {
    unsaved.add(question);
    if (stopped || question.hasAttribute("data-clashing")) return;
    say(question, "Saving…");
    clearTimeout(waiting.get(question));
    waiting.set(question, setTimeout(() => { sending = sending.then(() => save(question)); }, pause));
  }

  async function save(question) {
    if (stopped || !unsaved.has(question)) return;
    const body = new URLSearchParams(); // the server reads it eight times as fast as FormData
    for (const input of question.elements_()) {
      if (input.name && ((input.type !== "radio" && input.type !== "checkbox") || input.checked)) body.append(input.name, input.value);
    }
    body.append("question", question.dataset.question);
    for (const name of ["token", "csrfmiddlewaretoken"]) body.append(name, form.elements[name].value);
    unsaved.delete(question);
    let answer;
    try {
      answer = await fetch(root.dataset.saveUrl, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": csrf() } });
    } catch {
      return later(question, "Not saved: no connection. Your text is kept on this page, and we keep trying.");
    }
    if (answer.status === 401) return later(question, "Not saved: you have been signed out. Your text is kept on this page.", true);
    let result = {};
    try { result = await answer.json(); } catch { /* an error page, not ours */ }
    if (answer.ok) return saved(question, result);
    if (answer.status === 409) { stopped = true; unsaved.add(question); return say(question, `Not saved. ${result.refused}`, true); }
    if (answer.status === 403 || answer.status === 404) return later(question, "Not saved: you may have been signed out, or no longer have access. Your text is kept on this page.", true);
    return later(question, "Not saved: the server could not take it. Your text is kept on this page, and we keep trying.");
  }

  function saved(question, result) {
    field(question, "version").forEach((input) => { input.value = result.version; });
    for (const [name, mark] of Object.entries(result.marks)) field(question, `was.${name}`).forEach((input) => { input.value = mark; });
    showErrors(question, result.errors);
    showProgress(result);
    if (result.clashes.length) { clash(question, result.clashes); return; }
    if (Object.keys(result.errors).length) { say(question, "Not saved yet: see the message above.", true); return; }
    if (unsaved.has(question)) return; // typed on meanwhile
    forget(question);
    say(question, `Saved ${result.at}`);
  }

  function later(question, text, signIn = false) {
    unsaved.add(question);
    keep(question);
    say(question, text, true, signIn);
    if (!signIn) setTimeout(retryAll, RETRY);
  }

  function retryAll() {
    if (stopped) return;
    for (const question of unsaved) {
      if (!question.hasAttribute("data-clashing")) sending = sending.then(() => save(question));
    }
  }

  function showErrors(question, errors) {
    for (const place of question.querySelectorAll(".govuk-error-message")) {
      const name = place.id.slice(question.dataset.question.length + 1).replace(/-error$/, "");
      place.hidden = !(name in errors);
      place.textContent = errors[name] || "";
      place.closest(".govuk-form-group").classList.toggle("govuk-form-group--error", name in errors);
    }
  }

  function showProgress(result) {
    for (const place of root.querySelectorAll("[data-progress]")) place.textContent = `${result.answered} of ${result.asked} answered`;
    const shown = new Set(result.shown);
    for (const other of root.querySelectorAll("[data-question]")) other.hidden = !shown.has(other.dataset.question);
    form.elements.shown.value = result.shown.join(" ");
  }

  /* Somebody else wrote the same field: show their text above mine, and wait for a choice. */
  function clash(question, clashes) {
    question.setAttribute("data-clashing", "");
    unsaved.add(question);
    for (const { field: name, by, theirs } of clashes) {
      const inputs = field(question, name);
      const group = inputs[0].closest(".govuk-form-group");
      const box = document.createElement("div");
      box.className = "s11-conflict";
      box.dataset.clash = name;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Two versions");
      box.append(line("p", `${by || "A colleague"} saved this while you were typing:`, "s11-conflict__title"));
      const quote = line("blockquote", theirs, "s11-conflict__theirs");
      quote.dataset.theirs = "";
      box.append(quote, line("p", "Your own version is below. Make it what should stand, then save. Both versions are kept.", "govuk-body-s"));
      group.insertBefore(box, inputs[0].type === "radio" || inputs[0].type === "checkbox" ? group.querySelector(".s11-scale, .govuk-checkboxes") : inputs[0]);
    }
    offerChoice(question);
    say(question, "Not saved yet: a colleague changed the same answer.", true);
    question.querySelector("[data-choice]").focus();
  }

  function offerChoice(question) {
    unsaved.add(question);
    const boxes = [...question.querySelectorAll("[data-clash]")];
    const choices = boxes.map((box) => box.appendChild(line("div", "", "govuk-button-group")));
    boxes.forEach((box, number) => {
      const input = field(question, box.dataset.clash)[0];
      if (!input || input.tagName !== "TEXTAREA") return;
      const theirs = box.querySelector("[data-theirs]");
      choices[number].append(button("Put both texts together", () => { input.value = `${theirs.innerText}\n\n${input.value}`; settle(question); }));
    });
    const keepMine = button("Save my version", () => settle(question));
    keepMine.dataset.choice = "";
    const useTheirs = button("Use theirs", () => { stopped = true; forget(question); location.reload(); });
    choices[choices.length - 1].append(keepMine, useTheirs);
  }

  function settle(question) {
    for (const box of question.querySelectorAll("[data-clash]")) box.remove();
    question.removeAttribute("data-clashing");
    typed(question, 0);
  }

  function say(question, text, loud = false, signIn = false) {
    const place = question.querySelector("[data-save-state]");
    place.textContent = text;
    place.classList.toggle("s11-save-state--error", loud);
    if (!signIn) return;
    const link = line("a", "Sign in in a new window, then come back here", "govuk-link");
    link.href = root.dataset.signInUrl;
    link.target = "_blank";
    link.rel = "noopener";
    place.append(" ", link);
  }

  function keep(question) {
    const words = [...question.elements_()].filter((input) => input.name && input.type !== "hidden")
      .map((input) => [input.name, input.value, input.type === "radio" || input.type === "checkbox" ? input.checked : null]);
    try { sessionStorage.setItem(keyOf(question), JSON.stringify(words)); } catch { /* full: the page itself still has it */ }
  }

  function restore(question) {
    const kept = sessionStorage.getItem(keyOf(question));
    if (!kept) return;
    for (const [name, value, checked] of JSON.parse(kept)) {
      for (const input of question.elements_()) {
        if (input.name !== name) continue;
        if (checked === null) input.value = value;
        else if (input.value === value) input.checked = checked;
      }
    }
    typed(question, 0);
  }

  function forget(question) { sessionStorage.removeItem(keyOf(question)); }

  function forgetOthers() {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith("s11:") && !key.startsWith(`s11:${root.dataset.user}:`)) sessionStorage.removeItem(key);
    }
  }

  function csrf() {
    const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    return cookie ? cookie.slice("csrftoken=".length) : form.elements.csrfmiddlewaretoken.value;
  }

  function line(tag, text, className) {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  function button(text, action) {
    const element = line("button", text, "govuk-button govuk-button--secondary");
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  }
})();
