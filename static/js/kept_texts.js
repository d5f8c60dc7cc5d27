/* What was typed and could not be sent yet, kept in this tab under the person's and the return's key.
 *
 * In sessionStorage, never in localStorage: this computer may be shared. It goes when it
 * is saved, when somebody else opens a return, and on sign-out (app.js). Each entry holds
 * the question's fields as they are sent, the marks of the page they were typed on
 * included, so that sending it later still meets what a colleague wrote meanwhile.
 */
(() => {
  "use strict";
  const root = document.querySelector("[data-kept-texts]");
  if (!root) return;

  const MOST_AFTER_LEAVING = 50_000; // bytes a browser still sends when the page has gone
  const own = `s11:${root.dataset.user}:`;
  const prefix = `${own}${root.dataset.submission}:`;
  let signingOut = false; // app.js empties the store then, and nothing may come back
  document.addEventListener("submit", (event) => { if (event.target.matches("[data-s11-sign-out]")) signingOut = true; });

  function csrf() {
    const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    return cookie ? cookie.slice("csrftoken=".length) : document.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function survivesLeaving(pairs) {
    return String(new URLSearchParams(pairs)).length < MOST_AFTER_LEAVING;
  }

  function send(pairs) {
    return fetch(root.dataset.saveUrl, {
      method: "POST",
      body: new URLSearchParams(pairs), // the server reads it eight times as fast as FormData
      keepalive: survivesLeaving(pairs),
      headers: { Accept: "application/json", "X-CSRFToken": csrf() },
    });
  }

  function keep(question, label, pairs) {
    if (signingOut) return;
    const page = `${location.pathname}#q-${question}`;
    try { sessionStorage.setItem(prefix + question, JSON.stringify({ label, page, pairs })); } catch { /* full: the page itself still has it */ }
  }

  const kept = (question) => JSON.parse(sessionStorage.getItem(prefix + question));
  const forget = (question) => sessionStorage.removeItem(prefix + question);
  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith("s11:"));

  /* Send what was typed on other pages of this return, and tell what still is not saved. */
  async function sendOthers() {
    const here = new Set([...document.querySelectorAll("[data-question]")].map((place) => place.dataset.question));
    const others = keys().filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    for (const question of others.filter((key) => !here.has(key))) {
      const entry = kept(question);
      let result = {};
      try {
        // A clash is not asked about again: its page shows both texts.
        if (!entry.clashed) result = await (await send(entry.pairs)).json();
      } catch { /* told below */ }
      const isTaken = result.marks && !Object.keys(result.errors).length;
      if (isTaken && !result.clashes.length) { forget(question); continue; }
      if (isTaken) sessionStorage.setItem(prefix + question, JSON.stringify({ ...entry, clashed: true }));
      tell(question, entry, result.refused);
    }
  }

  function tell(question, entry, refused) {
    const box = document.createElement("div");
    box.className = "govuk-inset-text";
    box.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = `What you typed at ${entry.label} earlier is not saved. ${refused || ""}`;
    box.append(words);
    if (refused) {
      // The page of the question can no longer be opened: here is the text, to copy it.
      const typed = entry.pairs.filter(([name]) => name.startsWith(`${question}.`) && !name.includes(".was.") && !name.endsWith(".version"));
      const text = document.createElement("blockquote");
      text.className = "s11-conflict__theirs";
      text.innerText = typed.map(([, value]) => value).filter(Boolean).join("\n\n");
      box.append(text);
    } else {
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = entry.page;
      link.textContent = `Open ${entry.label}`;
      words.append(link);
    }
    root.prepend(box);
  }

  for (const key of keys()) if (!key.startsWith(own)) sessionStorage.removeItem(key);
  window.s11KeptTexts = { csrf, forget, keep, kept, send, survivesLeaving };
  document.addEventListener("DOMContentLoaded", sendOthers);
})();
