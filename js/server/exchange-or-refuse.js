// The token request of an endpoint, and the endpoint's answer if it fails.

import { exchangeCode } from "./exchange-code.js";
import { failureRefusal } from "./token-response.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { ExchangeCodeOptions } from "./exchange-code.js" */

/**
 * Exchanges a code. The request is not ended when the page or the person goes away: the code would
 * be used up and the tokens lost.
 *
 * @param {ExchangeCodeOptions} request
 * @param {(error: unknown) => Promise<void>} report Gets the error of the request.
 * @param {(error: ZoomTokenError) => ZoomTokenError} [explain] Replaces the hint of the error.
 * @returns {Promise<import("./tokens.js").Tokens>}
 * @throws {import("./request-checks.js").Refusal} If the request failed.
 */
export async function exchangeOrRefuse(request, report, explain = (error) => error) {
  try {
    return await exchangeCode(request);
  } catch (error) {
    if (!(error instanceof ZoomTokenError)) throw error;
    const explained = explain(error);
    await report(explained);
    throw failureRefusal(explained);
  }
}
