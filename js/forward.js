// `forward`: posts the authorization code and the code verifier to a backend.

import { authorize } from "./authorize.js";
import { invalidArgument, optionsOf } from "./error.js";
import { checkAuthorization } from "./forward/authorization.js";
import { post } from "./forward/post.js";
import { checkTarget } from "./forward/target.js";

/**
 * @typedef {object} ForwardFields
 * The fields that are posted by default. Their names are those of the token request (RFC 6749,
 * section 4.1.3).
 *
 * @property {string} code The authorization code.
 * @property {string} [code_verifier] The code verifier (RFC 7636, section 4.5). Missing if the
 *   backend keeps it.
 * @property {string} redirect_uri The value that the token request must repeat exactly.
 * @property {string} state The `state` that was sent.
 */

/**
 * @typedef {object} ForwardTarget
 * The backend's endpoint, and how to post to it. Only `url` is required.
 *
 * @property {string | URL} url The endpoint: an `https` URL, or `http` on this machine. A path is
 *   resolved against the page.
 * @property {"json" | "form" | undefined} [format] The encoding of the body. `"json"` by default.
 * @property {((
 *   fields: ForwardFields,
 *   authorization: import("./authorize.js").Authorization,
 * ) => unknown) | undefined} [body] Maps the fields to the content that the backend expects, or to a
 *   promise of it: any value that JSON can express or, with `"form"`, an object of strings.
 * @property {RequestInit["headers"] | null} [headers] Headers to add to the request, for instance a
 *   CSRF token. `content-type` cannot be replaced.
 * @property {RequestInit["credentials"]} [credentials] Whether cookies are sent, as in `fetch`.
 *   `"same-origin"` by default.
 * @property {number | undefined} [timeoutMs] How long the backend may take, in milliseconds, from 1
 *   to 2147483647. 30000 by default.
 * @property {AbortSignal | undefined} [signal] Ends the request when it is aborted. The
 *   authorization code may be used up by then.
 * @property {((url: string, init: RequestInit) => Promise<Response>) | undefined} [fetch] Called
 *   instead of the global `fetch`.
 */

/**
 * Posts an authorization to a backend and returns the JSON of the answer. The request is made once,
 * because an authorization code works once. Redirects are not followed, and `http` is allowed only
 * to this machine.
 *
 * @param {import("./authorize.js").Authorization} authorization The result of `authorize`.
 * @param {string | URL | ForwardTarget} target The endpoint's URL, or an object with a `url`. A
 *   path is resolved against the page.
 * @returns {Promise<any>} The parsed answer. `null` if the answer is empty.
 * @throws {ZoomPkceError} Before anything is sent: `invalid_argument`, `insecure_endpoint` or
 *   `code_expired`. After that: `network_error`, `backend_timeout`, `redirect_refused`, or, with
 *   `status` and `body`, `invalid_response`, `backend_rejected` or `invalid_grant`. At any time:
 *   `aborted`.
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
 * // A backend that expects other field names.
 * import zoomSdk from "@zoom/appssdk";
 * import { authorize, forward } from "zoom-pkce";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * let posted;
 * await forward(await authorize(zoomSdk), {
 *   url: "https://app.example.com/login",
 *   format: "form",
 *   body: ({ code, code_verifier }) => ({ zoomCode: code, verifier: code_verifier ?? "" }),
 *   // Replaces the global fetch, to show what is posted.
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
 * Calls `authorize`, then `forward`.
 *
 * @param {import("./authorize.js").ZoomSdk} zoomSdk The default export of `@zoom/appssdk`, or
 *   `window.zoomSdk` of its script tag.
 * @param {import("./authorize.js").AuthorizeOptions
 *   & { backend: string | URL | ForwardTarget }} options The options of `authorize`, and `backend`,
 *   the target of `forward`. `signal` ends both.
 * @returns {Promise<any>} The parsed answer of the backend. `null` if the answer is empty.
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
export function authorizeWithBackend(zoomSdk, options) {
  return authorizeThenForward(zoomSdk, options);
}

/**
 * Does what `authorizeWithBackend` does and reports its progress, for `zoom-pkce/react`. Not part
 * of the package's interface.
 *
 * @param {import("./authorize.js").ZoomSdk} zoomSdk
 * @param {Parameters<typeof authorizeWithBackend>[1]} options
 * @param {() => void} [onForwarding] Called after `authorize` and before `forward`.
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
