// The endpoints that a browser is sent to. They answer every request with a redirect, with a page
// of the application's choice, or with JSON, and never throw for one.

import { createReporter, forLog } from "./callbacks.js";
import { refusalError, reportedRefusal } from "./endpoint.js";
import { refusalResponse, withoutCaching } from "./json-response.js";
import { navigationRefusal } from "./navigation.js";
import { checkRequest } from "./request-checks.js";

/** @import { Secrets } from "./callbacks.js" */
/** @import { Refusal } from "./request-checks.js" */
/** @import { ZoomTokenError } from "./zoom-token-error.js" */

/**
 * @typedef {object} InstallContext
 * What the application's functions get beside their values.
 *
 * @property {Request} request The browser's request, for its cookies and headers.
 * @property {Headers} headers Headers for the answer, whatever it becomes. A backend that keeps its
 *   session in a cookie appends `set-cookie`.
 */

/**
 * @typedef {object} DefaultAnswer
 * The answer that a person gets without `onFailure`.
 *
 * @property {number} status Its HTTP status.
 */

/**
 * @typedef {InstallContext & DefaultAnswer} FailureContext
 * What `onFailure` gets beside the error.
 */

/**
 * @typedef {string | URL | Response} Destination
 * Where the person goes: a URL, absolute or relative to `redirectUri`, or a whole `Response`.
 */

/**
 * @typedef {object} PersonOptions
 * What the person gets if a sign-in by web redirect fails, and what the backend's log gets.
 *
 * @property {((error: ZoomTokenError, context: FailureContext) => Destination | undefined
 *   | Promise<Destination | undefined>) | undefined} [onFailure]
 *   Chooses the page for a person whose sign-in has failed, or the URL of one: a page with a button
 *   to start again, not the install handler's own URL. If the session's cookie never arrives, that
 *   would not end. `error.error` is that of the endpoint's table, `error.hint` says what to do, and
 *   no property holds a secret. With `undefined` the answer is JSON. It is not called for a request
 *   that is no person's navigation (403 `navigation_required`, 405).
 * @property {((error: unknown) => void) | undefined} [onError] Gets what the person must not see,
 *   for the backend's log: a {@link ZoomTokenError}, or a copy of what a function of the
 *   application threw, in which `[redacted]` stands for the secrets of the sign-in.
 */

/**
 * Creates an endpoint from the function that handles its requests.
 *
 * @param {(context: InstallContext, secrets: Secrets) => Promise<Response>} handle Throws a
 *   {@link Refusal} for a request that is at fault. Anything else that it throws is reported,
 *   without the secrets that it has collected, and answered with `server_error`.
 * @param {PersonOptions & { baseUrl: string, failure: string }} options `failure` is the
 *   description of `server_error`.
 * @returns {(request: Request) => Promise<Response>} Rejects with `invalid_argument` if it is given
 *   anything but a `Request`.
 */
export function createRedirectEndpoint(handle, { onFailure, onError, baseUrl, failure }) {
  const report = createReporter(onError);

  /** @param {Refusal} refusal @param {InstallContext} context @param {Secrets} secrets */
  async function pageOf(refusal, context, secrets) {
    try {
      const page = await onFailure?.(refusalError(refusal), { ...context, status: refusal.status });
      if (page !== undefined) return withoutCaching(destinationOf(page, "onFailure", baseUrl));
    } catch (error) {
      await report(forLog(error, secrets));
    }
    return refusalResponse(refusal);
  }

  /** @param {InstallContext} context */
  async function answerTo(context) {
    // Not the page of onFailure: a redirect to it would be what a browser has prefetched.
    const unasked = navigationRefusal(context.request);
    if (unasked) return refusalResponse(unasked);
    /** @type {Secrets} */
    const secrets = [];
    try {
      return await handle(context, secrets);
    } catch (error) {
      return pageOf(await reportedRefusal(error, secrets, report, failure), context, secrets);
    }
  }

  return async (request) => {
    checkRequest(request);
    const context = { request, headers: new Headers() };
    return withHeaders(await answerTo(context), context.headers);
  };
}

/**
 * Makes the answer for where the person goes.
 *
 * @param {unknown} destination
 * @param {string} functionName The function of the application that gave it, for messages.
 * @param {string} baseUrl What a relative URL is relative to.
 * @returns {Response}
 * @throws {TypeError} If it is not a {@link Destination}.
 */
export function destinationOf(destination, functionName, baseUrl) {
  if (destination instanceof Response) return destination;
  const isUrl = typeof destination === "string" || destination instanceof URL;
  // The message has no URL: it may hold a secret of the application's.
  if (!isUrl || !URL.canParse(String(destination), baseUrl)) {
    throw new TypeError(`${functionName} must give back a URL or a Response of this runtime`);
  }
  const url = new URL(destination, baseUrl);
  const callback = new URL(baseUrl);
  if (url.origin === callback.origin && url.pathname === callback.pathname) {
    throw new TypeError(`${functionName} must not lead back to redirectUri: that would not end`);
  }
  return redirectTo(url.href, 303);
}

/**
 * @param {string} location An absolute URL.
 * @param {number} [status]
 * @returns {Response}
 */
export const redirectTo = (location, status = 302) => new Response(null, { status, headers: { location } });

/**
 * Completes an answer to a request whose URL may hold an authorization code.
 *
 * @param {Response} answer The headers that it has are kept.
 * @param {Headers} added
 * @returns {Response}
 */
function withHeaders(answer, added) {
  const response = withoutCaching(answer);
  const { headers } = response;
  // Some runtimes join the cookies in an iteration.
  for (const cookie of added.getSetCookie()) headers.append("set-cookie", cookie);
  added.delete("set-cookie");
  for (const [name, value] of added) if (!headers.has(name)) headers.set(name, value);
  // A page must not hand the URL on to what it loads or links to.
  headers.set("referrer-policy", "no-referrer");
  return response;
}
