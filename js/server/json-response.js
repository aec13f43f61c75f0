const HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/**
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 * @returns {Response} JSON that no cache keeps
 * @throws {TypeError} a body that JSON cannot hold
 */
export function jsonResponse(status, body, headers = {}) {
  const text = JSON.stringify(body);
  return new Response(text, {
    status,
    headers: { "content-type": "application/json", ...HEADERS, ...headers },
  });
}

/**
 * @param {number} status
 * @param {string} error
 * @param {string} description
 * @param {Record<string, string>} [headers]
 * @returns {Response} an error in the shape of RFC 6749 section 5.2
 */
export function errorResponse(status, error, description, headers) {
  return jsonResponse(status, { error, error_description: description }, headers);
}

/**
 * @param {Response} response
 * @returns {Response} the same, and no cache keeps it
 */
export function withoutCaching(response) {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
