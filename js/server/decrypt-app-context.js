import { APP_CONTEXT_TAG_BYTES } from "../shared/app-context.js";
import { ZOOM_TIMEOUT_MS } from "../shared/limits.js";
import { readClaims } from "./app-context-claims.js";
import { noContext, wrongSecret } from "./app-context-errors.js";
import { readLayout } from "./app-context-layout.js";
import { argumentError, checkOptions } from "./arguments/basic.js";
import { readCredentials } from "./arguments/credentials.js";

/** @import { AppContext } from "./app-context-claims.js" */
/** @import { SealedContext } from "./app-context-layout.js" */
/** @import { AppCredentials } from "./arguments/client.js" */

/**
 * @typedef {object} AppContextOptions
 * What {@link decryptAppContext} takes besides the app's credentials.
 *
 * @property {number | undefined} [now] The time at which the context must be valid, in milliseconds
 *   since the epoch. The time of the call by default.
 */

/**
 * @typedef {AppCredentials & AppContextOptions} DecryptAppContextOptions
 * What {@link decryptAppContext} takes: the app's credentials, and the time.
 */

const OPTIONS = ["clientId", "clientSecret", "now"];

/**
 * Decrypts and checks the app context: who opens the app, and where. Zoom sends it with the request
 * for the app's Home URL, as the header `x-zoom-app-context`. `zoomSdk.getAppContext()` gives a
 * page the same text. It is AES-256-GCM, with the SHA-256 of the client secret as the key, so only
 * Zoom and the app's backend can make one. No request is sent.
 *
 * A context is valid for about two minutes, and anyone who sees it can send it again in that time.
 *
 * @param {string | null | undefined} header The value of the header, or `context` in the answer of
 *   `zoomSdk.getAppContext()`: at most 16384 characters of base64 or base64url.
 * @param {DecryptAppContextOptions} options The app's credentials, and the time.
 * @returns {Promise<AppContext>} What the context holds. A guest's has no `uid`.
 * @throws {ZoomTokenError} `no_context` if the header is missing; `invalid_context` if it does not
 *   have the form of a context, or holds something else; `wrong_secret` if it is encrypted with
 *   another client secret or was altered; `wrong_audience` if it is for another client ID;
 *   `context_expired` if its time is over; `invalid_argument` if an argument breaks a rule;
 *   `store_failed` if a function for a credential failed.
 *
 * @example
 * import { decryptAppContext } from "zoom-pkce/server";
 *
 * const app = {
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 * };
 * // `request` is the request for the app's Home URL.
 * const context = await decryptAppContext(request.headers.get("x-zoom-app-context"), app);
 * context.typ; // => "meeting"
 * context.uid; // => "simulated-user-id"
 */
export async function decryptAppContext(header, options) {
  checkOptions(options, "decryptAppContext", OPTIONS);
  const { clientId, clientSecret, now = Date.now() } = options;
  if (!Number.isFinite(now)) throw argumentError("now", "must be a number of milliseconds since the epoch");
  const app = await readCredentials({ clientId, clientSecret }, ZOOM_TIMEOUT_MS);
  const content = await decrypt(readLayout(checkedHeader(header)), app.clientSecret);
  return readClaims(content, { clientId: app.clientId, now });
}

/**
 * @param {unknown} header
 * @returns {string}
 * @throws {ZoomTokenError} `no_context`, or `invalid_argument` if it is not a text.
 */
function checkedHeader(header) {
  // null is what Headers give for a header that is missing.
  if (header === undefined || header === null || header === "") throw noContext();
  if (typeof header === "string") return header;
  throw argumentError(
    "header",
    "must be a string: the value of x-zoom-app-context, or context in the answer of zoomSdk.getAppContext()",
  );
}

/**
 * @param {SealedContext} context
 * @param {string} clientSecret
 * @returns {Promise<Uint8Array>}
 * @throws {ZoomTokenError} `wrong_secret`
 */
async function decrypt({ iv, additionalData, sealed }, clientSecret) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(clientSecret));
  const key = await crypto.subtle.importKey("raw", hash, "AES-GCM", false, ["decrypt"]);
  const algorithm = { name: "AES-GCM", iv, additionalData, tagLength: APP_CONTEXT_TAG_BYTES * 8 };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed));
  } catch {
    // All lengths are right: what is left is a tag that does not fit.
    throw wrongSecret();
  }
}
