// The in-client flow: zoomSdk.authorize and onAuthorized as one promise. The flow itself is `src/flow/`.

import * as wasm from "../pkg/zoom_pkce.js";
import { optionsOf } from "./error.js";
import { isError, toError, whenLoaded } from "./wasm.js";

/**
 * The part of `@zoom/appssdk` that is used: its default export, or `window.zoomSdk` of the script tag. Structural, so
 * that every version since 0.16.0 fits.
 *
 * @typedef {object} ZoomSdk
 * @property {(options: { codeChallenge: string, state?: string }) => Promise<unknown>} authorize
 * @property {(event: any, listener: (event: any) => void) => void} addEventListener
 * @property {(event: any, listener: (event: any) => void) => void} removeEventListener
 * @property {() => Promise<any>} [getUserContext] Asked where the client refuses, to tell guest mode from other causes.
 * @property {() => Promise<unknown>} [promptAuthorize] Called in guest mode, where `reconfigure` is given.
 */

/**
 * What a person's consent brought. A plain object that survives `JSON.stringify`; treat it as a secret.
 *
 * @typedef {object} Authorization
 * @property {string} code The authorization code: works once, for 10 minutes.
 * @property {string} [codeVerifier] Missing where the backend holds it.
 * @property {import("./pkce.js").CodeChallengeMethod} [codeChallengeMethod] Missing where the backend made the challenge.
 * @property {string} redirectUri What the token request must name as `redirect_uri`, to the letter.
 * @property {string} state The `state` that was sent.
 * @property {number} receivedAt When the event was received, in milliseconds since the epoch.
 */

/**
 * @typedef {object} AuthorizeOptions
 * @property {import("./pkce.js").CodeChallengeMethod} [codeChallengeMethod] `"plain"` by default: Zoom's in-client flow
 *   supports nothing else today. There is no fallback from one to the other (RFC 7636, section 7.2).
 * @property {string} [codeChallenge] Where the backend made the challenge and keeps the verifier. Not together with
 *   `codeChallengeMethod`.
 * @property {string} [state] A new one by default.
 * @property {boolean} [requireState] Whether an event without `state` is refused. False by default, since some Zoom
 *   clients leave it out; true by default in a frame, where whatever page is around it can forge an event. An event with
 *   another `state` is refused in any case.
 * @property {number} [timeoutMs] How long to wait for the person, in milliseconds; 300000 by default.
 * @property {AbortSignal} [signal] Ends the flow when it is aborted.
 * @property {{ unsupportedApis?: readonly string[] }} [config] What `zoomSdk.config` has resolved to. Where its
 *   `unsupportedApis` has `authorize` or `onAuthorized`, that counts as the client's refusal: `authorize` is not called.
 * @property {() => unknown} [reconfigure] Repeats the app's own call of `zoomSdk.config` and returns its promise. With it, a
 *   guest is asked to sign in and to add the app (`zoomSdk.promptAuthorize`), and this is called after each step, as Zoom
 *   demands; without it, guests end in `guest_mode`. The capabilities need `getUserContext`, `promptAuthorize` and
 *   `onMyUserContextChange` for it.
 */

/**
 * Asks the Zoom client to authorize the app (`zoomSdk.authorize`) and waits for its `onAuthorized` event. Call
 * `zoomSdk.config` first, with the capabilities `authorize` and `onAuthorized`.
 *
 * One flow at a time: a client may leave the `state` out of its event, and then nothing tells two flows apart. However
 * it ends, no listener and no timer is left behind.
 *
 * @param {ZoomSdk} zoomSdk
 * @param {AuthorizeOptions} [options]
 * @returns {Promise<Authorization>}
 * @throws {ZoomPkceError} `invalid_argument`, `random_unavailable`, `sdk_missing`, `sdk_not_configured`,
 *   `capability_missing`, `guest_mode`, `authorize_failed`, `access_denied`, `missing_code`, `state_mismatch`, `timeout`, `aborted`,
 *   `in_progress`, `wasm_load_failed`
 * @example
 * const authorization = await authorize(zoomSdk);
 * const user = await forward(authorization, "/api/zoom/token");
 */
export async function authorize(zoomSdk, options) {
  const { codeChallengeMethod, codeChallenge, state, requireState, timeoutMs, signal, config, reconfigure } =
    optionsOf(options);
  return whenLoaded(
    () =>
      new Promise((resolve, reject) => {
        wasm.authorize([
          /** @param {any} outcome */
          (outcome) => {
            const [code, codeVerifier, method, redirectUri, state, receivedAt] = outcome;
            if (isError(outcome)) reject(toError(outcome));
            else
              resolve({
                code,
                ...(codeVerifier && { codeVerifier, codeChallengeMethod: method }),
                redirectUri,
                state,
                receivedAt,
              });
          },
          wasm.happened,
          // A redirect URI has no fragment (RFC 6749, section 3.1.2).
          globalThis.location?.href?.split("#")[0],
          zoomSdk,
          codeChallengeMethod,
          codeChallenge,
          state,
          // Whatever page this one is framed by can forge an event.
          requireState ?? (globalThis.top ?? globalThis.self) !== globalThis.self,
          timeoutMs,
          signal,
          optionsOf(config, "config"),
          reconfigure,
        ]);
      }),
  );
}
