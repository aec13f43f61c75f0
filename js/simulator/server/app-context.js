// The header `x-zoom-app-context`, with which Zoom requests an app's page: who opens the app, and
// where.

import { APP_CONTEXT_ISSUER } from "../../shared/app-context.js";
import { check, isRecord } from "./check.js";
import {
  APP_CONTEXT_LIFETIME_MS,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  DEFAULT_USER_ID,
} from "./defaults.js";
import { seal } from "./seal-app-context.js";

/**
 * @typedef {object} AppContextInput
 * The fields of a context to encrypt, as the SDK's type `DecryptedAppContextResponse` describes
 * them. A field that is `undefined` is left out. Other fields are allowed.
 *
 * @property {string | undefined} [typ] Where the app is opened: `panel`, `meeting`, `webinar` or
 *   `chat`. Default: `panel`.
 * @property {string | undefined} [uid] The ID of the person. `undefined` stands for a guest.
 *   Default: `simulated-user-id`.
 * @property {string | undefined} [mid] The meeting's UUID.
 * @property {string | undefined} [aud] The app's client ID. Default: the option `clientId`.
 * @property {string | undefined} [iss] The issuer. Default: `marketplace.zoom.us`.
 * @property {number | undefined} [ts] When the context was made, in milliseconds since 1970.
 *   Default: now.
 * @property {number | undefined} [exp] When the context expires, in milliseconds since 1970.
 *   Default: two minutes after `ts`.
 * @property {string | undefined} [attendrole] The person's role, such as `host` or `participant`.
 * @property {string | undefined} [act] The action of the deep link that has opened the app.
 */

/**
 * @typedef {object} EncryptAppContextOptions
 * The app that a context is for. All are optional.
 *
 * @property {string | undefined} [clientId] The app's client ID. Default: `simulated-client-id`.
 * @property {string | undefined} [clientSecret] The app's client secret, whose SHA-256 is the key.
 *   Default: `simulated-client-secret`.
 */

export const APP_CONTEXT_HEADER = "x-zoom-app-context";

/**
 * Encrypts a context as the value of the header `x-zoom-app-context`, as Zoom does: AES-256-GCM
 * with the SHA-256 of the client secret as key, in base64.
 *
 * @param {AppContextInput & Record<string, unknown>} [context] The fields. All have a default that
 *   opens the app as the simulated person, in Zoom's main window, now.
 * @param {EncryptAppContextOptions} [options] The app. The defaults are those of
 *   `createSimulatedZoom`.
 * @returns {Promise<string>} The value of the header, in base64.
 * @throws {TypeError} If the context is not an object that JSON can express, or if an option is
 *   unknown or invalid; the message names it and its rule.
 *
 * @example
 * // Requests a page of the app as Zoom does when a person opens the app in a meeting.
 * import { encryptAppContext } from "zoom-pkce/simulator/server";
 *
 * const context = { typ: "meeting", mid: "a-meeting", attendrole: "host" };
 * const header = await encryptAppContext(context, { clientSecret: "simulated-client-secret" });
 * header; // => /^[A-Za-z0-9+\/]{300,}=*$/
 * const headers = { "x-zoom-app-context": header };
 * const request = new Request("http://localhost:3000/", { headers });
 */
export async function encryptAppContext(context = {}, options = {}) {
  check(isRecord(context), "the context", "must be an object");
  check(isRecord(options), "the options of encryptAppContext", "must be an object");
  const { clientId = DEFAULT_CLIENT_ID, clientSecret = DEFAULT_CLIENT_SECRET, ...unknown } = options;
  for (const name of Object.keys(unknown)) check(false, name, "must be left out: there is no such option");
  check(isText(clientId), "clientId", "must be a non-empty text");
  check(isText(clientSecret), "clientSecret", "must be a non-empty text");

  const { ts = Date.now() } = context;
  const defaults = { typ: "panel", uid: DEFAULT_USER_ID, aud: clientId, iss: APP_CONTEXT_ISSUER, ts };
  const exp = Number(ts) + APP_CONTEXT_LIFETIME_MS;
  const content = JSON.stringify({ ...defaults, exp, ...context });
  return (await seal(content, { clientSecret })).toString("base64");
}

/** @param {unknown} value */
const isText = (value) => typeof value === "string" && value !== "";
