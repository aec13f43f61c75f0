// The in-client flow: zoomSdk.authorize and onAuthorized as one promise. The flow itself is `src/flow/`.

import { callWasm, fromWasm, whenLoaded } from "./wasm.js";

/**
 * @typedef {object} ZoomSdk
 * The part of `@zoom/appssdk` that is used: its default export, or `window.zoomSdk` of the script tag. Structural, so
 * that every version since 0.16.0 fits.
 *
 * @property {(options: { codeChallenge: string, state?: string }) => Promise<unknown>} authorize Asks for an authorization
 *   code (https://appssdk.zoom.us/classes/ZoomSdk.ZoomSdk.html#authorize).
 * @property {(event: any, listener: (event: any) => void) => void} addEventListener For `onAuthorized` and
 *   `onMyUserContextChange`.
 * @property {(event: any, listener: (event: any) => void) => void} removeEventListener The same.
 * @property {() => Promise<any>} [getUserContext] Asked where the client refuses, to tell guest mode from other causes.
 * @property {() => Promise<unknown>} [promptAuthorize] Called in guest mode, where `reconfigure` is given.
 */

/**
 * @typedef {object} Authorization
 * What a person's consent brought. A plain object that survives `JSON.stringify`; treat it as a secret.
 *
 * @property {string} code The authorization code: works once, for 10 minutes.
 * @property {string} [codeVerifier] 43 to 128 characters (RFC 7636, section 4.1). Missing where the backend holds it.
 * @property {import("./pkce.js").CodeChallengeMethod} [codeChallengeMethod] Missing where the backend made the challenge.
 * @property {string} redirectUri What the token request must name as `redirect_uri`, to the letter.
 * @property {string} state The `state` that was sent.
 * @property {number} receivedAt When the event was received, in milliseconds since the epoch.
 */

/**
 * @typedef {object} AuthorizeOptions
 * How `authorize` goes about it; all may be left out.
 *
 * @property {import("./pkce.js").CodeChallengeMethod | undefined} [codeChallengeMethod] `"plain"` by default: Zoom's in-client flow
 *   supports nothing else today. There is no fallback from one to the other (RFC 7636, section 7.2).
 * @property {string | undefined} [codeChallenge] Where the backend made the challenge and keeps the verifier. Not together with
 *   `codeChallengeMethod`.
 * @property {string | undefined} [state] A new one by default.
 * @property {boolean | undefined} [requireState] Whether an event without `state` is refused. False by default, since some Zoom
 *   clients leave it out; true by default in a frame, where whatever page is around it can forge an event. An event with
 *   another `state` is refused in any case.
 * @property {number | undefined} [timeoutMs] How long to wait for the person, in milliseconds; 300000 by default.
 * @property {AbortSignal | undefined} [signal] Ends the flow when it is aborted.
 * @property {{ unsupportedApis?: readonly string[] | undefined } | undefined} [config] What `zoomSdk.config` has resolved to. Where its
 *   `unsupportedApis` has `authorize` or `onAuthorized`, that counts as the client's refusal: `authorize` is not called.
 * @property {(() => unknown) | undefined} [reconfigure] Repeats the app's own call of `zoomSdk.config` and returns its promise. With it, a
 *   guest is asked to sign in and to add the app (`zoomSdk.promptAuthorize`), and this is called after each step, as Zoom
 *   demands; without it, guests end in `guest_mode`. The capabilities need `getUserContext`, `promptAuthorize` and
 *   `onMyUserContextChange` for it.
 */

/**
 * Asks the Zoom client to authorize the app (`zoomSdk.authorize`) and waits for its `onAuthorized` event. Call
 * `zoomSdk.config` first, with the capabilities `authorize` and `onAuthorized`. This is Zoom's in-client OAuth
 * (https://developers.zoom.us/docs/zoom-apps/authentication/), with PKCE (RFC 7636).
 *
 * One flow at a time: a client may leave the `state` out of its event, and then nothing tells two flows apart. However
 * it ends, no listener and no timer is left behind.
 *
 * @param {ZoomSdk} zoomSdk The default export of `@zoom/appssdk`, or `window.zoomSdk` of its script tag.
 * @param {AuthorizeOptions} [options] How to go about it.
 * @returns {Promise<Authorization>} What the backend needs to ask for tokens.
 * @throws {ZoomPkceError} Before the client is asked: `wasm_load_failed`, `invalid_argument`, `random_unavailable`,
 *   `sdk_missing`, `in_progress`. The client refuses: `sdk_not_configured`, `capability_missing`, `guest_mode`,
 *   `authorize_failed`. The person declines: `access_denied`. The event is of no use: `missing_code`, `state_mismatch`.
 *   Nobody waits any longer: `timeout`, `aborted`. {@link ZoomPkceErrorCode} says when each of them comes.
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
