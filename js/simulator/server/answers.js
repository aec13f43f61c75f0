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

/** An error that becomes an answer in Zoom's shape: `reason`, `error`, and `errorCode` where Zoom has a number for it. */
export class ZoomAnswer extends Error {
  /**
   * @param {number} status
   * @param {string} error
   * @param {string} reason
   * @param {number} [errorCode] of https://developers.zoom.us/docs/integrations/oauth-error-messages/
   */
  constructor(status, error, reason, errorCode) {
    super(reason);
    this.status = status;
    this.error = error;
    this.errorCode = errorCode;
  }

  /** @returns {Response} */
  toResponse() {
    const { status, error, message: reason, errorCode } = this;
    const challenge = status === 401 ? { "www-authenticate": 'Basic realm="zoom"' } : undefined;
    return json(status, { reason, error, ...(errorCode !== undefined && { errorCode }) }, challenge);
  }
}

/** @param {string} reason */
export const invalidRequest = (reason) => new ZoomAnswer(400, "invalid_request", reason);
