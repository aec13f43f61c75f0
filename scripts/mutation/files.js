// What is broken on purpose, and the tests that are to notice.

const SERVER = {
  tokenHandler: "server-token-handler",
  challengeHandler: "server-challenge-handler",
  tokens: "server-tokens",
  exchange: "server-exchange-code",
  refresh: "server-refresh-access-token",
  account: "server-request-account-token",
  revoke: "server-revoke-token",
  source: "server-account-token-source",
  refresher: "server-token-refresher",
  timers: "server-timers",
  parts: "server-parts",
};
const HANDLERS = [SERVER.parts, SERVER.tokenHandler, SERVER.challengeHandler];
const REQUESTS = [SERVER.exchange, SERVER.refresh, SERVER.account, SERVER.revoke];

/**
 * The test files of tests/node, without their ending, that cover a file; the quickest first. The properties of the handlers
 * are left out: they take too long to be tried for each change.
 *
 * @type {Record<string, string[]>}
 */
export const FILES = {
  "js/server/token-handler.js": HANDLERS,
  "js/server/request-checks.js": HANDLERS,
  "js/server/challenge-handler.js": [SERVER.parts, SERVER.challengeHandler],
  "js/server/json-response.js": HANDLERS,
  "js/server/limited-body.js": [SERVER.parts, SERVER.exchange, ...HANDLERS.slice(1)],
  "js/server/post-form.js": [SERVER.parts, ...REQUESTS],
  "js/server/tokens.js": [SERVER.tokens, ...REQUESTS],
  "js/server/token-request.js": REQUESTS,
  "js/server/zoom-token-error.js": [...REQUESTS, ...HANDLERS],
  "js/server/redact.js": [SERVER.parts, ...REQUESTS, ...HANDLERS.slice(1)],
  "js/server/deadline.js": [SERVER.parts, ...REQUESTS, SERVER.timers],
  "js/server/hints.js": REQUESTS,
  "js/server/exchange-code.js": REQUESTS,
  "js/server/refresh-access-token.js": REQUESTS,
  "js/server/request-account-token.js": REQUESTS,
  "js/server/revoke-token.js": REQUESTS,
  "js/server/token-store.js": [SERVER.source, SERVER.timers],
  "js/server/token-refresher.js": [SERVER.refresher, SERVER.timers],
  "js/server/account-token-source.js": [SERVER.source, SERVER.timers],
  "js/server/arguments.js": [...REQUESTS, ...HANDLERS, SERVER.refresher, SERVER.source],
  "js/forward.js": ["forward", "forward-properties"],
  "js/error.js": ["pkce", "authorize", "forward"],
  "js/wasm.js": ["without-wasm", "pkce", "authorize", "forward"],
  "js/init.js": ["pkce"],
  "js/load.js": ["without-wasm", "pkce"],
  "js/without-wasm.js": ["without-wasm", "pkce"],
  "js/wasm-as-javascript.js": ["without-wasm"],
  "js/pkce.js": ["random", "pkce"],
  "js/authorize.js": ["random", "authorize"],
  "js/decode.js": ["scripts-wasm", "pkce"],
};
