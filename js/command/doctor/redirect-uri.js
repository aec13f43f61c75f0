// The redirect URI by itself, and beside the page.

import { urlDifferences } from "../../shared/url-difference.js";
import { PAGES } from "../shared/pages.js";
import { fault, ok, warning } from "../shared/finding.js";
import { isLoopback } from "../../forward/target.js";

/** @import { Finding } from "../shared/finding.js" */

const page = PAGES.redirectUri;

/**
 * @param {string} redirectUri
 * @param {URL | undefined} pageUrl
 * @returns {Finding[]}
 */
export function examineRedirectUri(redirectUri, pageUrl) {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    return [
      fault("redirect_uri_malformed", {
        title: "The redirect URI is no absolute URL",
        cause: "Zoom compares it, character for character, with the app's OAuth allow list, which has URLs.",
        remedy: "Give all of it, such as https://app.example.com/.",
        page,
      }),
    ];
  }
  const findings = [...checkParts(url), ...checkSpelling(redirectUri, url), ...checkPage(url, pageUrl)];
  const isGood = !findings.some(({ status }) => status === "fault");
  return isGood
    ? [ok("redirect_uri", "the redirect URI has the form that Zoom takes"), ...findings]
    : findings;
}

/** @param {URL} url */
function checkParts(url) {
  const findings = [];
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    findings.push(
      fault("redirect_uri_scheme", {
        title: "The redirect URI is http",
        cause: "Zoom's clients open pages over https only, and the page's URL is the redirect URI.",
        remedy: "Write https, here and on the OAuth allow list.",
        page,
      }),
    );
  }
  if (url.username || url.password) {
    findings.push(
      fault("redirect_uri_credentials", {
        title: "The redirect URI has a user name or a password",
        cause: "A page's URL has none, so the two are never the same, and it is in logs.",
        remedy: "Leave them out.",
        page,
      }),
    );
  }
  if (url.hash) {
    findings.push(
      warning("redirect_uri_fragment", {
        title: "The redirect URI has a fragment",
        cause: "Zoom compares it as it is, and some clients name the page without its fragment.",
        remedy:
          "List it with the fragment and without it, and let the page call authorize with redirectUri: location.href.",
        page,
      }),
    );
  }
  if (url.search) {
    findings.push(
      warning("redirect_uri_query", {
        title: "The redirect URI has a query",
        cause: "It is compared too: another value or order of the parameters is another URL.",
        remedy: "Let the page sign in at a URL without a query.",
        page,
      }),
    );
  }
  return findings;
}

/**
 * @param {string} redirectUri
 * @param {URL} url
 */
function checkSpelling(redirectUri, { href, origin, pathname }) {
  if (href === redirectUri) return [];
  return [
    fault("redirect_uri_spelling", {
      title: "The redirect URI is not written as a page's URL is",
      cause: `The page says ${origin}${pathname}: with a slash after the host, the host in lower case, and no default port. Zoom compares character for character.`,
      remedy: "Write it as location.href says it.",
      page,
    }),
  ];
}

/**
 * @param {URL} url
 * @param {URL | undefined} pageUrl
 */
function checkPage(url, pageUrl) {
  if (pageUrl === undefined) return [];
  // The page's script may add a fragment to its URL.
  const withoutFragment = (/** @type {URL} */ { href }) => href.replace(/#.*/, "");
  const differences = urlDifferences(withoutFragment(url), withoutFragment(pageUrl));
  if (differences.length === 0) return [ok("redirect_uri_page", "the redirect URI is the page's URL")];
  return [
    fault("redirect_uri_differs", {
      title: "The redirect URI is not the page's URL",
      cause: `Beside the page's URL, it has ${differences.join(", ")}. The client's sign-in ends in invalid_grant then.`,
      remedy:
        "In the client, the redirect URI is the URL of the page that calls authorize. Put exactly that on the OAuth allow list.",
      page,
    }),
  ];
}
