/* Loaded by the pages of a return and of a report. On each, what was typed on another page and
 * could not be sent there is sent; where one writes, the page also saves what is on it. */
import { KeptTexts } from "./kept_texts.js";
import { tell } from "./notice.js";
import { AnsweringPage } from "./page.js";
import { sendOthers } from "./resend.js";
import { send } from "./server.js";

const found = document.querySelector("[data-kept-texts]");
if (found) start(found);

function start(root) {
  const { user, submission, saveUrl } = root.dataset;
  const store = new KeptTexts(sessionStorage, { user, submission, path: location.pathname });
  const sendHere = (pairs) => send(saveUrl, pairs);
  store.forgetOtherPeople();
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-s11-sign-out]")) store.close();
  });
  if (root.matches("[data-answering]")) {
    new AnsweringPage(root, { store, send: sendHere }).start();
  }
  const places = [...document.querySelectorAll("[data-question]")];
  const here = new Set(places.map((place) => place.dataset.question));
  sendOthers({ store, send: sendHere, here, tell: (...told) => tell(root, ...told) });
}
