// `authorize`: runs the in-client flow, which is in src/flow/, and returns its result as a promise.

import { callWasm, fromWasm, whenLoaded } from "./wasm.js";

/**
 * @typedef {object} ZoomSdk
 * The part of `@zoom/appssdk` that this package uses: its default export, or `window.zoomSdk` of
 * the script tag. The type is structural, so every version from 0.16.0 on fits.
 *
 * @property {(options: { codeChallenge: string, state?: string }) => Promise<unknown>} authorize
 *   Requests an authorization code
 *   (https://appssdk.zoom.us/classes/ZoomSdk.ZoomSdk.html#authorize).
 * @property {(event: any, listener: (event: any) => void) => void} addEventListener Adds a listener
 *   for `onAuthorized` or `onMyUserContextChange`.
 * @property {(event: any, listener: (event: any) => void) => void} removeEventListener Removes a
 *   listener.
 * @property {() => Promise<any>} [getUserContext] Called after the client has refused `authorize`,
 *   to tell guest mode from other causes.
 * @property {() => Promise<unknown>} [promptAuthorize] Called in guest mode, if the option
 *   `reconfigure` is given.
 */

/**
 * @typedef {object} Authorization
 * The result of the person's consent. It is a plain object that survives `JSON.stringify`. Treat it
 * as a secret.
 *
 * @property {string} code The authorization code, 1 to 4096 characters. It works once, for 10
 *   minutes.
 * @property {string} [codeVerifier] The code verifier, 43 to 128 characters (RFC 7636, section
 *   4.1). Missing if the backend keeps it.
 * @property {import("./pkce.js").CodeChallengeMethod} [codeChallengeMethod] The method of the code
 *   challenge. Missing if the backend made the challenge.
 * @property {string} redirectUri The value that the token request must repeat exactly as
 *   `redirect_uri` (RFC 6749, section 4.1.3).
 * @property {string} state The `state` that was sent.
 * @property {number} receivedAt The time at which the event was received, in milliseconds since the
 *   epoch.
 */

/**
 * @typedef {object} AuthorizeOptions
 * Options for `authorize`. All are optional.
 *
 * @property {import("./pkce.js").CodeChallengeMethod | undefined} [codeChallengeMethod] The method
 *   of the code challenge. `"plain"` by default: Zoom's in-client flow supports nothing else today.
 *   There is no fallback from one method to the other (RFC 7636, section 7.2).
 * @property {string | undefined} [codeChallenge] A code challenge of 43 to 128 characters that the
 *   backend made. The backend keeps the code verifier. Cannot be combined with
 *   `codeChallengeMethod`.
 * @property {string | undefined} [state] The `state` to send: 1 to 4096 ASCII characters from space
 *   to `~` (RFC 6749, appendix A.5). By default a new one is generated.
 * @property {boolean | undefined} [requireState] Whether an event without `state` is refused.
 *   `false` by default, because some Zoom clients leave it out. In a frame it is `true` by default,
 *   because the page around it can forge an event. An event with another `state` is always refused.
 * @property {number | undefined} [timeoutMs] How long to wait for the person, in milliseconds, from
 *   1 to 2147483647. 300000 by default.
 * @property {AbortSignal | undefined} [signal] Ends the flow when it is aborted.
 * @property {{ unsupportedApis?: readonly string[] | undefined } | undefined} [config] The value
 *   that `zoomSdk.config` resolved to. If its `unsupportedApis` lists `authorize` or
 *   `onAuthorized`, `authorize` is not called and the flow continues as if the client had refused
 *   it.
 * @property {(() => unknown) | undefined} [reconfigure] Repeats the app's own call of
 *   `zoomSdk.config` and returns its promise. If it is given, a guest is asked to sign in and to
 *   add the app (`zoomSdk.promptAuthorize`), and `reconfigure` is called after each step, as Zoom
 *   requires. The capabilities must then include `getUserContext`, `promptAuthorize` and
 *   `onMyUserContextChange`. Without it, the flow of a guest ends in `guest_mode`.
 */

/**
 * Asks the Zoom client to authorize the app (`zoomSdk.authorize`) and waits for its `onAuthorized`
 * event. Call `zoomSdk.config` first, with the capabilities `authorize` and `onAuthorized`. This is
 * Zoom's in-client OAuth (https://developers.zoom.us/docs/zoom-apps/authentication/) with PKCE
 * (RFC 7636).
 *
 * Only one flow can run at a time: a client may leave the `state` out of its event, and then the
 * events of two flows cannot be told apart. When the flow ends, its listeners and its timer are
 * removed.
 *
 * @param {ZoomSdk} zoomSdk The default export of `@zoom/appssdk`, or `window.zoomSdk` of its script
 *   tag.
 * @param {AuthorizeOptions} [options] See {@link AuthorizeOptions}.
 * @returns {Promise<Authorization>} The values that the backend needs to request tokens.
 * @throws {ZoomPkceError} {@link ZoomPkceErrorCode} describes each code.
 *
 *   - Before the client is called: `wasm_load_failed`, `invalid_argument`, `random_unavailable`,
 *     `sdk_missing`, `in_progress`
 *   - If the client refuses: `sdk_not_configured`, `capability_missing`, `guest_mode`,
 *     `authorize_failed`
 *   - If the person declines: `access_denied`
 *   - If the event cannot be used: `missing_code`, `state_mismatch`
 *   - If the wait ends: `timeout`, `aborted`
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { authorize, forward } from "zoom-pkce";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * const authorization = await authorize(zoomSdk);
 * authorization.codeChallengeMethod; // => "plain"
 *
 * const user = await forward(authorization, "/api/zoom/token");
 * user.name; // => "Simulated User"
 * @example
 * // The backend has made the challenge and keeps the code verifier in its session.
 * import zoomSdk from "@zoom/appssdk";
 * import { authorize } from "zoom-pkce";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * const codeChallenge = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
 * const authorization = await authorize(zoomSdk, { codeChallenge, state: "of the session" });
 * authorization.codeVerifier; // => undefined
 * authorization.state; // => "of the session"
 */
export async function authorize(zoomSdk, options) {
  return whenLoaded(() =>
    callWasm((wasm) => wasm.authorize(zoomSdk, options)).catch((error) => {
      throw fromWasm(error);
    }),
  );
}
