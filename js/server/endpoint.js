// What the backend's endpoints have in common: they answer every request, and never throw for one.

import { forLog } from "./callbacks.js";
import { refusalResponse } from "./json-response.js";
import { Refusal, checkRequest } from "./request-checks.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { Secrets } from "./callbacks.js" */

/**
 * Creates an endpoint from the function that handles its requests.
 *
 * @param {(request: Request, secrets: Secrets) => Promise<Response>} handle Throws a
 *   {@link Refusal} for a request that is at fault. Anything else that it throws is the backend's
 *   fault: it is reported, without the secrets that it has collected, and answered with
 *   `server_error`.
 * @param {(error: unknown) => Promise<void>} report Never rejects.
 * @param {string} failure The description of `server_error`.
 * @returns {(request: Request) => Promise<Response>} Rejects with `invalid_argument` if it is given
 *   anything but a `Request`: such a caller cannot use a `Response`.
 */
export function createEndpoint(handle, report, failure) {
  return async (request) => {
    checkRequest(request);
    /** @type {Secrets} */
    const secrets = [];
    try {
      return await handle(request, secrets);
    } catch (error) {
      return refusalResponse(await reportedRefusal(error, secrets, report, failure));
    }
  };
}

/**
 * Reports what a handler has thrown, if the fault may be the backend's.
 *
 * @param {unknown} error A {@link Refusal}, or anything else.
 * @param {Secrets} secrets What the report must not show.
 * @param {(error: unknown) => Promise<void>} report
 * @param {string} failure The description of `server_error`.
 * @returns {Promise<Refusal>} The refusal; `server_error` for anything else.
 */
export async function reportedRefusal(error, secrets, report, failure) {
  if (error instanceof Refusal) {
    if (error.isReported) await report(refusalError(error));
    return error;
  }
  await report(forLog(error, secrets));
  return new Refusal(500, "server_error", failure);
}

/**
 * @param {Refusal} refusal
 * @returns {ZoomTokenError} The same, for a log or for the application.
 */
export const refusalError = ({ error, description, hint }) =>
  new ZoomTokenError(error, { reason: description, hint });
