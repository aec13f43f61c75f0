// What browsers print, explained by zoom-pkce explain.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { cutSecrets } from "../../../js/command/explain/cut-secrets.js";
import { recognize } from "../../../js/command/explain/recognize.js";

/** @param {string} text */
const explained = (text) => recognize(cutSecrets(text).text);

/** @param {string} text @returns {string[]} */
const idsOf = (text) => explained(text).map(({ id }) => id);

describe("what browsers say", () => {
  for (const [text, id] of [
    [
      "Refused to connect to 'https://api.example.com/token' because it violates the following Content Security Policy directive: \"default-src 'none'\". Note that 'connect-src' was not explicitly set, so 'default-src' is used as a fallback.",
      "csp_connect_src",
    ],
    [
      "Connecting to 'https://api.example.com/' violates the following Content Security Policy directive: \"connect-src 'self'\". The action has been blocked.",
      "csp_connect_src",
    ],
    [
      "Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at https://api.example.com/ because it violates the following directive: “connect-src 'self'”",
      "csp_connect_src",
    ],
    [
      "Refused to connect to https://api.example.com/ because it does not appear in the connect-src directive of the Content Security Policy.",
      "csp_connect_src",
    ],
    [
      "Refused to load the script 'https://appssdk.zoom.us/sdk.min.js' because it violates the following Content Security Policy directive: \"script-src 'self'\".",
      "csp_script_src",
    ],
    [
      "Executing inline script violates the following Content Security Policy directive 'script-src 'self''.",
      "csp_script_src",
    ],
    [
      "Content-Security-Policy: The page’s settings blocked an inline script (script-src-elem) from being executed because it violates the following directive: “script-src 'self'”.",
      "csp_script_src_elem",
    ],
    [
      "CompileError: WebAssembly.instantiate(): violates the following Content Security policy directive because neither 'wasm-eval' nor 'unsafe-eval' is an allowed source",
      "csp_webassembly",
    ],
    ["CompileError: call to WebAssembly.instantiate() blocked by CSP", "csp_webassembly"],
    [
      "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script in the following Content Security Policy directive",
      "csp_webassembly",
    ],
    [
      "zoom-pkce: WebAssembly can't be used here, so JavaScript made from it is used: it does the same, but slower. If a Content-Security-Policy forbids WebAssembly, 'wasm-unsafe-eval' in script-src allows it.",
      "csp_webassembly",
    ],
    [
      "Refused to frame 'https://app.example.com/' because an ancestor violates the following Content Security Policy directive: \"frame-ancestors 'self'\".",
      "csp_frame_ancestors",
    ],
    ["This document requires 'TrustedScriptURL' assignment.", "csp_require_trusted_types_for"],
    [
      "Refused to load the image 'https://a.example/x.png' because it violates the following Content Security Policy directive: \"img-src 'self'\".",
      "csp_img_src",
    ],
    ["Content-Security-Policy: something new was blocked", "csp_unknown"],
    ["WebAssembly.instantiate(): Wasm code generation disallowed by embedder", "csp_webassembly"],
    ["Blocked loading mixed active content “http://b.example/”", "mixed_content"],
    [
      "[blocked] The page at https://a.example/ was not allowed to run insecure content from http://b.example/.",
      "mixed_content",
    ],
    [
      "Cookie “session” will soon be rejected because it is foreign and does not have the “Partitioned“ attribute.",
      "session_cookie",
    ],
    ["Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status code: 200", "cors"],
    ["TypeError: 'text/html' is not a valid JavaScript MIME type.", "mime_type"],
    [
      "Refused to display 'https://app.example.com/' in a frame because it set 'X-Frame-Options' to 'deny'.",
      "x_frame_options",
    ],
    [
      "Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present",
      "cors",
    ],
    ["Cross-Origin Request Blocked: The Same Origin Policy disallows reading", "cors"],
    ["Fetch API cannot load https://api.example.com/ due to access control checks.", "cors"],
    [
      "GET https://appssdk.zoom.us/sdk.js net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep 200",
      "embedder_policy",
    ],
    [
      'Failed to load module script: Expected a JavaScript module script but the server responded with a MIME type of "text/html".',
      "mime_type",
    ],
    [
      "Mixed Content: The page at 'https://app.example.com/' was loaded over HTTPS, but requested an insecure resource",
      "mixed_content",
    ],
    [
      "Cookie “session” has been rejected because it is in a cross-site context and its “SameSite” is “Lax” or “Strict”.",
      "session_cookie",
    ],
    ["net::ERR_CERT_AUTHORITY_INVALID", "certificate"],
    ["unable to verify the first certificate: self-signed certificate", "certificate"],
  ]) {
    it(`${text.slice(0, 80)}: ${id}`, () => assert.deepEqual(idsOf(text), [id]));
  }

  it("name what was refused, and not the script that asked", () => {
    const [{ remedy }] = explained(
      "https://app.example.com/app.js:1 Refused to connect to 'https://api.example.com/' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
    );
    assert.match(remedy, /^Add https:\/\/api\.example\.com to/);
  });

  it("name the origin of what was refused, and no more of its URL", () => {
    const [{ cause, remedy }] = explained(
      "Refused to connect to 'https://api.example.com:8443/a/b?c=d' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
    );
    assert.match(cause, /does not list https:\/\/api\.example\.com:8443, so/);
    assert.match(remedy, /^Add https:\/\/api\.example\.com:8443 to connect-src/);
    assert.doesNotMatch(`${cause}${remedy}`, /\/a\/b/);
  });
});
