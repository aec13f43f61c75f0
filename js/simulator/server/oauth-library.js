// The OAuth library, `@node-oauth/oauth2-server`: loading it, and making requests in its format.

/** @typedef {typeof import("@node-oauth/oauth2-server")} OAuthLibrary */

const PACKAGE = "@node-oauth/oauth2-server";

/**
 * Loads the OAuth library, an optional peer dependency of this package.
 *
 * @returns {Promise<OAuthLibrary>}
 * @throws {Error} If the library is not installed; the message has the command that installs it.
 */
export async function loadLibrary() {
  try {
    return (await import("@node-oauth/oauth2-server")).default;
  } catch (cause) {
    // If a dependency of the library is missing, its own error says more.
    const isNotFound = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND";
    if (!isNotFound || !cause.message.includes(PACKAGE)) throw cause;
    throw new Error(
      `The simulated Zoom needs the package ${PACKAGE}, which is not installed. Run: npm install --save-dev ${PACKAGE}@5`,
      { cause },
    );
  }
}

/**
 * Creates a request object of the library. The caller selects headers and parameters, so that the
 * library sees only those that Zoom's endpoint uses.
 *
 * @param {OAuthLibrary} library
 * @param {string} method
 * @param {Record<string, string | undefined>} headers
 * @param {Record<string, string | undefined>} [body] The parameters of the form.
 */
export function oauthRequest(library, method, headers, body) {
  /** @type {Record<string, string>} */
  const definedHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) definedHeaders[name] = value;
  }
  if (body !== undefined) {
    definedHeaders["content-type"] = "application/x-www-form-urlencoded";
    // The library takes this header as the sign that the request has a body.
    definedHeaders["transfer-encoding"] = "chunked";
  }
  return new library.Request({ method, headers: definedHeaders, query: {}, body });
}
