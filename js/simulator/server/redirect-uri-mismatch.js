// Zoom's refusal of a redirect URI that is not on the allow list, which the simulated server gives
// and the simulated client and the command explain.

export const REDIRECT_URI_MISMATCH = "Redirect URI mismatch.";

/** Zoom's number for it. */
export const REDIRECT_URI_MISMATCH_CODE = 4709;
