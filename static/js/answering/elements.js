/* New elements. Their text is always text, never HTML: people wrote it. */

export function element(tag, text, className = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

export function button(text, action) {
  const made = element("button", text, "govuk-button govuk-button--secondary");
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

export function link(text, href, more = {}) {
  return Object.assign(element("a", text, "govuk-link"), { href, ...more });
}
