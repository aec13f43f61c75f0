// Cross-Origin-Embedder-Policy, and what it needs.

import { PAGES } from "../../shared/pages.js";
import { fault, ok } from "../../shared/finding.js";
import { isSdkUrl } from "./sdk.js";

/** @import { Finding } from "../../shared/finding.js" */
/** @import { Answer } from "../request.js" */
/** @import { Page } from "./html.js" */

const VALUES = ["require-corp", "credentialless", "unsafe-none"];

/**
 * @param {Answer} answer
 * @param {Page} page
 * @returns {Finding[]}
 */
export function checkIsolation({ url, header }, { scripts }) {
  const value = header("cross-origin-embedder-policy")?.replace(/;.*/, "").trim();
  if (value === undefined || value === "unsafe-none") {
    return [ok("coep_none", "no Cross-Origin-Embedder-Policy: not for Zoom's Contact Center PWA")];
  }
  if (!VALUES.includes(value)) {
    return [
      fault("coep_invalid", {
        title: "Cross-Origin-Embedder-Policy has no value that browsers know",
        cause: "Browsers ignore it.",
        remedy: "Send require-corp, or leave the header out.",
        page: PAGES.isolation,
      }),
    ];
  }
  const findings = [];
  const blocked = scripts.find(
    (script) => script.url && script.url.origin !== url.origin && !script.hasCrossOrigin && !script.isModule,
  );
  if (value === "require-corp" && blocked?.url) {
    const isSdk = isSdkUrl(blocked.url);
    findings.push(
      fault(isSdk ? "coep_blocks_sdk" : "coep_blocks_script", {
        title: `Cross-Origin-Embedder-Policy keeps ${isSdk ? "Zoom's SDK" : "a script of another origin"} out`,
        cause: `${blocked.url.origin} is another origin: its script needs Cross-Origin-Resource-Policy: cross-origin, or crossorigin on its tag and CORS.`,
        remedy: isSdk
          ? "Take the SDK from npm (@zoom/appssdk)."
          : "Serve the script from the page's own origin.",
        page: PAGES.isolation,
      }),
    );
  }
  if (header("cross-origin-resource-policy")?.trim() !== "cross-origin") {
    findings.push(
      fault("coep_without_corp", {
        title: "Cross-Origin-Resource-Policy: cross-origin is missing",
        cause:
          "In the isolated page of Zoom's Contact Center PWA, a frame's page needs both headers, and stays blank with the first only.",
        remedy: "Send Cross-Origin-Resource-Policy: cross-origin with the page.",
        page: PAGES.isolation,
      }),
    );
  }
  return findings.length > 0 ? findings : [ok("coep", "Cross-Origin-Embedder-Policy, with what it needs")];
}
