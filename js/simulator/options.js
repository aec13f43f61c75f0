// What the options must be. Every message names the option and its rule.

import { clientBehaviors } from "./behaviors.js";
import { bridges, challengeMethods, people, userStatuses } from "./names.js";

/** @import { Bridge, ChallengeMethod, Person, UserStatus, ClientBehavior } from "./names.js" */

/**
 * @typedef {object} SimulatorOptions
 * What {@link startSimulator} takes. All but `server` may be left out.
 *
 * @property {string} server The URL of the simulated Zoom server (`zoom-pkce/simulator/server`), against the page's own.
 * @property {string | undefined} [clientId] The app's client ID, as the server knows it; `"simulated-client-id"` by default.
 * @property {string | undefined} [redirectUri] The redirect URI of the request. By default the URL that the app's page has when it
 *   calls `authorize`, without the fragment. (Of a frame of another origin, that is its `src`.)
 * @property {ChallengeMethod | undefined} [challengeMethod] The challenge method that the client names to the server. Zoom's names
 *   none, which means `"plain"` (RFC 7636, section 4.3): so that is the default.
 * @property {Bridge | undefined} [bridge] Which native bridge is put into this page; `"android"` by default.
 * @property {HTMLIFrameElement | undefined} [frame] The frame that the app runs in: this page then plays the web client around it. Not
 *   together with `bridge`.
 * @property {Person | undefined} [person] What the person does; `"approve"` by default.
 * @property {ClientBehavior | undefined} [client] How the client behaves; `"normal"` by default.
 * @property {UserStatus | undefined} [status] Who the person is to the app; `"authorized"` by default.
 * @property {number | undefined} [delayMs] How long the person takes, in milliseconds; 0 by default.
 * @property {boolean | undefined} [panel] Whether a small panel in the page's corner offers these choices; false by default.
 */

/**
 * @typedef {object} Choices
 * What may be chosen anew while the simulation runs.
 *
 * @property {Person} person What the person does when asked.
 * @property {ClientBehavior} client How the client behaves.
 * @property {UserStatus} status Who the person is to the app. To set another one is a change of the user's context: the
 *   client tells the app by `onMyUserContextChange`, and refuses most requests until the app calls `config` again.
 * @property {ChallengeMethod} challengeMethod What the client names to the server.
 * @property {number} delayMs How long the person takes, in milliseconds.
 */

/**
 * @typedef {object} Rule
 * @property {(value: any) => boolean} holds
 * @property {string} rule Follows "must be".
 */

/** The longest time that `setTimeout` can wait, in milliseconds. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** @type {Readonly<Record<keyof SimulatorOptions, Rule>>} */
const RULES = {
  server: {
    holds: (value) => /^https?:[^?#]*$/.test(urlOf(value, location.href) ?? ""),
    rule: "the URL of the simulated Zoom server: http or https, without query and fragment",
  },
  clientId: { holds: (value) => typeof value === "string" && value !== "", rule: "a text that is not empty" },
  redirectUri: {
    holds: (value) => urlOf(value) !== undefined && !value.includes("#"),
    rule: "an absolute URL without fragment",
  },
  challengeMethod: oneOf(challengeMethods),
  bridge: oneOf(bridges),
  frame: {
    holds: (value) => value?.localName === "iframe" && value.ownerDocument === document,
    rule: "an <iframe> element of this page",
  },
  person: oneOf(people),
  client: oneOf(clientBehaviors),
  status: oneOf(userStatuses),
  delayMs: {
    holds: (value) => typeof value === "number" && value >= 0 && value <= LONGEST_DELAY_MS,
    rule: `a number of milliseconds from 0 to ${LONGEST_DELAY_MS}`,
  },
  panel: { holds: (value) => typeof value === "boolean", rule: "true or false" },
};

/**
 * @param {readonly string[]} names
 * @returns {Rule}
 */
function oneOf(names) {
  const quoted = names.map((name) => `"${name}"`).join(", ");
  return { holds: (value) => names.includes(value), rule: `one of ${quoted}` };
}

/**
 * @param {unknown} value
 * @param {string} [base]
 */
function urlOf(value, base) {
  if (typeof value !== "string") return undefined;
  try {
    return new URL(value, base).href;
  } catch {
    return undefined;
  }
}

/**
 * @param {keyof SimulatorOptions} name
 * @param {unknown} value
 * @throws {TypeError}
 */
export function check(name, value) {
  const { holds, rule } = RULES[name];
  if (!holds(value)) throw new TypeError(`${name}: must be ${rule}`);
}

/**
 * The options, checked and filled in; `redirectUri`, `bridge` and `frame` may be missing.
 *
 * @param {SimulatorOptions} options
 * @throws {TypeError}
 */
export function checkOptions(options) {
  if (typeof options !== "object" || options === null) throw new TypeError("options: must be an object");
  const names = /** @type {(keyof SimulatorOptions)[]} */ (Object.keys(RULES));
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(RULES, name)) {
      throw new TypeError(`${name}: must be left out: the options are ${names.join(", ")}`);
    }
  }
  for (const name of names) {
    if (name === "server" || options[name] !== undefined) check(name, options[name]);
  }
  if (options.frame && options.bridge !== undefined) {
    throw new TypeError("bridge: must be left out where frame is given: an app in a frame uses none");
  }
  const {
    clientId = "simulated-client-id",
    person = "approve",
    client = "normal",
    status = "authorized",
    challengeMethod = "plain",
    delayMs = 0,
    panel = false,
    redirectUri,
    bridge,
    frame,
  } = options;
  const server = new URL(options.server, location.href).href.replace(/\/$/, "");
  /** @type {Choices} */
  const choices = { person, client, status, challengeMethod, delayMs };
  return { server, clientId, redirectUri, bridge, frame, panel, choices };
}
