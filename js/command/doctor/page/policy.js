// What the page's Content-Security-Policy lets through, and who may frame the page.

import { printableUrl } from "../../../shared/printable.js";
import { PAGES } from "../../shared/pages.js";
import { allowsConnection, allowsScript, allowsWasm, sourcesFor } from "../csp/policies.js";
import { allowsUrl } from "../csp/source-list.js";
import { fault, ok, warning } from "../../shared/finding.js";
import { isSdkUrl } from "./sdk.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Answer } from "../request.js" */
/** @import { Policy } from "../csp/policies.js" */
/** @import { Page } from "./html.js" */

const ANCESTORS = "frame-ancestors 'self' https://zoom.us https://*.zoom.us";

/** Pages of Zoom's that show apps in a frame. */
const ZOOM_PAGES = [new URL("https://zoom.us/"), new URL("https://app.zoom.us/")];

/** A page that no policy names by its host. */
const ANY_PAGE = new URL("https://attacker.example/");

const EXAMPLE = `script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; ${ANCESTORS}`;

/**
 * @param {Answer} answer
 * @param {Policy[]} policies Of the header.
 * @param {Page} page
 * @returns {Finding[]}
 */
export function checkPolicyHeader({ header }, policies, { metaPolicies }) {
  if (policies.length > 0) return [ok("csp", "Content-Security-Policy")];
  const remedy = `Send Content-Security-Policy with every page, such as: default-src 'none'; ${EXAMPLE}.`;
  if (header("content-security-policy-report-only") !== undefined) {
    return [
      fault("csp_report_only", {
        title: "Content-Security-Policy is only reported",
        cause:
          "Zoom's clients require the header Content-Security-Policy. The one with -Report-Only does not count.",
        remedy: "Send the policy as Content-Security-Policy.",
        page: PAGES.headers,
      }),
    ];
  }
  if (metaPolicies.length > 0) {
    return [
      fault("csp_meta_only", {
        title: "Content-Security-Policy is in a <meta> element only",
        cause: "Zoom's clients look for the header, and frame-ancestors does nothing in a <meta> element.",
        remedy,
        page: PAGES.headers,
      }),
    ];
  }
  return [
    fault("csp_missing", {
      title: "Content-Security-Policy is missing",
      cause: "Zoom's clients show a blank panel for a page without this header.",
      remedy,
      page: PAGES.headers,
    }),
  ];
}

/** Names of directives that stand between sources if a semicolon is missing. */
const DIRECTIVE_NAME =
  /^(default|script|style|img|connect|font|media|frame|worker|object)-src$|^frame-ancestors$/i;

/** Keywords that count only in quotes. */
const KEYWORD = /^(self|none|unsafe-inline|unsafe-eval|wasm-unsafe-eval|strict-dynamic)$/i;

/**
 * @param {Policy[]} policies
 * @returns {Finding[]}
 */
export function checkSpelling(policies) {
  const sources = policies.flatMap((policy) => [...policy.values()].flat());
  const findings = [];
  const name = sources.find((source) => DIRECTIVE_NAME.test(source));
  if (name !== undefined) {
    findings.push(
      fault("csp_missing_semicolon", {
        title: `Content-Security-Policy has ${name} among the sources of another directive`,
        cause: "A semicolon is missing in front of it, so that directive is not there.",
        remedy: `Write a semicolon in front of ${name}.`,
        page: PAGES.contentPolicy,
      }),
    );
  }
  const keyword = sources.find((source) => KEYWORD.test(source));
  if (keyword !== undefined) {
    findings.push(
      fault("csp_unquoted_keyword", {
        title: `Content-Security-Policy has ${keyword} without quotes`,
        cause: `Without quotes it is the name of a host, and '${keyword}' is not allowed.`,
        remedy: `Write '${keyword}', in single quotes.`,
        page: PAGES.contentPolicy,
      }),
    );
  }
  return findings;
}

/**
 * Checks the scripts of the page's own elements. Modules that they import are of the same places.
 *
 * @param {Policy[]} policies
 * @param {Page} page
 * @param {URL} url
 * @returns {Finding[]}
 */
export function checkScripts(policies, { scripts }, url) {
  const blocked = scripts.filter((script) => !script.isPreload && !allowsScript(policies, script, url));
  const findings = [];
  const sdk = blocked.find((script) => script.url && isSdkUrl(script.url));
  if (sdk?.url) {
    findings.push(
      fault("csp_blocks_sdk", {
        title: "Content-Security-Policy does not let Zoom's SDK through",
        cause: `script-src does not allow ${printableUrl(sdk.url.href)}.`,
        remedy: "Add https://appssdk.zoom.us to script-src, or take the SDK from npm (@zoom/appssdk).",
        page: PAGES.contentPolicy,
      }),
    );
  }
  const file = blocked.find((script) => script.url && !isSdkUrl(script.url));
  if (file?.url) {
    findings.push(
      fault("csp_blocks_script", {
        title: "Content-Security-Policy does not let a script of the page through",
        cause: `script-src does not allow ${printableUrl(file.url.href)}.`,
        remedy: `Add ${file.url.origin === url.origin ? "'self'" : file.url.origin} to script-src. With 'strict-dynamic', give the script a nonce.`,
        page: PAGES.contentPolicy,
      }),
    );
  }
  const inline = blocked.filter((script) => script.url === undefined);
  if (inline.length > 0) {
    findings.push(
      fault("csp_blocks_inline_script", {
        title: "Content-Security-Policy does not let the page's inline scripts through",
        cause: `The page has ${inline.length} without a nonce or hash that script-src lists.`,
        remedy:
          "Move them into files, or give them a nonce that is new with each answer. Next.js, Nuxt and SvelteKit have a setting for that.",
        page: PAGES.contentPolicy,
      }),
    );
  }
  if (findings.length === 0 && scripts.length > 0)
    findings.push(ok("csp_scripts", "script-src lets the page's scripts through"));
  return findings;
}

/**
 * @param {Policy[]} policies
 * @param {URL} url
 * @param {URL | undefined} backend
 * @returns {Finding[]}
 */
export function checkConnections(policies, url, backend) {
  const target = backend ?? url;
  const name = backend === undefined ? "a backend on the page's origin" : "the backend";
  if (allowsConnection(policies, target, url)) return [ok("csp_connect", `connect-src lets ${name} through`)];
  const source = target.origin === url.origin ? "'self'" : target.origin;
  return [
    fault("csp_blocks_backend", {
      title: `Content-Security-Policy does not let ${name} through`,
      cause: `connect-src, or default-src in its place, does not list ${source}: forward ends in network_error.`,
      remedy: `Add ${source} to connect-src.`,
      page: PAGES.contentPolicy,
    }),
  ];
}

/**
 * @param {Policy[]} policies
 * @returns {Finding}
 */
export const checkWasm = (policies) =>
  allowsWasm(policies)
    ? ok("csp_wasm", "script-src lets WebAssembly through")
    : ok(
        "csp_no_wasm",
        "script-src forbids WebAssembly: the file wasm-as-javascript of the build serves, more slowly",
      );

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
