import {
  CODE_RULE,
  CODE_VERIFIER_RULE,
  checkCredential,
  checkFunction,
  checkOptionalFunction,
  checkOptions,
  checkOrigins,
  checkRedirectUris,
  checkTimeout,
  checkTokenUrl,
  isCode,
  isCodeVerifier,
} from "./arguments.js";
import { exchangeCode } from "./exchange-code.js";
import { errorResponse, jsonResponse, withoutCaching } from "./json-response.js";
import {
  Refusal,
  checkContentType,
  checkMethod,
  checkOrigin,
  checkRequest,
  invalidRequest,
  readFields,
} from "./request-checks.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { KeptCodeVerifier } from "./challenge-handler.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} TokenFields
 * The fields that `forward` of `zoom-pkce` posts, checked.
 *
 * @property {string} code the authorization code
 * @property {string} [code_verifier] absent where the backend keeps the code verifier
 * @property {string} redirect_uri one of `allowedRedirectUris`
 * @property {string} [state] as the page sent it. It is the page that compared it with the event's
 */

/**
 * @typedef {object} TokenContext
 * What `onTokens` gets beside the tokens.
 *
 * @property {Request} request the page's request, for its cookies and headers; its body has been read
 * @property {string | undefined} [state] as the page sent it
 * @property {string} redirectUri the page that signed in: one of `allowedRedirectUris`
 */

/**
 * @typedef {string | KeptCodeVerifier | null | undefined} GivenCodeVerifier
 * What `getCodeVerifier` gives: all that was kept, the code verifier alone, or nothing where nothing is kept.
 */

/**
 * @typedef {object} TokenHandlerOptions
 * What {@link createTokenHandler} takes.
 *
 * @property {string} clientId the app's client ID
 * @property {string} clientSecret the app's client secret
 * @property {ReadonlyArray<string>} allowedRedirectUris the pages that may call `authorize`, each exactly as in the event's
 *   `redirectUri`
 * @property {(tokens: Tokens, context: TokenContext) => unknown} onTokens keeps the tokens (in a session, a database) and
 *   gives back what the page gets: a plain object, `undefined` for `{}`, or a `Response`, or a promise of one. The
 *   access or the refresh token anywhere in the object, or in the body of the `Response`, is taken for a mistake: the page
 *   gets `server_error`
 * @property {((request: Request, fields: Readonly<TokenFields>) => GivenCodeVerifier | Promise<GivenCodeVerifier>) | undefined} [getCodeVerifier]
 *   for a backend that keeps the code verifier: takes it out of the request's session, so that no second request finds it.
 *   Of what {@link createChallengeHandler} gave to keep, give all of it: then `state` and `expiresAt` are checked, before
 *   Zoom is asked. Where this is given, it alone decides and what the page sends counts only if it says so
 *   (`?? fields.code_verifier`)
 * @property {ReadonlyArray<string> | undefined} [allowedOrigins] origins of the pages that may post here, such as
 *   `https://app.example.com`; by default the endpoint's own. They are let in, nothing more: pages of another origin also
 *   need CORS headers, which are the application's to add
 * @property {string | undefined} [tokenUrl] as for `exchangeCode`
 * @property {import("./token-request.js").TokenRequestOptions["fetch"]} [fetch] as for `exchangeCode`
 * @property {number | undefined} [timeoutMs] as for `exchangeCode`
 * @property {((error: unknown) => void) | undefined} [onError] gets what the page must not see, for the backend's log: a
 *   {@link ZoomTokenError}, or what `onTokens` or `getCodeVerifier` threw
 */

const MISSING_VERIFIER =
  "code_verifier is missing. Send it with the code; a backend that keeps it supplies it with getCodeVerifier of createTokenHandler.";
const NONE_KEPT =
  "code_verifier is missing: the backend keeps none for this session. It was used, or the request came without the session's cookie. Ask for a new challenge and authorize again.";
const OTHER_STATE =
  "state is not the one that the backend keeps with the code verifier: a later challenge has taken its place, or the code is of another session. Ask for a new challenge and authorize again.";
const EXPIRED = "code_verifier has expired on the backend. Ask for a new challenge and authorize again.";

/** Zoom's numbers for a code that has expired and one that is none, whatever stands in `error` beside them. */
const CODE_REFUSED = new Set([4733, 4734]);

/** RFC 6749 appendix A.5, and as long as the page lets one be. */
const STATE = /^[\x20-\x7e]{1,4096}$/;

/**
 * Makes the endpoint that `forward` and `authorizeWithBackend` post to: it checks the request, exchanges the code and
 * hands the tokens to `onTokens`. It takes a standard `Request` and gives a standard `Response`, and never throws, but for
 * one thing: given anything but a `Request`, such as Express's, it rejects with `invalid_argument`, since a `Response` would
 * reach nobody. `onError` does not get that.
 *
 * Every answer is JSON that no cache keeps. Errors are `{ error, error_description }`:
 *
 * | status | `error` | when |
 * |---|---|---|
 * | 400 | `invalid_request` | a body that cannot be read, a field that breaks its rule (named), or no code verifier for it |
 * | 400 | `invalid_grant` | Zoom refused the code; the description lists the likely causes |
 * | 403 | `forbidden_origin` | a page of another origin (`Origin`, `Sec-Fetch-Site`) |
 * | 405 | `method_not_allowed` | not a POST |
 * | 413 | `content_too_large` | more than 8 KiB |
 * | 415 | `unsupported_media_type` | neither JSON nor a form |
 * | 500 | `server_error` | `onTokens` or `getCodeVerifier` failed |
 * | 502 | `token_request_failed` | Zoom refused something else than the code, or was not reached |
 * | 504 | `token_request_failed` | Zoom did not answer in time |
 *
 * @param {TokenHandlerOptions} options The app's own credentials, the pages that may sign in, and what to do with the tokens.
 * @returns {(request: Request) => Promise<Response>} The endpoint, for whatever routes requests.
 * @throws {ZoomTokenError} `invalid_argument`, at creation, naming the option
 *
 * @example
 * import { createTokenHandler } from "zoom-pkce/server";
 *
 * // For this example only: a real backend has its sessions where they outlive the process, and one for each visitor.
 * const sessions = new Map();
 * const handleToken = createTokenHandler({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   allowedRedirectUris: ["https://app.example.com/"],
 *   async onTokens(tokens, { request }) {
 *     sessions.set(request.headers.get("cookie"), tokens);
 *     return { scope: tokens.scope };
 *   },
 *   onError: console.error,
 * });
 *
 * // `request` is what `forward` has sent.
 * const response = await handleToken(request);
 * response.status; // => 200
 * await response.json(); // => { scope: "user:read:user zoomapp:inmeeting" }
 * sessions.size; // => 1
 */
export function createTokenHandler(options) {
  checkOptions(options, "createTokenHandler");
  const { clientId, clientSecret, onTokens, getCodeVerifier, tokenUrl, fetch, timeoutMs, onError } = options;
  checkCredential("clientId", clientId);
  checkCredential("clientSecret", clientSecret);
  checkRedirectUris(options.allowedRedirectUris);
  checkFunction("onTokens", onTokens);
  checkOptionalFunction("getCodeVerifier", getCodeVerifier);
  checkOrigins(options.allowedOrigins);
  if (tokenUrl !== undefined) checkTokenUrl(tokenUrl);
  checkOptionalFunction("fetch", fetch);
  if (timeoutMs !== undefined) checkTimeout(timeoutMs);
  checkOptionalFunction("onError", onError);
  const redirectUris = new Set(options.allowedRedirectUris);
  const origins = options.allowedOrigins && new Set(options.allowedOrigins);

  /**
   * @param {Request} request
   * @returns {Promise<Response>}
   */
  async function handle(request) {
    checkMethod(request);
    checkOrigin(request, origins);
    const fields = checkFields(await readFields(request, checkContentType(request)), redirectUris);
    const { codeVerifier, codeChallengeMethod } = getCodeVerifier
      ? checkKept(await getCodeVerifier(request, fields), fields)
      : { codeVerifier: fields.code_verifier };
    if (codeVerifier === undefined) throw invalidRequest(MISSING_VERIFIER);

    /** @type {Tokens} */
    let tokens;
    try {
      // Not ended when the page goes away: the code would be used up and the tokens lost.
      tokens = await exchangeCode({
        clientId,
        clientSecret,
        code: fields.code,
        codeVerifier,
        codeChallengeMethod,
        redirectUri: fields.redirect_uri,
        tokenUrl,
        fetch,
        timeoutMs,
      });
    } catch (error) {
      await report(error);
      return failure(error);
    }
    const result = await onTokens(tokens, { request, state: fields.state, redirectUri: fields.redirect_uri });
    return answer(result, tokens);
  }

  /** @param {unknown} error */
  async function report(error) {
    try {
      await onError?.(error);
    } catch {
      // A log that fails must not change the answer.
    }
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
      await report(error);
      return serverError();
    }
  };
}

/**
 * @param {Map<string, unknown>} body
 * @param {ReadonlySet<string>} redirectUris
 * @returns {Readonly<TokenFields>}
 */
function checkFields(body, redirectUris) {
  const code = body.get("code");
  if (!isCode(code)) throw invalidRequest(`code ${CODE_RULE}.`);
  // null is what some serializers write for a field that is not there.
  const codeVerifier = body.get("code_verifier") ?? undefined;
  if (codeVerifier !== undefined && !isCodeVerifier(codeVerifier)) {
    throw invalidRequest(`code_verifier ${CODE_VERIFIER_RULE}.`);
  }
  const redirectUri = body.get("redirect_uri");
  if (typeof redirectUri !== "string" || !redirectUris.has(redirectUri)) {
    throw invalidRequest(
      "redirect_uri must be one of allowedRedirectUris of createTokenHandler, character for character.",
    );
  }
  const state = body.get("state") ?? undefined;
  if (state !== undefined && !(typeof state === "string" && STATE.test(state))) {
    throw invalidRequest("state must be a string of 1 to 4096 printable ASCII characters.");
  }
  return Object.freeze({
    code,
    ...(codeVerifier !== undefined && { code_verifier: codeVerifier }),
    redirect_uri: redirectUri,
    ...(state !== undefined && { state }),
  });
}

/**
 * @param {unknown} given what `getCodeVerifier` gave
 * @param {Readonly<TokenFields>} fields
 * @returns {{ codeVerifier: string, codeChallengeMethod?: "plain" | "S256" }}
 */
function checkKept(given, { state }) {
  // null is what stores answer where nothing is.
  if (given === undefined || given === null) throw invalidRequest(NONE_KEPT);
  if (typeof given !== "object") return { codeVerifier: checkGivenVerifier(given) };
  const kept = /** @type {Partial<Record<keyof KeptCodeVerifier, unknown>>} */ (given);
  const codeVerifier = checkGivenVerifier(kept.codeVerifier);
  if (typeof kept.state !== "string" || kept.state === "" || typeof kept.expiresAt !== "number") {
    throw new TypeError(
      "what getCodeVerifier gave must have the state and the expiresAt that were to be kept",
    );
  }
  const method = kept.codeChallengeMethod;
  if (method !== "plain" && method !== "S256") {
    throw new TypeError("what getCodeVerifier gave must have the codeChallengeMethod that was to be kept");
  }
  if (state !== kept.state) throw invalidRequest(OTHER_STATE);
  // The other way round, NaN would never be over.
  if (!(Date.now() < kept.expiresAt)) throw invalidRequest(EXPIRED);
  return { codeVerifier, codeChallengeMethod: method };
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function checkGivenVerifier(value) {
  if (isCodeVerifier(value)) return value;
  throw new TypeError(`the code verifier that getCodeVerifier gave ${CODE_VERIFIER_RULE}`);
}

/**
 * @param {unknown} result what `onTokens` gave back
 * @param {Tokens} tokens
 * @returns {Promise<Response>}
 */
async function answer(result, tokens) {
  if (result instanceof Response) {
    const bytes = result.body && (await result.arrayBuffer());
    if (bytes) refuseTokens(new TextDecoder().decode(bytes), tokens);
    // URLs end up in logs and histories.
    refuseTokens(decoded(result.headers.get("location") ?? ""), tokens);
    return withoutCaching(new Response(bytes, result));
  }
  if (result === undefined) return jsonResponse(200, {});
  if (typeof result !== "object" || result === null || Array.isArray(result)) {
    throw new TypeError("onTokens must give back a plain object or a Response");
  }
  // As JSON it would be an empty object, and its cookies would be lost.
  if (Object.prototype.toString.call(result) === "[object Response]") {
    throw new TypeError("onTokens gave back a Response that is not of this runtime: use its own Response");
  }
  const text = JSON.stringify(result) ?? "{}";
  refuseTokens(text, tokens);
  return jsonResponse(200, JSON.parse(text));
}

/** @param {string} url percent-encoded, or not as it should be */
function decoded(url) {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/**
 * Looks in what the page would get: copies count too, and so does a token deep inside.
 *
 * @param {string} text
 * @param {Tokens} tokens
 * @returns {void}
 */
function refuseTokens(text, tokens) {
  for (const [name, token] of [
    ["access token", tokens.accessToken],
    ["refresh token", tokens.refreshToken],
  ]) {
    if (token && holds(text, token)) {
      throw new TypeError(`onTokens gave back the ${name}: give back only what the page needs, and no token`);
    }
  }
}

/**
 * @param {string} json
 * @param {string} token
 * @returns {boolean} whether it is in there: a short one, of a test, only as a whole string, since it may be in any word
 */
function holds(json, token) {
  const quoted = JSON.stringify(token);
  return json.includes(token.length < 16 ? quoted : quoted.slice(1, -1));
}

/** @returns {Response} */
const serverError = () =>
  errorResponse(500, "server_error", "The backend could not finish the sign-in; its onError has the cause.");

/**
 * @param {unknown} error what `exchangeCode` threw
 * @returns {Response} what the page may know of it
 */
function failure(error) {
  if (!(error instanceof ZoomTokenError)) return serverError();
  if (error.error === "invalid_grant" || CODE_REFUSED.has(error.zoomCode ?? 0)) {
    return errorResponse(
      400,
      "invalid_grant",
      `Zoom refused the authorization code. ${error.hint ?? ""}`.trim(),
    );
  }
  if (error.error === "timeout" && error.status === undefined) {
    return errorResponse(504, "token_request_failed", "Zoom's token endpoint did not answer in time.");
  }
  return errorResponse(
    502,
    "token_request_failed",
    "The token request to Zoom failed; onError has the cause.",
  );
}
