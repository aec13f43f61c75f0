// Posts the authorization code and the code verifier to a backend.

import { authorize } from "./authorize.js";
import { invalidArgument, optionsOf } from "./error.js";
import { checkAuthorization } from "./forward/authorization.js";
import { post } from "./forward/post.js";
import { checkTarget } from "./forward/target.js";
import { withProgress } from "./progress.js";

/**
 * @typedef {object} ForwardFields
 * The fields that are posted by default, named as in the token request (RFC 6749, section 4.1.3).
 *
 * @property {string} code The authorization code.
 * @property {string} [code_verifier] The code verifier (RFC 7636, section 4.5). Missing if the
 *   backend keeps it.
 * @property {string} redirect_uri The redirect URI that the token request must repeat exactly.
 * @property {string} state The `state` that was sent.
 */

/**
 * @typedef {object} ForwardTarget
 * The backend's endpoint, and how to post to it.
 *
 * @property {string | URL} url An `https` URL, or `http` on this machine. A path is resolved against
 *   the page.
 * @property {"json" | "form" | undefined} [format] The format of the body; `"json"` by default.
 * @property {((fields: ForwardFields, authorization: import("./authorize.js").Authorization) => unknown) | undefined} [body]
 *   Maps the fields to those that the backend expects. Returns an object, for `"form"` with strings
 *   as its values, or a promise of one.
 * @property {RequestInit["headers"] | null | undefined} [headers] Added to the request, for instance
 *   a CSRF token.
 * @property {RequestInit["credentials"] | undefined} [credentials] `"same-origin"` by default.
 * @property {number | undefined} [timeoutMs] How long the backend may take, in milliseconds; 30000 by default.
 * @property {AbortSignal | undefined} [signal] Ends the request when it is aborted. The code may be
 *   used up by then.
 * @property {((url: string, init: RequestInit) => Promise<Response>) | undefined} [fetch] Replaces the
 *   global `fetch`.
 */

/**
 * Posts an authorization to a backend and returns the JSON of its answer; `null` for an empty answer.
 * The request is made once, since a code works once. No redirect is followed, and nothing is sent
 * over plain `http` to another machine. Zoom's newer pages give a code 5 minutes, older ones 10: a
 * code that is older than 5 is sent, and the hint of an `invalid_grant` says so. A code that is
 * older than 10 is not sent.
 *
 * @param {import("./authorize.js").Authorization} authorization The result of `authorize`.
 * @param {string | URL | ForwardTarget} target A URL, or an object with one. A path is resolved
 *   against the page.
 * @returns {Promise<any>} The parsed JSON of the answer.
 * @throws {ZoomPkceError} Nothing was sent, the backend was not reached, or it refused, and then with
 *   `status` and `body`. `docs/errors.md` has the codes in this order.
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
 * Calls `authorize` and `forward`: all that a page needs.
 *
 * @param {import("./authorize.js").ZoomSdk} zoomSdk The default export of `@zoom/appssdk`, or
 *   `window.zoomSdk` of its script tag.
 * @param {import("./authorize.js").AuthorizeOptions & { backend: string | URL | ForwardTarget }} options
 *   The options of `authorize`, and `backend`, the target of `forward`. `signal` ends both.
 * @returns {Promise<any>} The parsed JSON of the backend's answer.
 * @throws {ZoomPkceError} The errors of `authorize` and `forward`. An invalid `backend` is refused
 *   before the person is asked.
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { authorizeWithBackend } from "zoom-pkce";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * const user = await authorizeWithBackend(zoomSdk, { backend: "/api/zoom/token" });
 * user.name; // => "Simulated User"
 */
export async function authorizeWithBackend(zoomSdk, options) {
  const { backend, ...authorizeOptions } = optionsOf(options);
  const target = checkBackend(backend);
  const authorization = await authorize(zoomSdk, authorizeOptions);
  const { onProgress, signal } = authorizeOptions;
  return withProgress(onProgress, "forward", () => post(authorization, target, signal));
}

/**
 * Checks the option `backend`, a target. Not part of the package's interface.
 *
 * @param {unknown} backend
 */
export function checkBackend(backend) {
  if (backend == null) throw invalidArgument("backend: must be a URL, or an object with a url");
  return checkTarget(backend);
}
