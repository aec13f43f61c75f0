/**
 * Returns the headers of every answer. The Zoom client does not show a page that lacks one of them.
 *
 * @param {object} options
 * @param {boolean} options.framedByZoom Whether Zoom's web client may show the page in a frame.
 * @returns {Record<string, string>}
 */
export function pageHeaders({ framedByZoom }) {
  const policy = [
    "default-src 'none'",
    // The script compiles the wasm that it contains.
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
