// The errors of the sign-in in the Zoom client, for `zoom-pkce explain`. The build makes them of
// src/error.rs. js/error-texts.js has fewer, because every page loads it.

export { default as CLIENT_ERROR_TEXTS } from "../../../pkg/zoom_pkce_errors.js";
