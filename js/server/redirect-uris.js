// The redirect URIs that a token handler allows, and why it refuses another one.

import { printableUrl } from "../shared/printable.js";
import { closestUrl, urlDifferences } from "../shared/url-difference.js";

/** The most entries of the list that a message names. */
const MAX_LISTED = 5;

const RULE =
  "redirect_uri must be one of allowedRedirectUris of createTokenHandler, character for character.";

/**
 * Explains why a redirect URI is refused: which one came, which are allowed, and in what it differs
 * from the most similar one. Values of queries and fragments are left out.
 *
 * @param {unknown} given The field of the request.
 * @param {ReadonlyArray<string>} allowed At least one.
 * @returns {string} Printable ASCII without `"` and `\`.
 */
export function explainRefusedRedirectUri(given, allowed) {
  const listed = `Allowed: ${list(allowed)}.`;
  if (given === undefined || given === null) return `${RULE} It is missing. ${listed}`;
  if (typeof given !== "string") return `${RULE} It is not a string. ${listed}`;
  const closest = closestUrl(given, allowed);
  const differences = urlDifferences(given, closest).join(", ");
  return `${RULE} It is ${printableUrl(given)}. ${listed} Compared with ${printableUrl(closest)} it has ${differences}.`;
}

/** @param {ReadonlyArray<string>} urls */
function list(urls) {
  const named = urls.slice(0, MAX_LISTED).map(printableUrl).join(", ");
  return urls.length > MAX_LISTED ? `${named} and ${urls.length - MAX_LISTED} more` : named;
}
