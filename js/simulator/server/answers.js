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
 * What is known of a refusal beside its answer.
 *
 * @property {number} [errorCode] of https://developers.zoom.us/docs/integrations/oauth-error-messages/
 * @property {string} [explanation] what was wrong, where the reason doesn't say it; without a secret
 * @property {string} [shownReason] the reason without the secret in it, where it has one
 */

/** An error that becomes an answer in Zoom's shape: `reason`, `error`, and `errorCode` where Zoom has a number for it. */
export class ZoomAnswer extends Error {
  /** @type {Record<string, string>} */
  headers;

  /**
   * @param {number} status
   * @param {string} error
   * @param {string} reason
   * @param {RefusalDetails} [details]
   */
  constructor(status, error, reason, { errorCode, explanation, shownReason = reason } = {}) {
    super(reason);
    this.status = status;
    this.error = error;
    this.errorCode = errorCode;
    this.explanation = explanation;
    this.shownReason = shownReason;
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

/** The same in the shape of Zoom's API, which is another than that of its OAuth endpoints. */
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
 * Wrong client credentials. Zoom's page of errors has 4702 and 4704 for them; what its token endpoint is seen to answer
 * is this, without a number.
 *
 * @param {string} explanation
 */
export const invalidClient = (explanation) =>
  new ZoomAnswer(400, "invalid_client", "Invalid client_id or client_secret", { explanation });
