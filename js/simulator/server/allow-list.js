// The app's OAuth allow list: which redirect URIs it allows, and why it refuses the others.

import { printableUrl } from "../../shared/printable.js";
import { closestUrl, urlDifferences } from "../../shared/url-difference.js";

/** @import { Settings } from "./options.js" */

/**
 * @typedef {"exact" | "base"} RedirectUriMatch
 * How a redirect URI is compared with the allow list. `exact`: character by character, as Zoom does
 * with its option "Strict Mode URL". `base`: scheme, host and port only, as Zoom does without it.
 */

/**
 * Returns the part of a URL that counts with `base`, such as `https://app.example.com:8080`.
 *
 * @param {string} url
 * @returns {string | undefined} `undefined` if the text is not an absolute URL.
 */
function baseUrl(url) {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/**
 * @type {Readonly<Record<
 *   RedirectUriMatch,
 *   { comparedPart: (url: string) => string | undefined, rule: string }
 * >>}
 */
const MATCHES = Object.freeze({
  exact: { comparedPart: (url) => url, rule: "character for character" },
  base: { comparedPart: baseUrl, rule: "by scheme, host and port" },
});

export const redirectUriMatches = /** @type {RedirectUriMatch[]} */ (Object.keys(MATCHES));

/**
 * @param {string | undefined} uri
 * @param {Pick<Settings, "redirectUris" | "redirectUriMatch">} settings
 * @returns {boolean}
 */
export function isAllowedRedirectUri(uri, { redirectUris, redirectUriMatch }) {
  const { comparedPart } = MATCHES[redirectUriMatch];
  const part = uri === undefined ? undefined : comparedPart(uri);
  return part !== undefined && redirectUris.some((listed) => comparedPart(listed) === part);
}

/**
 * Explains why a redirect URI is not allowed: the entry of the list that is most like it, and in
 * what the two differ. Values of a query and of a fragment are left out.
 *
 * @param {string | undefined} uri
 * @param {Pick<Settings, "redirectUris" | "redirectUriMatch">} settings
 * @returns {string}
 */
export function explainRedirectNotAllowed(uri, { redirectUris, redirectUriMatch }) {
  if (uri === undefined) return "redirect_uri is missing";
  const { comparedPart, rule } = MATCHES[redirectUriMatch];
  const closest = closestUrl(uri, redirectUris);
  const differences = urlDifferences(comparedPart(uri) ?? uri, comparedPart(closest) ?? closest);
  return (
    `redirect_uri is ${printableUrl(uri)}, which is not on the allow list; both are compared ${rule}, ` +
    `and compared with ${printableUrl(closest)}, it has ${differences.join(", ")}`
  );
}
