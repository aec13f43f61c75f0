// The endpoint of a backend that keeps the code verifier: it gives the page a code challenge.

import { KEPT_CODE_VERIFIER_LIFETIME_MS } from "../shared/limits.js";
import { checkFunction, checkOptionalFunction, checkOptions } from "./arguments/basic.js";
import { checkCodeChallengeMethod, checkLifetime } from "./arguments/sign-in.js";
import { checkOrigins } from "./arguments/urls.js";
import { createReporter } from "./callbacks.js";
import { codeChallengeOf, createCodeVerifier } from "./code-verifier.js";
import { createEndpoint } from "./endpoint.js";
import { withoutCaching } from "./json-response.js";
import { checkMethod, checkOrigin } from "./request-checks.js";

/** @import { Secrets } from "./callbacks.js" */
/** @import { KeptCodeVerifier } from "./code-verifier.js" */

/**
 * @typedef {object} ChallengeContext
 * What `keepCodeVerifier` gets beside the values.
 *
 * @property {Request} request The page's request, for its cookies and headers.
 * @property {Headers} headers The headers of the answer. A backend that keeps its session in a
 *   cookie appends `set-cookie`.
 */

/**
 * @typedef {object} ChallengeHandlerOptions
 * What {@link createChallengeHandler} takes.
 *
 * @property {(kept: KeptCodeVerifier, context: ChallengeContext) => unknown} keepCodeVerifier Keeps
 *   the values for this session, and drops those that the session had before. It may return a
 *   promise, which the answer waits for. What it returns is ignored.
 * @property {"plain" | "S256" | undefined} [codeChallengeMethod] How the code challenge is made.
 *   `"plain"` by default: Zoom's in-client flow supports nothing else.
 * @property {ReadonlyArray<string> | undefined} [allowedOrigins] As for {@link createTokenHandler}.
 * @property {number | undefined} [lifetimeMs] How long the code verifier is valid, in milliseconds;
 *   900000 by default. That is 5 minutes for the person, as long as `authorize` waits, and the 10
 *   minutes that a code lives at most.
 * @property {((error: unknown) => void) | undefined} [onError] Gets a copy of what
 *   `keepCodeVerifier` threw, for the backend's log, with `[redacted]` for the code verifier and the
 *   `state`.
 */

const FAILURE = "The backend could not make a code challenge; its onError has the cause.";

const OPTIONS = ["keepCodeVerifier", "codeChallengeMethod", "allowedOrigins", "lifetimeMs", "onError"];

/**
 * Creates the endpoint of a backend that keeps the code verifier. For each request it creates a
 * code verifier and a `state`, gives both to `keepCodeVerifier`, and answers
 * `{ codeChallenge, state }`, which `authorize` of `zoom-pkce` takes. The other half is
 * `getCodeVerifier` of {@link createTokenHandler}.
 *
 * The endpoint takes a standard `Request` and resolves to a standard `Response`. It rejects in one
 * case only: if it is given anything but a `Request`, such as Express's request, with
 * `invalid_argument`. It accepts only POST: each answer is for one sign-in, and the answer to a GET
 * may come out of a cache or be requested by a link. The body of the request is not read.
 *
 * Every answer is JSON that no cache keeps. Errors are `{ error, error_description }`:
 *
 * | status | `error` | when |
 * |---|---|---|
 * | 403 | `forbidden_origin` | The page has another origin (`Origin`, `Sec-Fetch-Site`). |
 * | 405 | `method_not_allowed` | The method is not POST. |
 * | 500 | `server_error` | `keepCodeVerifier` failed. |
 *
 * Under `plain` the challenge is the code verifier, so the page has it in any case. A backend that
 * keeps it gains this: a code counts only in the session that asked for it, whatever a page posts.
 *
 * @param {ChallengeHandlerOptions} options How the code verifier is made, and where it is kept.
 * @returns {(request: Request) => Promise<Response>} The endpoint, for a router.
 * @throws {ZoomTokenError} `invalid_argument`, naming the option that breaks a rule.
 *
 * @example
 * import { createChallengeHandler, createTokenHandler } from "zoom-pkce/server";
 *
 * // For this example only: the framework's sessions, found by the cookie that it has set.
 * const sessions = new Map([["1", {}]]);
 * const idOf = ({ headers }) => /\bsession=(\w+)/.exec(headers.get("cookie"))[1];
 * const sessionOf = (request) => sessions.get(idOf(request));
 *
 * const handleChallenge = createChallengeHandler({
 *   keepCodeVerifier(kept, { request }) {
 *     sessionOf(request).zoom = kept;
 *   },
 * });
 * const handleToken = createTokenHandler({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   allowedRedirectUris: ["https://app.example.com/"],
 *   getCodeVerifier(request) {
 *     // Taken out: it is good for one code.
 *     const session = sessionOf(request);
 *     const kept = session.zoom;
 *     delete session.zoom;
 *     return kept;
 *   },
 *   onTokens: (tokens) => ({ scope: tokens.scope }),
 * });
 *
 * // `request` is a POST of the page.
 * const response = await handleChallenge(request);
 * const { codeChallenge, state } = await response.json();
 * codeChallenge; // => /^[\w-]{43}$/
 * sessionOf(request).zoom.state === state; // => true
 *
 * // What `forward` posts with another state than the session's is refused, and the code verifier
 * // is gone.
 * (await handleToken(request)).status; // => 400
 * sessionOf(request).zoom; // => undefined
 */
export function createChallengeHandler(options) {
  checkOptions(options, "createChallengeHandler", OPTIONS);
  const { keepCodeVerifier, codeChallengeMethod = "plain", onError } = options;
  const { lifetimeMs = KEPT_CODE_VERIFIER_LIFETIME_MS } = options;
  checkFunction("keepCodeVerifier", keepCodeVerifier);
  checkCodeChallengeMethod(codeChallengeMethod);
  checkOrigins(options.allowedOrigins);
  checkLifetime(lifetimeMs);
  checkOptionalFunction("onError", onError);
  const origins = options.allowedOrigins && new Set(options.allowedOrigins);

  /** @param {Request} request @param {Secrets} secrets */
  async function handle(request, secrets) {
    checkMethod(request);
    checkOrigin(request, origins);
    const kept = createCodeVerifier(codeChallengeMethod, lifetimeMs);
    const { state } = kept;
    secrets.push(kept.codeVerifier, state);
    const codeChallenge = await codeChallengeOf(kept);
    const headers = new Headers();
    await keepCodeVerifier(kept, { request, headers });
    headers.set("content-type", "application/json");
    return withoutCaching(new Response(JSON.stringify({ codeChallenge, state }), { headers }));
  }

  return createEndpoint(handle, createReporter(onError), FAILURE);
}
