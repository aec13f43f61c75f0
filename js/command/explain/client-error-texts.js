// The errors that only the wasm throws, for `zoom-pkce explain`: src/error.rs is their home, and a test
// compares. They are not in js/error-texts.js, because every page would load them.

import { ERROR_TEXTS } from "../../error-texts.js";

/** @import { ErrorText } from "../../error-texts.js" */

/** The errors of the sign-in in the Zoom client. @satisfies {Readonly<Record<string, ErrorText>>} */
export const CLIENT_ERROR_TEXTS = Object.freeze({
  ...ERROR_TEXTS,
  random_unavailable: {
    message: "crypto.getRandomValues is missing or failed",
    hint: "Run in a browser's page or worker, or in Node 20 or later, where nothing replaces globalThis.crypto.",
    retryable: false,
  },
  sdk_missing: {
    message: "zoomSdk: authorize, addEventListener and removeEventListener must be functions",
    hint: "Pass the default export of @zoom/appssdk, or window.zoomSdk where its script tag is used.",
    retryable: false,
  },
  sdk_not_configured: {
    message: "zoomSdk.config was not called, or its promise was not awaited",
    hint: 'First: await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" }). If you did, it failed (is this page in a Zoom client?), or the SDK is loaded twice, by npm and by a script tag: pass window.zoomSdk.',
    retryable: false,
  },
  capability_missing: {
    message: "the Zoom client lacks a capability, or does not let this app use it",
    hint: "Check the app's features tab and type in the Marketplace. List what the message names in zoomSdk.config's capabilities, and update the Zoom client if its unsupportedApis has it. List \"getUserContext\" too: guests are refused like this.",
    retryable: false,
  },
  guest_mode: {
    message: "authorize is not available in guest mode",
    hint: 'Pass reconfigure: () => zoomSdk.config(...), which has the person asked to add the app, and list "getUserContext", "promptAuthorize" and "onMyUserContextChange" in its capabilities.',
    retryable: false,
  },
  authorize_failed: {
    message: "the Zoom client refused authorize",
    hint: "The message and zoomCode are Zoom's own. Check that the app is added, its scopes are set and the client is at least 5.10.0 (desktop), 5.10.6 (iOS) or 5.14.5 (Android).",
    retryable: false,
  },
  access_denied: {
    message: "the person declined to authorize the app",
    hint: "Say what the access is for and let the person start again; do not ask again unprompted.",
    retryable: true,
  },
  missing_code: {
    message: "onAuthorized carried no authorization code",
    hint: "Authorize again; if it stays so, update the Zoom client.",
    retryable: true,
  },
  state_mismatch: {
    message: "the state of onAuthorized is not the one that was sent",
    hint: "The event answers another request or is forged: its code was dropped. Authorize again.",
    retryable: true,
  },
  timeout: {
    message: "no onAuthorized event within timeoutMs",
    hint: "The person did not answer, this page's URL is not on the app's OAuth allow list (try location.href as it is, and without its fragment), \"onAuthorized\" is not among zoomSdk.config's capabilities, or the SDK is loaded twice. Authorize again, or raise timeoutMs.",
    retryable: true,
  },
  in_progress: {
    message: "another authorize is still waiting for the person",
    hint: "Use the promise of the first call, or abort its signal before calling again.",
    retryable: true,
  },
});
