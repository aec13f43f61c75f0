import {
  argumentError,
  checkCodeChallengeMethod,
  checkFunction,
  checkOptionalFunction,
  checkOptions,
  checkOrigins,
} from "./arguments.js";
import { errorResponse, withoutCaching } from "./json-response.js";
import { Refusal, checkMethod, checkOrigin, checkRequest } from "./request-checks.js";

/**
 * @typedef {object} KeptCodeVerifier
 * What a backend keeps between its challenge and the code: strings and numbers only, so it survives JSON. It is a secret of
 * one session.
 *
 * @property {string} codeVerifier 43 characters (RFC 7636 section 4.1)
 * @property {"plain" | "S256"} codeChallengeMethod how the code challenge was made of it
 * @property {string} state what the page sends along with the challenge, and gets back with the code
 * @property {number} expiresAt when it stops counting, in milliseconds since the epoch
 */

/**
 * @typedef {object} ChallengeContext
 * What `keepCodeVerifier` gets beside the values.
 *
 * @property {Request} request the page's request, for its cookies and headers
 * @property {Headers} headers those of the answer: a backend that keeps its session in a cookie appends `set-cookie`
 */

/**
 * @typedef {object} ChallengeHandlerOptions
 * What {@link createChallengeHandler} takes.
 *
 * @property {(kept: KeptCodeVerifier, context: ChallengeContext) => unknown} keepCodeVerifier keeps them for this session, in
 *   the place of what the session has kept before; the answer waits for its promise. What it gives back does not count
 * @property {"plain" | "S256" | undefined} [codeChallengeMethod] `"plain"` by default, since Zoom's in-client flow supports
 *   nothing else
 * @property {ReadonlyArray<string> | undefined} [allowedOrigins] as for `createTokenHandler`
 * @property {number | undefined} [lifetimeMs] how long the code verifier may be used, in milliseconds. 900000 by default: 5
 *   minutes for the person, as `authorize` waits, and the 10 that a code lives
 * @property {((error: unknown) => void) | undefined} [onError] gets what `keepCodeVerifier` threw, for the backend's log
 */

const LIFETIME_MS = 15 * 60 * 1000;
/** RFC 7636 section 4.1 recommends 32 bytes, which are 43 characters. */
const VERIFIER_BYTES = 32;
const STATE_BYTES = 24;

/**
 * Makes the endpoint of a backend that keeps the code verifier: it makes a code verifier and a `state`, hands both to
 * `keepCodeVerifier`, and answers `{ codeChallenge, state }`, which is what `authorize` of `zoom-pkce` takes. The other half
 * is `getCodeVerifier` of {@link createTokenHandler}.
 *
 * It takes a standard `Request` and gives a standard `Response`, and never throws, but for one thing: given anything but a
 * `Request`, such as Express's, it rejects with `invalid_argument`, since a `Response` would reach nobody. It takes POST only:
 * each answer is for one sign-in, and what answers a GET may come out of a cache, or be asked for by a link. The body of the
 * request is not read.
 *
 * Every answer is JSON that no cache keeps. Errors are `{ error, error_description }`:
 *
 * | status | `error` | when |
 * |---|---|---|
 * | 403 | `forbidden_origin` | a page of another origin (`Origin`, `Sec-Fetch-Site`) |
 * | 405 | `method_not_allowed` | not a POST |
 * | 500 | `server_error` | `keepCodeVerifier` failed |
 *
 * Under `plain`, the challenge is the code verifier: the page has it either way. What a backend gains by keeping it is that a
 * code counts in the session only that asked for it, whatever a page posts.
 *
 * @param {ChallengeHandlerOptions} options Where the code verifier is kept, and how it is made.
 * @returns {(request: Request) => Promise<Response>} The endpoint, for whatever routes requests.
 * @throws {ZoomTokenError} `invalid_argument`, at creation, naming the option
 *
 * @example
 * import { createChallengeHandler, createTokenHandler } from "zoom-pkce/server";
 *
 * // For this example only: a real backend has its sessions where they outlive the process, and one for each visitor.
 * const sessions = new Map();
 * const sessionOf = (request) => request.headers.get("cookie");
 *
 * const handleChallenge = createChallengeHandler({
 *   keepCodeVerifier(kept, { request }) {
 *     sessions.set(sessionOf(request), kept);
 *   },
 * });
 * const handleToken = createTokenHandler({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   allowedRedirectUris: ["https://app.example.com/"],
 *   getCodeVerifier(request) {
 *     // Taken out: it is good for one code.
 *     const kept = sessions.get(sessionOf(request));
 *     sessions.delete(sessionOf(request));
 *     return kept;
 *   },
 *   onTokens: (tokens) => ({ scope: tokens.scope }),
 * });
 *
 * // `request` is a POST of the page.
 * const response = await handleChallenge(request);
 * const { codeChallenge, state } = await response.json();
 * codeChallenge; // => /^[\w-]{43}$/
 * sessions.get(sessionOf(request)).state === state; // => true
 *
 * // What `forward` posts with another state than the session's is refused, and the code verifier is gone.
 * (await handleToken(request)).status; // => 400
 * sessions.size; // => 0
 */
export function createChallengeHandler(options) {
  checkOptions(options, "createChallengeHandler");
  const { keepCodeVerifier, codeChallengeMethod = "plain", lifetimeMs = LIFETIME_MS, onError } = options;
  checkFunction("keepCodeVerifier", keepCodeVerifier);
  checkCodeChallengeMethod(codeChallengeMethod);
  checkOrigins(options.allowedOrigins);
  checkLifetime(lifetimeMs);
  checkOptionalFunction("onError", onError);
  const origins = options.allowedOrigins && new Set(options.allowedOrigins);

  /**
   * @param {Request} request
   * @returns {Promise<Response>}
   */
  async function handle(request) {
    checkMethod(request);
    checkOrigin(request, origins);
    const codeVerifier = randomText(VERIFIER_BYTES);
    const state = randomText(STATE_BYTES);
    const codeChallenge = codeChallengeMethod === "S256" ? await sha256(codeVerifier) : codeVerifier;
    const headers = new Headers();
    const expiresAt = Date.now() + lifetimeMs;
    await keepCodeVerifier({ codeVerifier, codeChallengeMethod, state, expiresAt }, { request, headers });
    headers.set("content-type", "application/json");
    return withoutCaching(new Response(JSON.stringify({ codeChallenge, state }), { headers }));
  }

  return async (request) => {
    // Whoever passes something else has no use for a Response either.
    checkRequest(request);
    try {
      return await handle(request);
    } catch (error) {
      if (error instanceof Refusal) {
        return errorResponse(error.status, error.error, error.description, error.headers);
      }
      try {
        await onError?.(error);
      } catch {
        // A log that fails must not change the answer.
      }
      return errorResponse(
        500,
        "server_error",
        "The backend could not make a code challenge; its onError has the cause.",
      );
    }
  };
}

/**
 * @param {unknown} value
 * @returns {void}
 */
function checkLifetime(value) {
  if (typeof value !== "number" || !(value > 0 && Number.isFinite(value))) {
    throw argumentError("lifetimeMs", "must be a number of milliseconds above 0");
  }
}

/** @param {number} bytes */
const randomText = (bytes) => base64url(crypto.getRandomValues(new Uint8Array(bytes)));

/** @param {string} text */
async function sha256(text) {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/** @param {Uint8Array} bytes */
const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
