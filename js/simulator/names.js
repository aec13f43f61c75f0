// The choices of the simulator that have a fixed set of values: their types, and the values as
// arrays.

/**
 * @typedef {"approve" | "decline" | "ignore"} Person
 * The decision of the simulated person: approves, declines, or ignores the screen and never
 * answers.
 */

/**
 * @typedef {"authorized" | "authenticated" | "unauthenticated"} UserStatus
 * The `status` that `getUserContext` answers with: the person has added the app (`authorized`), is
 * only signed in to Zoom (`authenticated`), or is not signed in (`unauthenticated`). The last two
 * are guest mode.
 */

/**
 * @typedef {"inMeeting" | "inMainClient" | "inWebinar" | "inImmersive" | "inCollaborate"
 *   | "inCollaborateSidecar" | "inCamera" | "inChat" | "inMeetingChat" | "inPhone" | "inMail"
 *   | "inContactCenter" | "inDigitalSignage"} RunningContext
 * Where in Zoom the app runs, by the SDK's names.
 */

/**
 * @typedef {"android" | "webview2" | "webkit"} Bridge
 * The native bridge that is put into the page: that of Zoom's client on Android, on Windows
 * (WebView2), or on macOS and iOS (WebKit).
 */

/**
 * @typedef {"plain" | "S256"} ChallengeMethod
 * The code challenge method (RFC 7636 section 4.2).
 */

/**
 * @typedef {"normal" | "event-first" | "no-answer" | "event-twice" | "no-code" | "no-state"
 *   | "other-state" | "null-event" | "text-event" | "number-fields" | "huge-field" | "refuse"
 *   | "app-not-support" | "require-meeting-role" | "require-meeting-owner-role"
 *   | "not-in-guest-mode" | "missing-scopes" | "refuse-prompt" | "no-status" | "old-client" | "absent"} ClientBehavior
 * How the simulated client behaves. "The event" is `onAuthorized`.
 *
 * - `normal`: answers `authorize`, then sends the event after `delayMs`
 * - `event-first`: sends the event before it answers `authorize`
 * - `no-answer`: never answers `authorize`: the SDK stops waiting after 10 seconds, and the event
 *   is still sent after `delayMs`
 * - `event-twice`: sends the event twice
 * - `no-code`, `no-state`: sends the event without `code`, or without `state`
 * - `other-state`: sends the event with a `state` that is not the request's
 * - `null-event`, `text-event`: sends `null`, or a string, as the data of the event
 * - `number-fields`: sends the event with numbers as `code`, `state` and `redirectUri`
 * - `huge-field`: sends the event with a `code` of 1,000,000 characters
 * - `refuse`: refuses `authorize` with an error
 * - `app-not-support`: refuses `authorize` with Zoom's 80004: the app may not use it
 * - `require-meeting-role`, `require-meeting-owner-role`: refuses `authorize` with Zoom's 80012 or
 *   80003: the person has not the role
 * - `not-in-guest-mode`: refuses `authorize` with Zoom's 10284
 * - `missing-scopes`: refuses `authorize` because of the app's scopes
 * - `refuse-prompt`: refuses `promptAuthorize` with an error
 * - `no-status`: sends `onMyUserContextChange` without `status`; the SDK's type of that
 *   event has none either
 * - `old-client`: supports neither `authorize` nor `onAuthorized` nor `getAppContext`, and `config`
 *   lists them in `unsupportedApis`
 * - `absent`: there is no client, as if the page were opened in a browser: `config` rejects. It
 *   counts for the next call of `config`; in a frame, the SDK gives up after 10 seconds
 */

/**
 * Every {@link Person}, for tests that iterate over all of them.
 *
 * @example
 * import { people } from "zoom-pkce/simulator";
 *
 * people; // => ["approve", "decline", "ignore"]
 *
 * @type {readonly Person[]}
 */
export const people = Object.freeze(/** @type {const} */ (["approve", "decline", "ignore"]));

/**
 * Every {@link UserStatus}, for tests that iterate over all of them.
 *
 * @example
 * import { userStatuses } from "zoom-pkce/simulator";
 *
 * userStatuses; // => ["authorized", "authenticated", "unauthenticated"]
 *
 * @type {readonly UserStatus[]}
 */
export const userStatuses = Object.freeze(
  /** @type {const} */ (["authorized", "authenticated", "unauthenticated"]),
);

/**
 * Every {@link RunningContext}, for tests that iterate over all of them.
 *
 * @example
 * import { runningContexts } from "zoom-pkce/simulator";
 *
 * runningContexts.slice(0, 3); // => ["inMeeting", "inMainClient", "inWebinar"]
 *
 * @type {readonly RunningContext[]}
 */
export const runningContexts = Object.freeze(
  /** @type {const} */ ([
    "inMeeting",
    "inMainClient",
    "inWebinar",
    "inImmersive",
    "inCollaborate",
    "inCollaborateSidecar",
    "inCamera",
    "inChat",
    "inMeetingChat",
    "inPhone",
    "inMail",
    "inContactCenter",
    "inDigitalSignage",
  ]),
);

/**
 * Every {@link Bridge}, for tests that iterate over all of them.
 *
 * @example
 * import { bridges } from "zoom-pkce/simulator";
 *
 * bridges; // => ["android", "webview2", "webkit"]
 *
 * @type {readonly Bridge[]}
 */
export const bridges = Object.freeze(/** @type {const} */ (["android", "webview2", "webkit"]));

/**
 * Every {@link ChallengeMethod}.
 *
 * @type {readonly ChallengeMethod[]}
 */
export const challengeMethods = Object.freeze(/** @type {const} */ (["plain", "S256"]));

/** The APIs that the client simulates. */
export const simulatedApis = Object.freeze(
  /** @type {const} */ ([
    "config",
    "authorize",
    "promptAuthorize",
    "getUserContext",
    "getRunningContext",
    "getSupportedJsApis",
    "getAppContext",
  ]),
);

/** @typedef {(typeof simulatedApis)[number]} SimulatedApi */
