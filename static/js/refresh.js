/* A part of the page that changes by itself: <div id="…" data-s11-refresh="1500">.
 *
 * The page is fetched again after so many milliseconds, and the part with the same id put in
 * the place of this one, for as long as it asks for that. Without this script the page's own
 * <noscript> does so. An answer that is not this page (the sign-in has ended, say) is left to
 * the browser to show.
 */
async function fetchPart(id) {
  // A redirect would lead to the sign-in page: not followed, its status is 0.
  const reply = await fetch(location.href, { redirect: "manual", cache: "no-store" });
  if (reply.status >= 500) return null; // it may do better the next time
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  return page.getElementById(id) || location.reload();
}

async function refresh(part) {
  const fresh = await fetchPart(part.id).catch(() => null); // no connection
  // What has not changed stays: somebody may be reading it, or about to press its link.
  if (!fresh || fresh.isEqualNode(part)) return refreshLater(part);
  part.replaceWith(fresh);
  if (fresh.dataset.s11Refresh) refreshLater(fresh);
}

function refreshLater(part) {
  setTimeout(() => refresh(part), Number(part.dataset.s11Refresh));
}

for (const part of document.querySelectorAll("[data-s11-refresh]")) refreshLater(part);
