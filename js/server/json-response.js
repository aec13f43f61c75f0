// The answers of the backend's endpoints: JSON that no cache keeps.

const HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/**
 * Creates a JSON answer that no cache keeps.
 *
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers] Added to the answer's own.
 * @returns {Response}
 * @throws {TypeError} If JSON cannot hold the body.
 */
export function jsonResponse(status, body, headers = {}) {
  const text = JSON.stringify(body);
  return new Response(text, {
    status,
    headers: { "content-type": "application/json", ...HEADERS, ...headers },
  });
}

/**
 * Creates the error answer for a refusal, in the shape of RFC 6749 section 5.2.
 *
 * @param {import("./request-checks.js").Refusal} refusal
 * @returns {Response}
 */
export function refusalResponse({ status, error, description, hint, headers }) {
  const text = hint === undefined ? description : `${description} ${hint}`;
  return jsonResponse(status, { error, error_description: text }, headers);
}

/**
 * Copies an answer and tells caches not to keep it.
 *
 * @param {Response} response
 * @returns {Response} With the status, headers and body of the answer.
 */
export function withoutCaching(response) {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
