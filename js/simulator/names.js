// What can be chosen, by name.

/**
 * @typedef {"approve" | "decline" | "ignore"} Person
 * What the person does when asked: `approve`, `decline`, or `ignore` (leaves the screen open and never answers).
 */

/**
 * @typedef {"authorized" | "authenticated" | "unauthenticated"} UserStatus
 * What `getUserContext` says of the person: has added the app (`authorized`), is signed in to Zoom only
 * (`authenticated`), or neither (`unauthenticated`). The last two are guest mode.
 */

/**
 * @typedef {"android" | "webview2" | "webkit"} Bridge
 * Which of the Zoom clients' native bridges is put into the page: that of Android, of Windows (WebView2), or of macOS and
 * iOS (WebKit).
 */

/**
 * @typedef {"plain" | "S256"} ChallengeMethod
 * The challenge method of RFC 7636.
 */

/**
 * @typedef {"normal" | "event-first" | "no-answer" | "event-twice" | "no-code" | "no-state" | "other-state"
 *   | "null-event" | "text-event" | "number-fields" | "huge-field" | "refuse" | "refuse-prompt"
 *   | "no-status" | "old-client"} ClientBehavior
 * How the client behaves:
 *
 * - `normal`: answers `authorize`, then, after `delayMs`, sends the event
 * - `event-first`: sends the event before it answers `authorize`
 * - `no-answer`: never answers `authorize`, so that the SDK gives up after 10 s; the event still comes after `delayMs`
 * - `event-twice`: sends the same event twice
 * - `no-code`, `no-state`, `other-state`: sends an event without `code`, without `state`, with a foreign `state`
 * - `null-event`, `text-event`: sends `null`, or a text, where the event's object belongs
 * - `number-fields`, `huge-field`: sends numbers in place of texts, or a `code` of a million characters
 * - `refuse`: refuses `authorize` with an error
 * - `refuse-prompt`: refuses `promptAuthorize` with an error
 * - `no-status`: leaves the status out of `onMyUserContextChange`, as the SDK's own type of that event does
 * - `old-client`: knows neither `authorize` nor `onAuthorized`; `config` says so in `unsupportedApis`
 */

/**
 * Every {@link Person}, for tests that go through all of them.
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
 * Every {@link UserStatus}, for tests that go through all of them.
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
 * Every {@link Bridge}, for tests that go through all of them.
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
