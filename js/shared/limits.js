// The limits, defaults and lifetimes of the package, each with its unit in its name. `src/` has its
// own home for those that the wasm checks; a test compares the two. Products and sums are written
// out: esbuild leaves unused ones in a page's bundle.

// --- What a sign-in carries

/** The longest authorization code that is accepted, in characters. RFC 6749 sets no limit. */
export const MAX_CODE_CHARS = 4096;

/** The longest `state` that is accepted, in characters. RFC 6749 sets no limit. */
export const MAX_STATE_CHARS = 4096;

/** The shortest code verifier, in characters (RFC 7636 section 4.1). */
export const MIN_CODE_VERIFIER_CHARS = 43;

/** The longest code verifier, in characters (RFC 7636 section 4.1). */
export const MAX_CODE_VERIFIER_CHARS = 128;

/** The form of a code verifier: unreserved characters only (RFC 7636 section 4.1). */
export const CODE_VERIFIER_PATTERN = /* @__PURE__ */ new RegExp(
  `^[A-Za-z0-9\\-._~]{${MIN_CODE_VERIFIER_CHARS},${MAX_CODE_VERIFIER_CHARS}}$`,
);

/** How long `authorize` waits for the person by default. */
export const AUTHORIZE_TIMEOUT_MS = 300_000;

/**
 * How long an authorization code lives at most: 10 minutes, by Zoom's older pages. An older code is
 * dead.
 */
export const CODE_LIFETIME_MS = 600_000;

/**
 * How long an authorization code lives at least: 5 minutes, by Zoom's page of OAuth error messages
 * (4733) and another one. An older code is suspect.
 */
export const SHORTEST_CODE_LIFETIME_MS = 300_000;

/**
 * How long a code verifier that the backend keeps is valid by default: the person's time and the
 * code's.
 */
export const KEPT_CODE_VERIFIER_LIFETIME_MS = 900_000;

/** How long a code verifier waits in the browser for Zoom's answer, outside the Zoom client. */
export const BROWSER_CODE_VERIFIER_LIFETIME_MS = 600_000;

/** How long a popup waits for its page to take the answer. */
export const HAND_OVER_TIMEOUT_MS = 5_000;

// --- Requests

/** How long the page waits for the app's backend by default. */
export const BACKEND_TIMEOUT_MS = 30_000;

/** How long the backend waits for Zoom, and for the application's own stores, by default. */
export const ZOOM_TIMEOUT_MS = 10_000;

/** The longest time-out that is accepted: what `setTimeout` can count. */
export const MAX_TIMEOUT_MS = 2_147_483_647;

/**
 * The largest body that the backend's and the simulated Zoom's endpoints read: the longest code, redirect URI and state, of
 * 4096 characters each, percent-encoded, and the rest of the form.
 */
export const MAX_BODY_BYTES = 40_960;

/**
 * The longest app context that is decrypted, in characters: the size of all headers that Node
 * accepts together.
 */
export const MAX_APP_CONTEXT_CHARS = 16_384;

/** The largest answer of Zoom's that is read. */
export const MAX_ANSWER_BYTES = 1_048_576;

// --- Tokens

/** The longest access or refresh token that is accepted, in characters. */
export const MAX_TOKEN_CHARS = 8192;

/** How long an access token lives if Zoom's answer does not say it. */
export const ACCESS_TOKEN_LIFETIME_MS = 3_600_000;

/** How long before its end an access token is renewed by default. */
export const RENEW_BEFORE_MS = 60_000;

/**
 * The longest `renewBeforeMs` that is accepted: less than a token's life, so that a new token is
 * used at all.
 */
export const MAX_RENEW_BEFORE_MS = 3_000_000;
