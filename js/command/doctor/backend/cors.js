// CORS, for a page and a backend on different origins.

import { PAGES } from "../../shared/pages.js";
import { fault, ok } from "../../shared/finding.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Answer } from "../request.js" */

/**
 * @param {Answer} preflight
 * @param {string} origin Of the page.
 * @returns {Finding[]}
 */
export function checkPreflight({ status, header }, origin) {
  const page = PAGES.backend;
  if (status < 200 || status >= 300) {
    return [
      fault("cors_preflight_refused", {
        title: `The backend answers the preflight (OPTIONS) with the status ${status}`,
        cause:
          "Page and backend have different origins. Browsers send the POST only after an OPTIONS with a success.",
        remedy:
          "Answer OPTIONS with 204 and the headers of CORS, also without a session, or serve both from one origin.",
        page,
      }),
    ];
  }
  const allowed = header("access-control-allow-origin");
  if (allowed !== origin && allowed !== "*") {
    return [
      fault("cors_origin_missing", {
        title: "The backend's CORS headers do not let the page in",
        cause: `Access-Control-Allow-Origin is ${allowed === undefined ? "missing" : "another origin"}: forward ends in network_error.`,
        remedy: `Answer with Access-Control-Allow-Origin: ${origin}, or serve both from one origin.`,
        page,
      }),
    ];
  }
  const names = (header("access-control-allow-headers") ?? "").toLowerCase().split(/\s*,\s*/);
  if (!names.includes("content-type") && !names.includes("*")) {
    return [
      fault("cors_content_type_missing", {
        title: "The backend's CORS headers do not allow content-type",
        cause: "forward posts application/json, which needs Access-Control-Allow-Headers: content-type.",
        remedy:
          'Add content-type to Access-Control-Allow-Headers, or pass forward the option format: "form".',
        page,
      }),
    ];
  }
  return [ok("cors", "CORS lets the page in")];
}

/**
 * @param {Answer} preflight With an origin that is not the app's.
 * @param {string} foreign That origin.
 * @returns {Finding[]}
 */
export function checkForeignPreflight({ header }, foreign) {
  const isAny = header("access-control-allow-origin") === foreign;
  if (!isAny || header("access-control-allow-credentials") !== "true") return [];
  return [
    fault("cors_any_origin", {
      title: "The backend's CORS headers let every page in, with cookies",
      cause:
        "It repeats any Origin in Access-Control-Allow-Origin, beside Access-Control-Allow-Credentials: true.",
      remedy: "Compare Origin with a list of the app's own.",
      page: PAGES.backend,
    }),
  ];
}
