const PACKAGE = "@node-oauth/oauth2-server";

/** @typedef {typeof import("@node-oauth/oauth2-server")} OAuthLibrary */

/**
 * Loads the OAuth library. It is an optional peer dependency, as only development and tests need it.
 *
 * @returns {Promise<OAuthLibrary>}
 * @throws {Error} where it is not installed, with the command that installs it
 */
export async function loadLibrary() {
  try {
    return (await import("@node-oauth/oauth2-server")).default;
  } catch (cause) {
    // Something else missing underneath is a broken installation, and says so itself.
    const missing = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND";
    if (!missing || !cause.message.includes(PACKAGE)) throw cause;
    throw new Error(
      `The simulated Zoom needs the package ${PACKAGE}, which is not installed. Run: npm install --save-dev ${PACKAGE}@5`,
      { cause },
    );
  }
}
