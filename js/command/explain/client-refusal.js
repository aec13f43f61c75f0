// What the Zoom client and the SDK say: `ZoomApiError`, and the SDK's own errors.

import { OUTSIDE_ZOOM } from "../../browser/zoom-client.js";
import { PAGES, errorPage } from "../shared/pages.js";
import { CLIENT_ERROR_TEXTS } from "./client-error-texts.js";

/** @import { Explanation } from "./explanation.js" */

/**
 * @typedef {object} Refusal
 * @property {RegExp} pattern
 * @property {string} id
 * @property {string} title
 * @property {string} cause
 * @property {string} remedy
 * @property {string} page
 */

/** A number after the word, in brackets, or alone in its line. @param {number} code */
const CODE = (code) => `(?:code["'‘’“”]?\\s*[:=]?\\s*["'‘’“”]?|\\()${code}\\b|^[ \\t]*${code}[ \\t]*\\r?$`;

/** @type {Refusal[]} */
const REFUSALS = [
  {
    pattern: new RegExp(`${CODE(80004)}|\\bapp_not_support\\b`, "m"),
    id: "zoom_80004",
    title: "Zoom's 80004, app_not_support",
    cause:
      "The app may not use this API: mostly the features tab or the type of the app in the Marketplace. Guests get it too.",
    remedy: CLIENT_ERROR_TEXTS.capability_missing.hint,
    page: errorPage("capability_missing"),
  },
  {
    pattern: new RegExp(`${CODE(80003)}|\\brequire_meeting_owner_role\\b`, "m"),
    id: "zoom_80003",
    title: "Zoom's 80003, require_meeting_owner_role",
    cause: "The person is not the owner of the meeting.",
    remedy: "The owner of the meeting has to do this. Nothing in the app changes that.",
    page: errorPage("authorize_failed"),
  },
  {
    pattern: new RegExp(`${CODE(80012)}|\\brequire_meeting_role\\b`, "m"),
    id: "zoom_80012",
    title: "Zoom's 80012, require_meeting_role",
    cause: "The person's role in the meeting does not allow this API.",
    remedy: "A person with the role has to do this. Nothing in the app changes that.",
    page: errorPage("authorize_failed"),
  },
  {
    pattern: new RegExp(`${CODE(10284)}|\\bnot support(ed)? in guest mode\\b`, "im"),
    id: "zoom_10284",
    title: "Zoom's 10284, not in guest mode",
    cause: "The person is a guest: not signed in to Zoom, or without the app.",
    remedy: CLIENT_ERROR_TEXTS.guest_mode.hint,
    page: errorPage("guest_mode"),
  },
  {
    pattern: /\bmust call zoomSdk\.config before\b/i,
    id: "sdk_not_configured",
    title: "The SDK is not configured",
    cause: "zoomSdk.config was not called, or its promise was not awaited, or it failed.",
    remedy: CLIENT_ERROR_TEXTS.sdk_not_configured.hint,
    page: errorPage("sdk_not_configured"),
  },
  {
    pattern: OUTSIDE_ZOOM,
    id: "outside_zoom",
    title: "The page is not in a Zoom client",
    cause: "The SDK finds no Zoom client around the page.",
    remedy:
      "Open the app in Zoom. To develop in a browser, start zoom-pkce/simulator before zoomSdk.config; to sign people in there, use signIn of zoom-pkce/browser.",
    page: PAGES.simulatorInPage,
  },
  {
    pattern: /\btook longer than \d+ ?ms to respond\b/i,
    id: "sdk_timeout",
    title: "The SDK gave up on an answer of the client",
    cause:
      "The client has not answered the call within the SDK's 10 seconds. With authorize, the person may still be reading the consent screen, and the event can still come.",
    remedy:
      'Wait for the event, as authorize of zoom-pkce does. If none comes, check that "onAuthorized" is among the capabilities, and that the SDK is loaded once.',
    page: PAGES.event,
  },
  {
    pattern: /\bdoes not contain scopes?\b|\bmissing scopes?\b/i,
    id: "scopes",
    title: "A scope is missing",
    cause: "The app lacks a scope in the Marketplace, or it has changed since the person added the app.",
    remedy: "Check the app's scopes in the Marketplace. Then the person must add the app again.",
    page: errorPage("authorize_failed"),
  },
  {
    pattern: /\bcodeChallenge is required for zoomSdk\.authorize\b/i,
    id: "code_challenge_missing",
    title: "zoomSdk.authorize got no code challenge",
    cause: "codeChallenge is missing or empty.",
    remedy: "Call authorize of zoom-pkce, which makes one, or await the request that gets the backend's.",
    page: PAGES.keptVerifier,
  },
  {
    pattern: /\bYou have not provided a valid sdk version\b/i,
    id: "sdk_version",
    title: "zoomSdk.config got no version",
    cause: "The version in zoomSdk.config is missing or malformed.",
    remedy: 'Call zoomSdk.config({ capabilities, version: "0.16.0" }).',
    page: errorPage("sdk_not_configured"),
  },
  {
    pattern: /\bFailed to serialize NativeApiRequest\b/,
    id: "image_data_missing",
    title: "The SDK runs in jsdom",
    cause: "jsdom has no ImageData, which the SDK names in every call.",
    remedy: "Let a set-up file of the tests define it: globalThis.ImageData ??= class {};",
    page: PAGES.unitTests,
  },
  {
    pattern: /\bMethod then is not available in this version of Zoom Apps SDK\b/,
    id: "vitest_hangs",
    title: "A test awaits the SDK itself",
    cause: "The SDK's default export answers to `then`, so an import() of it never ends.",
    remedy: 'With Vitest, set server.deps.inline: ["@zoom/appssdk"]. Do not await or return zoomSdk.',
    page: PAGES.vitest,
  },
];

/**
 * @param {string} text
 * @returns {Explanation | undefined}
 */
export function recognizeClientRefusal(text) {
  const found = REFUSALS.find(({ pattern }) => pattern.test(text));
  if (found === undefined) return undefined;
  const { pattern, ...explanation } = found;
  return explanation;
}
