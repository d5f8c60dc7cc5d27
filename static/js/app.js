/* Small helps for every page. Each page works without them. */

const DOUBLE_PRESS = 3000; // milliseconds

// --- a menu closes with Escape and when the person goes elsewhere ---------------------------

const openMenus = () => document.querySelectorAll("details[data-s11-menu][open]");

function closeMenus(event) {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
}

function closeOtherMenus(event) {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

// --- a button pressed twice sends once ------------------------------------------------------

/* Links and GET forms are left alone. */
function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, DOUBLE_PRESS);
}

/* The browser's Back may show the page as it was left. */
function allowSendingAgain() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
}

// --- signing out, printing ------------------------------------------------------------------

/* Text kept on the device belongs to the person who typed it: computers are shared. */
function forgetKeptTexts(event) {
  if (event.target.matches("[data-s11-sign-out]")) sessionStorage.clear();
}

function printPage(event) {
  if (event.target.closest("[data-s11-print]")) window.print();
}

document.addEventListener("keydown", closeMenus);
document.addEventListener("click", closeOtherMenus);
document.addEventListener("focusin", closeOtherMenus);
document.addEventListener("submit", sendOnce);
window.addEventListener("pageshow", allowSendingAgain);
document.addEventListener("submit", forgetKeptTexts);
document.addEventListener("click", printPage);
