// Faults of the page's headers and of its policy.

import { withHeader } from "./fault.js";

/** @import { Fault } from "./fault.js" */

const POLICY = "content-security-policy";

/** @param {string} from @param {string} to @returns {NonNullable<Fault["site"]>} */
const withPolicy = (from, to) => (site) => {
  site.headers[POLICY] = site.headers[POLICY]?.replace(from, to);
};

/** @type {Record<string, Fault>} */
export const HEADER_FAULTS = {
  "no Strict-Transport-Security": {
    id: "hsts_missing",
    site: withHeader("strict-transport-security", undefined),
    cause: /blank panel/,
    remedy: /Strict-Transport-Security: max-age=31536000/,
  },
  "Strict-Transport-Security with max-age=0": {
    id: "hsts_off",
    site: withHeader("strict-transport-security", "max-age=0; includeSubDomains"),
    cause: /max-age=0 turns it off/,
    remedy: /max-age=31536000/,
  },
  "Strict-Transport-Security without max-age": {
    id: "hsts_off",
    site: withHeader("strict-transport-security", "includeSubDomains"),
    cause: /no max-age/,
    remedy: /max-age=31536000/,
  },
  "no X-Content-Type-Options": {
    id: "nosniff_missing",
    site: withHeader("x-content-type-options", undefined),
    cause: /blank panel/,
    remedy: /X-Content-Type-Options: nosniff/,
  },
  "X-Content-Type-Options misspelt": {
    id: "nosniff_malformed",
    site: withHeader("x-content-type-options", "no-sniff"),
    cause: /only value/,
    remedy: /nosniff/,
  },
  "no Referrer-Policy": {
    id: "referrer_policy_missing",
    site: withHeader("referrer-policy", undefined),
    cause: /blank panel/,
    remedy: /Referrer-Policy: same-origin/,
  },
  "Referrer-Policy misspelt": {
    id: "referrer_policy_invalid",
    site: withHeader("referrer-policy", "sameorigin"),
    cause: /Browsers ignore it/,
    remedy: /same-origin/,
  },
  "Content-Security-Policy-Report-Only": {
    id: "csp_report_only",
    site(site) {
      site.headers["content-security-policy-report-only"] = site.headers[POLICY];
      site.headers[POLICY] = undefined;
    },
    cause: /-Report-Only does not count/,
    remedy: /Send the policy as Content-Security-Policy/,
  },
  "Content-Security-Policy in a meta element only": {
    id: "csp_meta_only",
    site(site) {
      site.headers[POLICY] = undefined;
      site.head +=
        "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'; connect-src 'self'\">";
    },
    cause: /look for the header/,
    remedy: /frame-ancestors/,
  },
  "no Content-Security-Policy": {
    id: "csp_missing",
    site: withHeader(POLICY, undefined),
    cause: /blank panel/,
    remedy: /Send Content-Security-Policy/,
  },
  "a semicolon is missing": {
    id: "csp_missing_semicolon",
    site: withPolicy("'none'; script-src", "'self' script-src"),
    cause: /semicolon is missing/,
    remedy: /in front of script-src/,
  },
  "self without quotes": {
    id: "csp_unquoted_keyword",
    site: withPolicy("connect-src 'self'", "connect-src 'self'; img-src self"),
    cause: /name of a host/,
    remedy: /'self', in single quotes/,
  },
  "script-src without the page's scripts": {
    id: "csp_blocks_script",
    site: withPolicy("script-src 'self'", "script-src https://cdn.example.com"),
    cause: /script-src does not allow .*\/app\.js/,
    remedy: /Add 'self' to script-src/,
  },
  "script-src without the SDK's script tag": {
    id: "csp_blocks_sdk",
    site(site) {
      site.head = `<script src="https://appssdk.zoom.us/sdk.min.js"></script>
        <script type="module" src="/app.js"></script>`;
      site.files["/app.js"].text = 'await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"] });';
    },
    cause: /does not allow https:\/\/appssdk\.zoom\.us/,
    remedy: /Add https:\/\/appssdk\.zoom\.us to script-src/,
  },
  "inline scripts without a nonce": {
    id: "csp_blocks_inline_script",
    site(site) {
      site.head += "<script>window.a = 1;</script>";
    },
    cause: /1 without a nonce/,
    remedy: /nonce/,
  },
  "connect-src without the backend": {
    id: "csp_blocks_backend",
    site: withPolicy("connect-src 'self'", "connect-src https://zoom.us"),
    cause: /does not list 'self'/,
    remedy: /Add 'self' to connect-src/,
  },
  "a second policy without the backend": {
    id: "csp_blocks_backend",
    site: withPolicy("connect-src 'self'", "connect-src 'self', connect-src 'none'"),
    cause: /does not list 'self'/,
    remedy: /Add 'self' to connect-src/,
  },
  "no frame-ancestors": {
    id: "csp_frame_ancestors_missing",
    site: withPolicy("; frame-ancestors 'self' https://zoom.us https://*.zoom.us", ""),
    cause: /Every page may frame the app/,
    remedy: /Add frame-ancestors 'self' https:\/\/zoom\.us/,
  },
  "X-Frame-Options in place of frame-ancestors": {
    id: "x_frame_options",
    site(site) {
      site.headers[POLICY] = site.headers[POLICY]?.replace(/; frame-ancestors.*/, "");
      site.headers["x-frame-options"] = "SAMEORIGIN";
    },
    cause: /cannot name Zoom/,
    remedy: /Leave it out/,
  },
  "frame-ancestors 'none'": {
    id: "csp_frame_ancestors_without_zoom",
    site: withPolicy("frame-ancestors 'self' https://zoom.us https://*.zoom.us", "frame-ancestors 'none'"),
    cause: /stays blank/,
    certificate: "good",
    remedy: /Send frame-ancestors/,
  },
  "frame-ancestors 'none', in development": {
    id: "csp_frame_ancestors_without_zoom",
    isWarning: true,
    site: withPolicy("frame-ancestors 'self' https://zoom.us https://*.zoom.us", "frame-ancestors 'none'"),
    cause: /stays blank/,
    remedy: /Send frame-ancestors/,
  },
  "frame-ancestors https:": {
    id: "csp_frame_ancestors_any",
    site: withPolicy("frame-ancestors 'self' https://zoom.us https://*.zoom.us", "frame-ancestors https:"),
    cause: /can read the sign-in's request/,
    remedy: /Send frame-ancestors/,
  },
  "frame-ancestors *": {
    id: "csp_frame_ancestors_any",
    site: withPolicy("frame-ancestors 'self' https://zoom.us https://*.zoom.us", "frame-ancestors *"),
    cause: /can read the sign-in's request/,
    remedy: /Send frame-ancestors/,
  },
  "a sandbox": {
    id: "csp_sandbox",
    site: withPolicy("frame-ancestors", "sandbox allow-scripts; frame-ancestors"),
    cause: /has no origin/,
    remedy: /allow-same-origin/,
  },
  "Cross-Origin-Embedder-Policy misspelt": {
    id: "coep_invalid",
    site: withHeader("cross-origin-embedder-policy", "require_corp"),
    cause: /ignore/,
    remedy: /require-corp/,
  },
  "Cross-Origin-Embedder-Policy without the other header": {
    id: "coep_without_corp",
    site: withHeader("cross-origin-embedder-policy", "require-corp"),
    cause: /needs both headers/,
    remedy: /Cross-Origin-Resource-Policy: cross-origin/,
  },
  "Cross-Origin-Embedder-Policy with the SDK's script tag": {
    id: "coep_blocks_sdk",
    site(site) {
      site.headers["cross-origin-embedder-policy"] = "require-corp";
      site.headers["cross-origin-resource-policy"] = "cross-origin";
      site.headers[POLICY] = site.headers[POLICY]?.replace("'self' ", "'self' https://appssdk.zoom.us ");
      site.head = `<script src="https://appssdk.zoom.us/sdk.min.js"></script>
        <script type="module" src="/app.js"></script>`;
      site.files["/app.js"].text = 'await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"] });';
    },
    cause: /needs Cross-Origin-Resource-Policy/,
    remedy: /from npm/,
  },
  "a cookie with SameSite=Lax": {
    id: "cookie_same_site",
    isWarning: true,
    site: withHeader("set-cookie", "session=a; Secure; SameSite=Lax"),
    cause: /neither keep nor send/,
    remedy: /SameSite=None; Secure; Partitioned/,
  },
  "a cookie that is not Secure": {
    id: "cookie_not_secure",
    isWarning: true,
    site: withHeader("set-cookie", "session=a; SameSite=None; Partitioned"),
    cause: /trusts the proxy/,
    remedy: /SameSite=None; Secure; Partitioned/,
  },
  "a cookie that is not Partitioned": {
    id: "cookie_not_partitioned",
    isWarning: true,
    site: withHeader("set-cookie", "session=a; SameSite=None; Secure"),
    cause: /block third-party cookies/,
    remedy: /Partitioned/,
  },
};
