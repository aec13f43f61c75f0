// What each behaviour makes the client do otherwise.

/** @import { ClientBehavior } from "./names.js" */

/**
 * @typedef {object} Behavior
 * @property {"first" | "last" | "never"} [answers] When `authorize` is answered; `"first"` by default.
 * @property {number} [times] How often the event comes; once by default.
 * @property {(event: Record<string, unknown>) => unknown} [change] What becomes of the event.
 * @property {string} [refuses] The API that is refused.
 * @property {boolean} [omitsStatus] Whether `onMyUserContextChange` comes without a status.
 * @property {readonly string[]} [unsupported] APIs and events that the client does not know.
 */

/** Far longer than anything that Zoom sends, in characters. */
const HUGE = 1_000_000;

/** @type {Readonly<Record<ClientBehavior, Behavior>>} */
export const behaviors = Object.freeze({
  normal: {},
  "event-first": { answers: "last" },
  "no-answer": { answers: "never" },
  "event-twice": { times: 2 },
  "no-code": { change: ({ code, ...event }) => event },
  "no-state": { change: ({ state, ...event }) => event },
  "other-state": { change: (event) => ({ ...event, state: "a-state-of-another-request" }) },
  "null-event": { change: () => null },
  "text-event": { change: () => "authorized" },
  "number-fields": { change: (event) => ({ ...event, code: 42, state: 42, redirectUri: 42 }) },
  "huge-field": { change: (event) => ({ ...event, code: "x".repeat(HUGE) }) },
  refuse: { refuses: "authorize" },
  "refuse-prompt": { refuses: "promptAuthorize" },
  "no-status": { omitsStatus: true },
  "old-client": { unsupported: ["authorize", "onAuthorized"] },
});

/**
 * Every {@link ClientBehavior}, for tests that go through all of them.
 *
 * @example
 * import { clientBehaviors } from "zoom-pkce/simulator";
 *
 * clientBehaviors.slice(0, 3); // => ["normal", "event-first", "no-answer"]
 *
 * @type {readonly ClientBehavior[]}
 */
export const clientBehaviors = Object.freeze(/** @type {ClientBehavior[]} */ (Object.keys(behaviors)));
