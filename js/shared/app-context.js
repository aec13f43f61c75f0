// The facts about an app context that the backend, which decrypts it, and the simulated Zoom, which
// makes it, share (Zoom's page "App context").

/** The issuer (`iss`) of every app context. */
export const APP_CONTEXT_ISSUER = "marketplace.zoom.us";

/** The length of the AES-GCM tag at the end of an app context, in bytes. */
export const APP_CONTEXT_TAG_BYTES = 16;
