// Small helps for every page. Each page works without them.
"use strict";

(() => {
  // The token is read when sending: it changes at sign-in, which may happen in another tab.
  const csrfToken = () => {
    const found = document.cookie.match(/(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/);
    return found ? decodeURIComponent(found[1]) : "";
  };

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
  });

  // A menu closes with Escape and when the person goes elsewhere.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-s11-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  const closeOthers = (event) => {
    for (const menu of document.querySelectorAll("details[data-s11-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  };
  document.addEventListener("click", closeOthers);
  document.addEventListener("focusin", closeOthers);

  // A button pressed twice sends once. Links and GET forms are left alone.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    window.setTimeout(() => delete form.dataset.sent, 3000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // Text kept on the device belongs to the person who typed it: computers are shared.
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-s11-sign-out]")) window.sessionStorage.clear();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-s11-print]")) window.print();
  });
})();
