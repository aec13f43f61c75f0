// What an app context holds, decrypted.

import { APP_CONTEXT_ISSUER } from "../shared/app-context.js";
import { contextExpired, unexpectedContent, wrongAudience } from "./app-context-errors.js";

/**
 * @typedef {object} AppContextFields
 * The fields of an app context that Zoom describes, as in `DecryptedAppContextResponse` of
 * `@zoom/appssdk`. Only the first five are always there.
 *
 * @property {string} typ Where the app was opened: `panel`, `meeting`, `webinar` or `chat`.
 * @property {string} aud The client ID of the app. It is the given `clientId`.
 * @property {"marketplace.zoom.us"} iss The issuer.
 * @property {number} ts When the context was made, in milliseconds since the epoch.
 * @property {number} exp When the context ends, in milliseconds since the epoch.
 * @property {string} [uid] Zoom's ID of the person who opens the app. A guest's context has none.
 * @property {string} [mid] The UUID of the meeting, if the app was opened in one.
 * @property {"host" | "co-host" | "participant" | "panelist" | "attendee"} [attendrole] The role of
 *   the person when the context was made. It may have changed since.
 * @property {string} [bmid] The UUID of the breakout room.
 * @property {string} [iid] The ID of the invitation that the app was opened through.
 * @property {string} [cid] The ID of the session, if the app was opened through an invitation to
 *   collaborate.
 * @property {string} [act] The action of the deep link that opened the app, as it was given. It may
 *   be JSON, and is text that a person can write: parse and check it.
 * @property {string} [aid] In chat: the ID of the command or button.
 * @property {string} [chid] In chat: the ID of the channel, of the group or of the other person.
 * @property {string} [msgid] In chat: the ID of the message that the app was opened from.
 * @property {string} [tid] In chat: the ID of the thread.
 * @property {string} [of] In chat: the feature that opened the app.
 * @property {string} [trid] In chat: the ID of the person's interaction.
 */

/**
 * @typedef {AppContextFields & { [field: string]: unknown }} AppContext
 * What an app context holds. Fields that are not described are kept as they are.
 */

/** The fields that may be missing. All are texts. @type {ReadonlyArray<keyof AppContextFields>} */
const OPTIONAL_FIELDS = [
  "uid",
  "mid",
  "attendrole",
  "bmid",
  "iid",
  "cid",
  "act",
  "aid",
  "chid",
  "msgid",
  "tid",
  "of",
  "trid",
];

/**
 * Parses and checks a decrypted context.
 *
 * @param {Uint8Array} bytes JSON in UTF-8.
 * @param {{ clientId: string, now: number }} expected The client ID of the app, and the time in
 *   milliseconds since the epoch.
 * @returns {AppContext} Described fields that are empty or of the wrong type are left out.
 * @throws {ZoomTokenError} `invalid_context`, `wrong_audience` or `context_expired`
 */
export function readClaims(bytes, { clientId, now }) {
  const claims = parseObject(bytes);
  if (claims.iss !== APP_CONTEXT_ISSUER) {
    throw unexpectedContent(`the issuer (iss) is not ${APP_CONTEXT_ISSUER}`);
  }
  if (!isNonEmptyString(claims.aud)) throw unexpectedContent("the audience (aud) is missing");
  for (const name of ["exp", "ts"]) {
    if (!Number.isFinite(claims[name])) throw unexpectedContent(`the time ${name} is missing`);
  }
  if (!isNonEmptyString(claims.typ)) throw unexpectedContent("the type (typ) is missing");
  if (claims.aud !== clientId) throw wrongAudience();
  if (now >= /** @type {number} */ (claims.exp)) throw contextExpired();
  for (const name of OPTIONAL_FIELDS) {
    if (!isNonEmptyString(claims[name])) delete claims[name];
  }
  return /** @type {AppContext} */ (claims);
}

/**
 * @param {Uint8Array} bytes
 * @returns {Record<string, unknown>}
 * @throws {ZoomTokenError} `invalid_context`. It has no cause: the parser's message shows the text.
 */
function parseObject(bytes) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw unexpectedContent("the decrypted app context is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw unexpectedContent("the decrypted app context is not a JSON object");
  }
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isNonEmptyString = (value) => typeof value === "string" && value !== "";
