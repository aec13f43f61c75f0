// The requests that the endpoints of a web redirect take: a person's navigation. Anything that a
// page or the browser loads by itself could use up or replace a sign-in that is under way.

import { Refusal } from "./request-checks.js";

const GET_ONLY = "This endpoint takes GET only.";
const NO_NAVIGATION =
  "A person opens this endpoint as a page of its own, in a tab or a window. Images, frames, scripts and prefetches are refused. If it was opened in a frame, open it outside of it: Zoom's page for consent refuses frames, too.";

/**
 * Checks that a request is a navigation to a page of its own, by its method and by what current
 * browsers say about it (`Sec-Fetch-Mode`, `Sec-Fetch-Dest`, `Sec-Purpose`). No page can write
 * these headers. A request without them, of an older browser or of curl, is accepted.
 *
 * @param {Request} request
 * @returns {Refusal | undefined} 405 or 403; `undefined` for a navigation.
 */
export function navigationRefusal({ method, headers }) {
  if (method !== "GET") {
    return new Refusal(405, "method_not_allowed", GET_ONLY, { headers: { allow: "GET" } });
  }
  // Node's fetch sends Sec-Fetch-Mode alone, and is no browser.
  const destination = headers.get("sec-fetch-dest") ?? "document";
  // A service worker of the app that passes a navigation on leaves the destination empty.
  const isPassedOn = destination === "empty" && headers.get("sec-fetch-mode") === "navigate";
  const isPage = destination === "document" || isPassedOn;
  // Such as `prefetch;prerender`. Older browsers call the header Purpose.
  const purposes = `${headers.get("sec-purpose")} ${headers.get("purpose")}`;
  if (isPage && !purposes.includes("prefetch")) return undefined;
  return new Refusal(403, "navigation_required", NO_NAVIGATION);
}
