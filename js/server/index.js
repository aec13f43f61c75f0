/**
 * The backend's half of `zoom-pkce`: authorization codes to tokens. Standard web APIs only, so it runs on Node, Deno, Bun
 * and Workers. It needs the client secret and has no place in a page.
 *
 * @module zoom-pkce/server
 */

export { exchangeCode } from "./exchange-code.js";
export { createTokenHandler } from "./token-handler.js";
export { ZoomTokenError } from "./zoom-token-error.js";

/** @typedef {import("./exchange-code.js").AuthorizationCodeOptions} AuthorizationCodeOptions */
/** @typedef {import("./exchange-code.js").ExchangeCodeOptions} ExchangeCodeOptions */
/** @typedef {import("./token-handler.js").TokenContext} TokenContext */
/** @typedef {import("./token-handler.js").TokenFields} TokenFields */
/** @typedef {import("./token-handler.js").TokenHandlerOptions} TokenHandlerOptions */
/** @typedef {import("./token-request.js").TokenRequestOptions} TokenRequestOptions */
/** @typedef {import("./tokens.js").Tokens} Tokens */
/** @typedef {import("./zoom-token-error.js").ZoomTokenErrorDetails} ZoomTokenErrorDetails */
