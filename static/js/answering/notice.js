/* Tells of a text that was typed on another page of this return and is still not saved. */
import { element, link } from "./elements.js";

export function tell(root, entry, refused) {
  const box = element("div", "", "govuk-inset-text");
  box.setAttribute("role", "status");
  const words = `What you typed earlier for ${entry.label} has not been saved. ${refused || ""}`;
  const paragraph = box.appendChild(element("p", words));
  if (refused) {
    // The page of the question can no longer be opened: here is the text, to copy it.
    const text = element("blockquote", "", "s11-conflict__theirs");
    text.innerText = entry.typed; // its lines stay lines
    box.append(text);
  } else {
    paragraph.append(link(`Open ${entry.label}`, entry.page));
  }
  root.prepend(box);
}
