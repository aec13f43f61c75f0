// The headers of every answer. Zoom shows no page that lacks one of the four.

/** @param {{ framedByZoom: boolean }} options Whether Zoom's web client may have the page in a frame. */
export function pageHeaders({ framedByZoom }) {
  const policy = [
    "default-src 'none'",
    // The wasm is compiled from bytes that come with the script.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framedByZoom ? "'self' https://zoom.us https://*.zoom.us" : "'none'"}`,
  ];
  return {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "content-security-policy": policy.join("; "),
    "referrer-policy": "same-origin",
  };
}
