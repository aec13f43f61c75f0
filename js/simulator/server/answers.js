// The answers of the endpoints: JSON, and refusals in the formats of Zoom.

import { html, page } from "./page.js";

/**
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 * @returns {Response}
 */
export function json(status, body, headers = {}) {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "cache-control": "no-store", "content-type": "application/json;charset=UTF-8", ...headers },
  });
}

/**
 * @typedef {object} RefusalDetails
 * Facts about a refusal that are not in its answer.
 *
 * @property {number | undefined} [errorCode] Zoom's number for the error
 *   (https://developers.zoom.us/docs/integrations/oauth-error-messages/).
 * @property {string | undefined} [explanation] What was wrong, if the reason does not say it. Contains no
 *   secret.
 * @property {string | undefined} [loggedReason] The reason for the log, if the reason in the answer has a
 *   secret.
 */

/** A refusal by an OAuth endpoint. Its body is `{ reason, error, errorCode? }`, as at Zoom. */
export class ZoomAnswer extends Error {
  /** @type {Record<string, string>} */
  headers;

  /**
   * @param {number} status
   * @param {string} error
   * @param {string} reason
   * @param {RefusalDetails} [details]
   */
  constructor(status, error, reason, { errorCode, explanation, loggedReason = reason } = {}) {
    super(reason);
    this.status = status;
    this.error = error;
    this.errorCode = errorCode;
    this.explanation = explanation;
    this.loggedReason = loggedReason;
    this.headers = status === 401 ? { "www-authenticate": 'Basic realm="zoom"' } : {};
  }

  /** @returns {unknown} */
  get body() {
    const { error, message: reason, errorCode } = this;
    return { reason, error, ...(errorCode !== undefined && { errorCode }) };
  }

  /** @returns {Response} */
  toResponse() {
    return json(this.status, this.body, this.headers);
  }
}

/**
 * A refusal of Zoom's client. Its body has the explanation too, because the simulated client is its
 * only reader and shows it on the page's console.
 */
export class InClientAnswer extends ZoomAnswer {
  /** @override */
  get body() {
    const { explanation } = this;
    return { .../** @type {object} */ (super.body), ...(explanation !== undefined && { explanation }) };
  }
}

/** A refusal on the web, as a page. The person is the developer, so the page has the explanation. */
export class PageAnswer extends ZoomAnswer {
  /** @override */
  toResponse() {
    const { status, error, message: reason, explanation } = this;
    const content = html`<p><code>${error}</code>: ${reason}</p>
      ${explanation === undefined ? "" : html`<p>${explanation}</p>`}`;
    return page(status, { title: "This request was refused", content });
  }
}

/** A refusal on the web that the app gets, at its redirect URI (RFC 6749 section 4.1.2.1). */
export class RedirectAnswer extends ZoomAnswer {
  /**
   * @param {string} location The redirect URI, with the error.
   * @param {string} error
   * @param {string} reason For the log.
   */
  constructor(location, error, reason) {
    super(302, error, reason);
    this.location = location;
  }

  /** @override */
  toResponse() {
    const headers = { location: this.location, "cache-control": "no-store" };
    return new Response(null, { status: this.status, headers });
  }
}

/** A refusal by an endpoint of Zoom's API. Its body is `{ code, message }`. */
export class ApiAnswer extends ZoomAnswer {
  /**
   * @param {number} status
   * @param {number} code
   * @param {string} message
   * @param {string} explanation
   */
  constructor(status, code, message, explanation) {
    super(status, String(code), message, { explanation });
    this.code = code;
    this.headers = {};
  }

  /** @override */
  get body() {
    return { code: this.code, message: this.message };
  }
}

/**
 * @param {string} reason
 * @param {string} [explanation]
 */
export const invalidRequest = (reason, explanation) =>
  new ZoomAnswer(400, "invalid_request", reason, { explanation });

/**
 * The refusal of wrong client credentials. Zoom's table of errors has the numbers 4702 and 4704 for
 * them, but its token endpoint answers without a number.
 *
 * @param {string} explanation
 */
export const invalidClient = (explanation) =>
  new ZoomAnswer(400, "invalid_client", "Invalid client_id or client_secret", { explanation });
