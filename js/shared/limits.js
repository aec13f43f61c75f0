// Limits, lifetimes and default time-outs that the page, the server and the simulator share. Those
// that src/ has too are compared with it by a test.

/** The length of the longest code, state and redirect URI, in characters. */
export const MAX_TEXT_CHARS = 4096;

/** How long Zoom accepts an authorization code, in milliseconds. */
export const CODE_LIFETIME_MS = 600_000;

/** How long a backend may take by default, in milliseconds. */
export const BACKEND_TIMEOUT_MS = 30_000;

/** The longest delay of a timer, in milliseconds. */
export const MAX_TIMEOUT_MS = 2_147_483_647;

/** A code verifier: 43 to 128 unreserved characters (RFC 7636, section 4.1). */
export const CODE_VERIFIER = /^[\w.~-]{43,128}$/;
