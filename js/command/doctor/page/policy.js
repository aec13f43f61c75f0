// The page's Content-Security-Policy, and what it lets through.

import { printableUrl } from "../../../shared/printable.js";
import { PAGES } from "../../shared/pages.js";
import { allowsConnection, allowsScript, allowsWasm } from "../csp/policies.js";
import { ANCESTORS } from "./framing.js";
import { fault, ok } from "../../shared/finding.js";
import { isSdkUrl } from "./sdk.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Answer } from "../request.js" */
/** @import { Policy } from "../csp/policies.js" */
/** @import { Page } from "./html.js" */

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
