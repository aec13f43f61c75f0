// What browsers print on the console: violations of a Content-Security-Policy, CORS, isolation, and
// files that are refused.

import { PAGES, errorPage } from "../shared/pages.js";
import { CLIENT_ERROR_TEXTS } from "./client-error-texts.js";

/** @import { Explanation } from "./explanation.js" */

/** Chromium, Firefox and WebKit, in several of their releases. */
const POLICY =
  /\bcontent[- ]security[- ]policy\b|\bblocked by CSP\b|\bblocked:csp\b|violates the following directive|\bTrusted(HTML|Script(URL)?)\b|\bWasm code generation disallowed\b/i;

/** Words of a refusal. A text without one only speaks of a header. */
const REFUSED =
  /\b(refused|denied|(dis|not )allowed|blocked|violates|forbids|does not (appear|permit)|not an allowed|requires?)\b/i;

const WASM = /\bWebAssembly\b|\bwasm-unsafe-eval\b|\bWasm\b/;

/** What comes before the URL that was refused. A URL in front of it is that of a script. */
const BEFORE_URL = /\b(refused to|connecting to|loading the|framing|settings blocked)\b/i;

/** What Chromium and WebKit say was refused, and the directive that decides. */
const BY_ACTION = /** @type {const} */ ([
  [/\brefused to connect\b|\bconnecting to\b/i, "connect-src"],
  [
    /\b(load(ing)?|execut(e|ing)|run(ning)?) (the |an? )?(inline )?(script|JavaScript|event handler)/i,
    "script-src",
  ],
  [/\bancestor\b|\bframe-ancestors\b/i, "frame-ancestors"],
  [/\bTrusted(HTML|Script(URL)?)\b|\brequire-trusted-types-for\b/i, "require-trusted-types-for"],
]);

/** The directives of CSP Level 3 that a page of a Zoom App meets. The longest name comes first. */
const DIRECTIVE =
  /\b(script-src-elem|script-src-attr|style-src-elem|style-src-attr|script-src|style-src|connect-src|frame-src|worker-src|img-src|font-src|media-src|form-action|base-uri|sandbox|default-src)\b/;

/** The resource, of which only the origin is shown. */
const BLOCKED_URL = /\b(?:https?|wss?):\/\/[^\s'"‘’“”<>)]+/;

/** `also` is another expression that must match. @type {{ pattern: RegExp, also?: RegExp, explanation: Explanation }[]} */
const MESSAGES = [
  {
    pattern: /\bX-Frame-Options\b/i,
    also: REFUSED,
    explanation: {
      id: "x_frame_options",
      title: "X-Frame-Options forbids the frame",
      cause: "Zoom's web client shows the app in a frame, and the page's X-Frame-Options forbids that.",
      remedy:
        "Leave X-Frame-Options out, and name the pages that may frame the app: Content-Security-Policy: frame-ancestors 'self' https://zoom.us https://*.zoom.us.",
      page: PAGES.frame,
    },
  },
  {
    pattern:
      /\bCORS (error|header|policy|preflight|request)\b|\bCross-Origin Request Blocked\b|\baccess control checks\b|\ballowed by Access-Control-Allow-Origin\b/i,
    explanation: {
      id: "cors",
      title: "CORS refuses the page's request",
      cause:
        "Page and backend have different origins, and the backend's answer does not let the page in. A preflight (OPTIONS) that ends in an error or a redirect looks the same.",
      remedy:
        "Serve both from one origin, if you can: in development, let the development server pass /api on. Otherwise the backend answers OPTIONS with Access-Control-Allow-Origin of the page's origin, Access-Control-Allow-Headers: content-type and, for cookies, Access-Control-Allow-Credentials: true, and has the origin in allowedOrigins.",
      page: PAGES.backend,
    },
  },
  {
    pattern:
      /\bCross-Origin-(Embedder|Resource)-Policy\b|\bERR_BLOCKED_BY_RESPONSE\b|\bNotSameOriginAfterDefaultedToSameOriginByCoep\b/i,
    explanation: {
      id: "embedder_policy",
      title: "Cross-Origin-Embedder-Policy refuses a resource",
      cause:
        "The page, or the page around it, has Cross-Origin-Embedder-Policy: require-corp, and the resource does not say that others may load it.",
      remedy:
        "A frame in such a page sends Cross-Origin-Embedder-Policy: require-corp and Cross-Origin-Resource-Policy: cross-origin. Scripts of other origins need the same header, or crossorigin on their tags. Take the SDK from npm.",
      page: PAGES.isolation,
    },
  },
  {
    pattern: /\bMIME type\b/i,
    also: /\b(refused|blocked|expected|responded|disallowed|not a (valid|supported)|not executable)\b/i,
    explanation: {
      id: "mime_type",
      title: "A file has the wrong content type",
      cause:
        "With X-Content-Type-Options: nosniff, which Zoom requires, and for every module, a browser runs a script only if its Content-Type is JavaScript's. text/html often means that the file is missing and the server answers with the app's page.",
      remedy:
        "Serve every file of the build, at the path where the page asks for it, .js files as text/javascript.",
      page: PAGES.source,
    },
  },
  {
    pattern: /\bMixed Content:|\bblocked loading mixed\b|\bnot allowed to (run|display) insecure content\b/i,
    explanation: {
      id: "mixed_content",
      title: "A page over https asks for something over http",
      cause: "Browsers refuse requests over http from a page over https.",
      remedy: CLIENT_ERROR_TEXTS.insecure_endpoint.hint,
      page: errorPage("insecure_endpoint"),
    },
  },
  {
    pattern: /\bcookie\b.{0,200}\b(rejected|blocked) because\b.{0,200}\b(SameSite|Partitioned|cross-site)\b/i,
    explanation: {
      id: "session_cookie",
      title: "The session's cookie is refused in a frame",
      cause:
        "In Zoom's web client the app is in a frame of another site, where a cookie without SameSite=None is dropped.",
      remedy: "Set the session's cookie with SameSite=None; Secure; Partitioned.",
      page: PAGES.cookie,
    },
  },
  {
    pattern:
      /\bERR_CERT_\w+|\bSEC_ERROR_\w+|\bself[- ]signed certificate\b|\bverify the first certificate\b|\bcertificate (has|is|was) (expired|invalid|not (yet )?(valid|trusted))|\b(CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID)\b/i,
    explanation: {
      id: "certificate",
      title: "The certificate is not trusted",
      cause:
        "The server's certificate has expired, is self-signed, is for another host, or comes without its issuer's.",
      remedy: "Run npx zoom-pkce doctor with the URL: it says which of these it is.",
      page: PAGES.homeUrl,
    },
  },
];

/**
 * @param {string} text
 * @returns {Explanation | undefined}
 */
export function recognizeBrowserMessage(text) {
  if (POLICY.test(text) && (REFUSED.test(text) || WASM.test(text))) return explainPolicy(text);
  return MESSAGES.find(({ pattern, also = pattern }) => pattern.test(text) && also.test(text))?.explanation;
}

/** @param {string} text @returns {Explanation} */
function explainPolicy(text) {
  if (WASM.test(text)) {
    return {
      id: "csp_webassembly",
      title: "The page's Content-Security-Policy forbids WebAssembly",
      cause: "script-src has neither 'wasm-unsafe-eval' nor 'unsafe-eval'.",
      remedy:
        "Nothing has to be done for zoom-pkce: it loads JavaScript made from the same wasm, a file of its own in the build (wasm-as-javascript), and works more slowly. To run WebAssembly, add 'wasm-unsafe-eval' to script-src.",
      page: PAGES.policy,
    };
  }
  const directive = BY_ACTION.find(([action]) => action.test(text))?.[1] ?? DIRECTIVE.exec(text)?.[1];
  const origin = originIn(text);
  return {
    id: `csp_${(directive ?? "unknown").replaceAll("-", "_")}`,
    title: `The page's Content-Security-Policy refuses something${directive ? ` (${directive})` : ""}`,
    ...policyAdvice(directive, origin),
  };
}

/** @param {string} text @returns {string | undefined} The origin of the URL that was refused. */
function originIn(text) {
  const url = BLOCKED_URL.exec(text.slice(BEFORE_URL.exec(text)?.index ?? 0))?.[0] ?? "";
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

/**
 * @param {string | undefined} directive
 * @param {string | undefined} origin Of what was refused.
 */
function policyAdvice(directive, origin) {
  const source = origin ?? "the origin in the message";
  switch (directive) {
    case "connect-src":
      return {
        cause: `connect-src, or default-src in its place, does not list ${source}, so the page may not send requests there.`,
        remedy: `Add ${source} to connect-src. For a backend on the page's own origin, 'self' is enough.`,
        page: errorPage("network_error"),
      };
    case "frame-ancestors":
      return {
        cause:
          "frame-ancestors does not list the page that shows the app in a frame, such as Zoom's web client.",
        remedy:
          "Send frame-ancestors 'self' https://zoom.us https://*.zoom.us, as a header: in a <meta> it does nothing.",
        page: PAGES.frame,
      };
    case "require-trusted-types-for":
      return {
        cause: "The page requires Trusted Types, and a script assigns a text where one is needed.",
        remedy: "zoom-pkce needs no Trusted Types policy. The message names the script that does.",
        page: PAGES.policy,
      };
    case "script-src":
    case "script-src-elem":
    case "script-src-attr":
      return {
        cause:
          "script-src, or default-src in its place, does not allow this script. Inline scripts need a nonce or a hash.",
        remedy:
          "Allow the app's own files by 'self', and the SDK's script tag by https://appssdk.zoom.us, or take the SDK from npm. Give inline scripts a nonce. zoom-pkce has no inline scripts and needs no 'unsafe-eval'.",
        page: PAGES.policy,
      };
    default:
      return {
        cause: `${directive ?? "A directive"} does not allow ${source}.`,
        remedy: `Add ${source} to that directive, if the app needs it. zoom-pkce needs script-src 'self' and connect-src 'self' only.`,
        page: PAGES.policy,
      };
  }
}
