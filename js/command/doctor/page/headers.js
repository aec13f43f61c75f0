// The headers that Zoom requires of a page, and what kind of page it is.

import { MIMEType } from "node:util";

import { PAGES } from "../../shared/pages.js";
import { fault, ok } from "../../shared/finding.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Answer } from "../request.js" */

const REFUSED = "Zoom's clients show a blank panel for a page without this header.";

/** The values of Referrer-Policy. Browsers ignore others. */
const REFERRER_POLICIES = new Set([
  "no-referrer",
  "no-referrer-when-downgrade",
  "same-origin",
  "origin",
  "strict-origin",
  "origin-when-cross-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
]);

/**
 * @param {Answer} answer
 * @returns {Finding[]}
 */
export function checkAnswer({ status, header }) {
  if (status < 200 || status >= 300) {
    return [
      fault("page_status", {
        title: `The page answers with the status ${status}`,
        cause:
          status === 401 || status === 403
            ? "Something asks for a sign-in before the page."
            : "It is not the app's page.",
        remedy: "Let the Home URL answer 200 to everybody: Zoom's clients come without cookies at first.",
        page: PAGES.homeUrl,
      }),
    ];
  }
  const type = essenceOf(header("content-type"));
  if (type === "text/html") return [];
  return [
    fault("page_not_html", {
      title: type ? `The page is ${type}, not text/html` : "The page has no Content-Type",
      cause: "With X-Content-Type-Options: nosniff, a browser shows the text or saves a file.",
      remedy: "Answer with Content-Type: text/html; charset=utf-8.",
      page: PAGES.headers,
    }),
  ];
}

/**
 * @param {string | undefined} value A Content-Type.
 * @returns {string | undefined} The type without its parameters. `undefined` if it is malformed.
 */
export function essenceOf(value) {
  try {
    return value === undefined ? undefined : new MIMEType(value).essence;
  } catch {
    return undefined;
  }
}

/**
 * @param {Answer} answer
 * @returns {Finding[]}
 */
export function checkHeaders({ header }) {
  return [
    checkTransport(header("strict-transport-security")),
    checkSniffing(header("x-content-type-options")),
    checkReferrer(header("referrer-policy")),
  ];
}

/** @param {string | undefined} value */
function checkTransport(value) {
  if (value === undefined) return missing("hsts_missing", "Strict-Transport-Security", "max-age=31536000");
  // Of several headers, browsers take the first (RFC 6797 section 8.1).
  const [first = ""] = value.split(",");
  const maxAge = first
    .split(";")
    .map((directive) => /^max-age\s*=\s*"?(\d+)"?$/i.exec(directive.trim())?.[1])
    .find((seconds) => seconds !== undefined);
  if (Number(maxAge) > 0) return ok("hsts", "Strict-Transport-Security");
  return fault("hsts_off", {
    title: "Strict-Transport-Security has no effect",
    cause: maxAge === undefined ? "It has no max-age, and browsers ignore it." : "max-age=0 turns it off.",
    remedy: "Send Strict-Transport-Security: max-age=31536000.",
    page: PAGES.headers,
  });
}

/** @param {string | undefined} value */
function checkSniffing(value) {
  if (value === undefined) return missing("nosniff_missing", "X-Content-Type-Options", "nosniff");
  const [first = ""] = value.split(",");
  if (first.trim().toLowerCase() === "nosniff") return ok("nosniff", "X-Content-Type-Options");
  return fault("nosniff_malformed", {
    title: "X-Content-Type-Options is not nosniff",
    cause: "nosniff is its only value, and browsers ignore others.",
    remedy: "Send X-Content-Type-Options: nosniff.",
    page: PAGES.headers,
  });
}

/** @param {string | undefined} value */
function checkReferrer(value) {
  if (value === undefined) return missing("referrer_policy_missing", "Referrer-Policy", "same-origin");
  const policies = value.split(",").map((policy) => policy.trim().toLowerCase());
  if (policies.some((policy) => REFERRER_POLICIES.has(policy)))
    return ok("referrer_policy", "Referrer-Policy");
  return fault("referrer_policy_invalid", {
    title: "Referrer-Policy has no value that browsers know",
    cause: "Browsers ignore it, and send their default.",
    remedy: "Send Referrer-Policy: same-origin.",
    page: PAGES.headers,
  });
}

/**
 * @param {string} id
 * @param {string} name
 * @param {string} value
 */
const missing = (id, name, value) =>
  fault(id, {
    title: `${name} is missing`,
    cause: REFUSED,
    remedy: `Send ${name}: ${value} with every page.`,
    page: PAGES.headers,
  });
