// The client behaviours: how each of them differs from a normal client.

/** @import { ClientBehavior } from "./names.js" */

/** @typedef {{ errorCode: string, errorMessage: string }} Refusal */

/**
 * @typedef {object} Behavior
 * @property {"first" | "last" | "never"} [answersAuthorize] When `authorize` is answered: before
 *   the event (default), after it, or never.
 * @property {number} [eventCount] How often `onAuthorized` is sent; 1 by default.
 * @property {(event: Record<string, unknown>) => unknown} [changeEvent] Replaces the data of
 *   `onAuthorized`.
 * @property {string} [refusedApi] The API whose requests are refused.
 * @property {Refusal} [refusal] Zoom's refusal, also of guests. An error that is not one of Zoom's
 *   by default.
 * @property {boolean} [omitsStatus] Whether `onMyUserContextChange` lacks its `status`.
 * @property {boolean} [isAbsent] Whether the page has no client around it.
 * @property {readonly string[]} [unsupportedApis] APIs and events that the client does not know.
 */

/** The length of the `code` of `huge-field`, far above that of Zoom's codes. */
const HUGE_FIELD_CHARS = 1_000_000;

/**
 * Returns Zoom's refusal of an API that the app or the person may not use.
 *
 * @param {number} code
 * @param {string} reason
 * @returns {Refusal}
 */
const noPermission = (code, reason) => ({
  errorCode: `${code}`,
  errorMessage: `No Permission for this API. [code:${code}, reason:${reason}]`,
});

/** Zoom's refusal of an API that is not among the app's, and of `authorize` for guests. */
export const APP_NOT_SUPPORT = noPermission(80004, "app_not_support");

/** Returns an error that is not one of Zoom's. @param {string} message @returns {Refusal} */
export const simulatedRefusal = (message) => ({
  errorCode: "80000",
  errorMessage: `${message}. [code:80000, reason:simulated]`,
});

/** @param {Refusal} refusal @returns {Behavior} */
const refusesAuthorize = (refusal) => ({ refusedApi: "authorize", refusal });

/** @type {Readonly<Record<ClientBehavior, Behavior>>} */
export const behaviors = Object.freeze({
  normal: {},
  "event-first": { answersAuthorize: "last" },
  "no-answer": { answersAuthorize: "never" },
  "event-twice": { eventCount: 2 },
  "no-code": { changeEvent: ({ code, ...event }) => event },
  "no-state": { changeEvent: ({ state, ...event }) => event },
  "other-state": { changeEvent: (event) => ({ ...event, state: "a-state-of-another-request" }) },
  "null-event": { changeEvent: () => null },
  "text-event": { changeEvent: () => "authorized" },
  "number-fields": { changeEvent: (event) => ({ ...event, code: 42, state: 42, redirectUri: 42 }) },
  "huge-field": { changeEvent: (event) => ({ ...event, code: "x".repeat(HUGE_FIELD_CHARS) }) },
  refuse: { refusedApi: "authorize" },
  "app-not-support": refusesAuthorize(APP_NOT_SUPPORT),
  "require-meeting-role": refusesAuthorize(noPermission(80012, "require_meeting_role")),
  "require-meeting-owner-role": refusesAuthorize(noPermission(80003, "require_meeting_owner_role")),
  "not-in-guest-mode": refusesAuthorize({
    errorCode: "10284",
    errorMessage: "API is not support in guest mode.",
  }),
  "missing-scopes": refusesAuthorize(simulatedRefusal("The simulated app does not contain scopes")),
  "refuse-prompt": { refusedApi: "promptAuthorize" },
  "no-status": { omitsStatus: true },
  "old-client": { unsupportedApis: ["authorize", "onAuthorized", "getAppContext"] },
  absent: { isAbsent: true },
});

/**
 * Every {@link ClientBehavior}, for tests that iterate over all of them.
 *
 * @example
 * import { clientBehaviors } from "zoom-pkce/simulator";
 *
 * clientBehaviors.slice(0, 3); // => ["normal", "event-first", "no-answer"]
 *
 * @type {readonly ClientBehavior[]}
 */
export const clientBehaviors = Object.freeze(/** @type {ClientBehavior[]} */ (Object.keys(behaviors)));
