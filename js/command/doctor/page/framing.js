// Who may show the page in a frame, and what it may do there.

import { PAGES } from "../../shared/pages.js";
import { fault, ok, warning } from "../../shared/finding.js";
import { sourcesFor } from "../csp/policies.js";
import { allowsUrl } from "../csp/source-list.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Answer } from "../request.js" */
/** @import { Policy } from "../csp/policies.js" */

export const ANCESTORS = "frame-ancestors 'self' https://zoom.us https://*.zoom.us";

/** Pages of Zoom's that show apps in a frame. */
const ZOOM_PAGES = [new URL("https://zoom.us/"), new URL("https://app.zoom.us/")];

/** A page that no policy names by its host. */
const ANY_PAGE = new URL("https://attacker.example/");

/**
 * @param {Policy[]} policies Of the header: in a <meta> element, `frame-ancestors` and `sandbox` do
 *   nothing.
 * @param {Answer} answer
 * @returns {Finding[]}
 */
export function checkFraming(policies, { url, header }) {
  const findings = [];
  const sandbox = policies.map((policy) => policy.get("sandbox")).find((flags) => flags !== undefined);
  if (sandbox && !["allow-scripts", "allow-same-origin"].every((flag) => sandbox.includes(flag))) {
    findings.push(
      fault("csp_sandbox", {
        title: "Content-Security-Policy puts the page into a sandbox",
        cause: "Without allow-scripts and allow-same-origin, the page runs no scripts or has no origin.",
        remedy: "Leave sandbox out, or add allow-scripts and allow-same-origin.",
        page: PAGES.contentPolicy,
      }),
    );
  }
  const isSet = policies.some((policy) => policy.has("frame-ancestors"));
  const frameOptions = header("x-frame-options");
  // A policy that is missing is a finding of its own.
  if (policies.length === 0 && frameOptions === undefined) return [];
  if (!isSet) return [...findings, withoutAncestors(frameOptions)];
  const letsFrame = (/** @type {URL[]} */ pages) =>
    policies.every((policy) => {
      const sources = sourcesFor(policy, "frame-ancestors");
      return sources === undefined || pages.some((page) => allowsUrl(sources, page, url));
    });
  if (letsFrame([ANY_PAGE])) {
    return [
      ...findings,
      fault("csp_frame_ancestors_any", {
        title: "frame-ancestors lets every page frame the app",
        cause:
          "A page that frames the app can read the sign-in's request, and get it signed in to another account.",
        remedy: `Send ${ANCESTORS}.`,
        page: PAGES.frame,
      }),
    ];
  }
  if (letsFrame(ZOOM_PAGES)) return [...findings, ok("csp_frame_ancestors", "frame-ancestors has Zoom")];
  // Zoom opens no page over http, so that one in development may keep frames out.
  const report = url.protocol === "http:" ? warning : fault;
  return [
    ...findings,
    report("csp_frame_ancestors_without_zoom", {
      title: "frame-ancestors does not let Zoom frame the app",
      cause: "Zoom's web client and the Contact Center PWA show the app in a frame, which stays blank.",
      remedy: `Send ${ANCESTORS}.`,
      page: PAGES.frame,
    }),
  ];
}

/** @param {string | undefined} frameOptions */
const withoutAncestors = (frameOptions) =>
  frameOptions === undefined
    ? fault("csp_frame_ancestors_missing", {
        title: "frame-ancestors is missing",
        cause:
          "Every page may frame the app, read the sign-in's request, and get the person signed in to another account.",
        remedy: `Add ${ANCESTORS} to Content-Security-Policy.`,
        page: PAGES.frame,
      })
    : fault("x_frame_options", {
        title: "X-Frame-Options forbids the frame of Zoom's web client",
        cause: "It knows DENY and SAMEORIGIN only, and cannot name Zoom.",
        remedy: `Leave it out, and add ${ANCESTORS} to Content-Security-Policy, which counts in its place.`,
        page: PAGES.frame,
      });
