// The options of `startSimulator`: their rules and their defaults.

import { clientBehaviors } from "./behaviors.js";
import { bridges, challengeMethods, people, runningContexts, simulatedApis, userStatuses } from "./names.js";
import { DEFAULT_CLIENT_ID } from "./server/defaults.js";

/** @import { Bridge, ChallengeMethod, ClientBehavior, Person } from "./names.js" */
/** @import { RunningContext, UserStatus } from "./names.js" */

/**
 * @typedef {object} SimulatorOptions
 * The options of {@link startSimulator}. Only `server` is required.
 *
 * @property {string} server The URL of the simulated Zoom server (`zoom-pkce/simulator/server`):
 *   http or https, without query and fragment. A relative URL is resolved against the page's URL.
 * @property {string | undefined} [clientId] The app's client ID, the same as the server's. Default:
 *   `"simulated-client-id"`.
 * @property {string | undefined} [redirectUri] The redirect URI of the authorization request (RFC
 *   6749 section 4.1.1): an absolute URL, with a fragment if the app's allow list has one. Default:
 *   the URL of the app's page when it calls `authorize`, without the fragment; for a frame of
 *   another origin, the frame's `src`.
 * @property {ChallengeMethod | undefined} [challengeMethod] The challenge method of the
 *   authorization request. Default: `"plain"`. Zoom's client names no method, which means `plain`
 *   (RFC 7636 section 4.3).
 * @property {Bridge | undefined} [bridge] The native bridge that is put into this page. Default:
 *   `"android"`. Cannot be combined with `frame`.
 * @property {HTMLIFrameElement | undefined} [frame] The frame of this page that the app runs in.
 *   This page then acts as Zoom's web client.
 * @property {Person | undefined} [person] What the person does. Default: `"approve"`.
 * @property {ClientBehavior | undefined} [client] How the client behaves. Default: `"normal"`.
 * @property {UserStatus | undefined} [status] The person's status for the app. Default:
 *   `"authorized"`.
 * @property {RunningContext | undefined} [runningContext] Where in Zoom the app runs. Default:
 *   `"inMeeting"`.
 * @property {Record<string, unknown> | undefined} [answers] The answers of APIs of the SDK that the
 *   simulator does not simulate, by the name of the API, such as
 *   `{ getMeetingUUID: { meetingUUID: "1" } }`. The values must be ones that `structuredClone` can
 *   copy. Default: `{ message: "Success" }` for each, with a line on the console.
 * @property {number | undefined} [delayMs] How long the person takes, in milliseconds, from 0 to
 *   2147483647. Default: 0.
 * @property {boolean | undefined} [panel] Whether to show a small panel with these choices in a
 *   corner of the page. Default: `false`.
 */

/**
 * @typedef {object} Choices
 * The options that can be changed while the simulation runs.
 *
 * @property {Person} person What the person does when asked.
 * @property {ClientBehavior} client How the client behaves.
 * @property {UserStatus} status The person's status for the app. Setting another status changes the
 *   user's context: the client sends `onMyUserContextChange`, and then refuses all requests but
 *   `config`, `getUserContext` and `promptAuthorize` until the app calls `config` again.
 * @property {RunningContext} runningContext Where in Zoom the app runs. Setting another one sends
 *   `onRunningContextChange`.
 * @property {Record<string, unknown>} answers The answers of APIs that are not simulated.
 * @property {ChallengeMethod} challengeMethod The challenge method of the authorization request.
 * @property {number} delayMs How long the person takes, in milliseconds.
 */

/**
 * @typedef {object} Rule
 * @property {(value: any) => boolean} holds
 * @property {string} text Completes the sentence "must be …".
 */

/** The longest delay of `setTimeout`. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** @type {Readonly<Record<keyof SimulatorOptions, Rule>>} */
const RULES = {
  server: {
    holds: (value) => /^https?:[^?#]*$/.test(absoluteUrl(value, location.href) ?? ""),
    text: "the URL of the simulated Zoom server: http or https, without query and fragment",
  },
  clientId: { holds: (value) => typeof value === "string" && value !== "", text: "a text that is not empty" },
  redirectUri: {
    holds: (value) => absoluteUrl(value) !== undefined,
    text: "an absolute URL",
  },
  challengeMethod: oneOf(challengeMethods),
  bridge: oneOf(bridges),
  frame: {
    holds: (value) => value?.localName === "iframe" && value.ownerDocument === document,
    text: "an <iframe> element of this page",
  },
  person: oneOf(people),
  client: oneOf(clientBehaviors),
  status: oneOf(userStatuses),
  runningContext: oneOf(runningContexts),
  answers: {
    holds: isAnswers,
    text: `an object with values that can be copied, by names of APIs other than ${simulatedApis.join(", ")}`,
  },
  delayMs: {
    holds: (value) => typeof value === "number" && value >= 0 && value <= MAX_DELAY_MS,
    text: `a number of milliseconds from 0 to ${MAX_DELAY_MS}`,
  },
  panel: { holds: (value) => typeof value === "boolean", text: "true or false" },
};

/**
 * @param {readonly string[]} names The allowed values.
 * @returns {Rule}
 */
function oneOf(names) {
  const quoted = names.map((name) => `"${name}"`).join(", ");
  return { holds: (value) => names.includes(value), text: `one of ${quoted}` };
}

/** @param {unknown} value */
function isAnswers(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  try {
    structuredClone(value);
  } catch {
    return false;
  }
  return simulatedApis.every((name) => !Object.hasOwn(value, name));
}

/**
 * @param {unknown} value
 * @param {string} [base]
 * @returns {string | undefined} `undefined` if the value is not a valid URL.
 */
function absoluteUrl(value, base) {
  if (typeof value !== "string") return undefined;
  try {
    return new URL(value, base).href;
  } catch {
    return undefined;
  }
}

/**
 * Checks the value of one option.
 *
 * @param {keyof SimulatorOptions} name
 * @param {unknown} value
 * @throws {TypeError} If the value is invalid; the message names the option and its rule.
 */
export function checkOption(name, value) {
  const { holds, text } = RULES[name];
  if (!holds(value)) throw new TypeError(`${name}: must be ${text}`);
}

/**
 * Checks the options and fills in the defaults. `redirectUri`, `bridge` and `frame` stay
 * `undefined` if they are left out: their defaults depend on the page.
 *
 * @param {SimulatorOptions} options
 * @throws {TypeError} If an option is unknown or invalid; the message names the option and its
 *   rule.
 */
export function readOptions(options) {
  if (typeof options !== "object" || options === null) throw new TypeError("options: must be an object");
  const names = /** @type {(keyof SimulatorOptions)[]} */ (Object.keys(RULES));
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(RULES, name)) {
      throw new TypeError(`${name}: must be left out: the options are ${names.join(", ")}`);
    }
  }
  for (const name of names) {
    if (name === "server" || options[name] !== undefined) checkOption(name, options[name]);
  }
  if (options.frame && options.bridge !== undefined) {
    throw new TypeError(
      "bridge: must be left out where frame is given: an app in a frame uses no native bridge",
    );
  }
  const {
    clientId = DEFAULT_CLIENT_ID,
    person = "approve",
    client = "normal",
    status = "authorized",
    runningContext = "inMeeting",
    answers = {},
    challengeMethod = "plain",
    delayMs = 0,
    panel = false,
    redirectUri,
    bridge,
    frame,
  } = options;
  const server = new URL(options.server, location.href).href.replace(/\/$/, "");
  /** @type {Choices} */
  const choices = { person, client, status, runningContext, answers, challengeMethod, delayMs };
  return { server, clientId, redirectUri, bridge, frame, panel, choices };
}
