// Posts the authorization code and the code verifier to a backend.

import { authorize } from "./authorize.js";
import { invalidArgument, optionsOf } from "./error.js";
import { checkAuthorization } from "./forward/authorization.js";
import { post } from "./forward/post.js";
import { checkTarget } from "./forward/target.js";

/**
 * @typedef {object} ForwardFields
 * What is posted by default, in the token request's own words (RFC 6749, section 4.1.3).
 *
 * @property {string} code The authorization code.
 * @property {string} [code_verifier] The code verifier (RFC 7636, section 4.5). Missing where the backend holds it.
 * @property {string} redirect_uri What the token request must name, to the letter.
 * @property {string} state The `state` that was sent.
 */

/**
 * @typedef {object} ForwardTarget
 * Where an authorization goes, and how.
 *
 * @property {string | URL} url Where to post: `https`, or `http` on this machine; a path is resolved against the page.
 * @property {"json" | "form" | undefined} [format] How the body is written; `"json"` by default.
 * @property {((fields: ForwardFields, authorization: import("./authorize.js").Authorization) => unknown) | undefined} [body] Maps the
 *   fields to whatever the backend wants: an object, for `"form"` one of strings; or a promise of it.
 * @property {RequestInit["headers"] | null} [headers] Added to the request, for instance a CSRF token.
 * @property {RequestInit["credentials"]} [credentials] `"same-origin"` by default.
 * @property {number | undefined} [timeoutMs] How long the backend may take, in milliseconds; 30000 by default.
 * @property {AbortSignal | undefined} [signal] Ends the request when it is aborted. The code may have been used by then.
 * @property {((url: string, init: RequestInit) => Promise<Response>) | undefined} [fetch] Instead of the global one.
 */

/**
 * Posts an authorization to a backend and gives back the JSON that it answers with; `null` for an empty answer. The
 * request is made once: a code works once. No redirect is followed, nothing is sent over plain `http`.
 *
 * @param {import("./authorize.js").Authorization} authorization What `authorize` gave.
 * @param {string | URL | ForwardTarget} target Where to post: a URL, or an object with one. A path is resolved against the
 *   page.
 * @returns {Promise<any>} What the backend answers, parsed.
 * @throws {ZoomPkceError} Before anything is sent: `invalid_argument`, `insecure_endpoint`, `code_expired`. Then:
 *   `network_error`, `backend_timeout`, `aborted`, `redirect_refused`, `invalid_response`, `backend_rejected` and
 *   `invalid_grant`, the last three with `status` and `body`.
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { authorize, forward } from "zoom-pkce";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * const authorization = await authorize(zoomSdk);
 * const user = await forward(authorization, {
 *   url: "/api/zoom/token",
 *   headers: { "x-csrf-token": "of the session" },
 * });
 * user.name; // => "Simulated User"
 * @example
 * // A backend with field names of its own.
 * import zoomSdk from "@zoom/appssdk";
 * import { authorize, forward } from "zoom-pkce";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * let posted;
 * await forward(await authorize(zoomSdk), {
 *   url: "https://app.example.com/login",
 *   format: "form",
 *   body: ({ code, code_verifier }) => ({ zoomCode: code, verifier: code_verifier ?? "" }),
 *   // Instead of the real one, to show what is posted.
 *   fetch: async (url, { body }) => {
 *     posted = [...new URLSearchParams(body).keys()];
 *     return Response.json({});
 *   },
 * });
 * posted; // => ["zoomCode", "verifier"]
 */
export async function forward(authorization, target) {
  const checkedTarget = checkTarget(target);
  checkAuthorization(authorization);
  return post(authorization, checkedTarget);
}

/**
 * `authorize` and `forward` in one call: all that a page needs.
 *
 * @param {import("./authorize.js").ZoomSdk} zoomSdk The default export of `@zoom/appssdk`, or `window.zoomSdk` of its script
 *   tag.
 * @param {import("./authorize.js").AuthorizeOptions & { backend: string | URL | ForwardTarget }} options Those of
 *   `authorize`, and `backend`, the target of `forward`. `signal` ends both.
 * @returns {Promise<any>} What the backend answers.
 * @throws {ZoomPkceError} What `authorize` and `forward` throw. A `backend` that is no good is refused before the person
 *   is asked.
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { authorizeWithBackend } from "zoom-pkce";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * const user = await authorizeWithBackend(zoomSdk, { backend: "/api/zoom/token" });
 * user.name; // => "Simulated User"
 */
export function authorizeWithBackend(zoomSdk, options) {
  return authorizeThenForward(zoomSdk, options);
}

/**
 * `authorizeWithBackend`, for entries that show how far it is. Not part of the package's interface.
 *
 * @param {import("./authorize.js").ZoomSdk} zoomSdk
 * @param {Parameters<typeof authorizeWithBackend>[1]} options
 * @param {() => void} [onForwarding] Called between the two.
 * @returns {Promise<any>}
 */
export async function authorizeThenForward(zoomSdk, options, onForwarding) {
  const { backend, ...authorizeOptions } = optionsOf(options);
  if (backend == null) throw invalidArgument("backend: must be a URL, or an object with a url");
  const target = checkTarget(backend);
  const authorization = await authorize(zoomSdk, authorizeOptions);
  onForwarding?.();
  return post(authorization, target, authorizeOptions.signal);
}
