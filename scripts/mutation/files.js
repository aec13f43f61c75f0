// The JavaScript files to mutate, and for each the tests that must notice.

const SERVER = {
  tokenHandler: "node/server/token-handler",
  challengeHandler: "node/server/challenge-handler",
  tokens: "node/server/tokens",
  exchange: "node/server/exchange-code",
  refresh: "node/server/refresh-access-token",
  account: "node/server/request-account-token",
  revoke: "node/server/revoke-token",
  source: "node/server/account-token-source",
  refresher: "node/server/token-refresher",
  timers: "node/server/timers",
  parts: "node/server/parts",
  hints: "node/server/hints",
  arguments: "node/server/arguments",
  unknownOptions: "node/server/unknown-options",
  waiting: "node/server/waiting",
};
const HANDLERS = [SERVER.parts, SERVER.tokenHandler, SERVER.challengeHandler];
const REQUESTS = [SERVER.exchange, SERVER.refresh, SERVER.account, SERVER.revoke];

const ARGUMENTS = [
  SERVER.arguments,
  SERVER.unknownOptions,
  ...REQUESTS,
  ...HANDLERS,
  SERVER.refresher,
  SERVER.source,
];
const FORWARD = ["node/forward/forward", "node/forward/properties"];
const LOADING = ["node/loading/without-wasm", "node/loading/slim"];
const BEHIND_WASM = ["node/pkce/pkce", "node/flow/authorize", "node/forward/forward"];

/**
 * For each file, its test files without `.test.js`, the fastest first. The properties of the
 * server's handlers are left out: they take too long to run for each mutation.
 *
 * @type {Record<string, string[]>}
 */
export const FILES = {
  "js/server/token-handler.js": HANDLERS,
  "js/server/request-checks.js": HANDLERS,
  "js/server/challenge-handler.js": [SERVER.parts, SERVER.challengeHandler],
  "js/server/json-response.js": HANDLERS,
  "js/server/limited-body.js": [SERVER.parts, SERVER.exchange, ...HANDLERS.slice(1)],
  "js/server/post-form.js": [SERVER.parts, ...REQUESTS, SERVER.waiting],
  "js/server/tokens.js": [SERVER.tokens, ...REQUESTS],
  "js/server/token-request.js": REQUESTS,
  "js/server/zoom-token-error.js": [SERVER.hints, ...REQUESTS, ...HANDLERS],
  "js/server/request-deadline.js": [SERVER.parts, ...REQUESTS, SERVER.timers],
  "js/server/hints.js": [SERVER.hints, ...REQUESTS],
  "js/server/exchange-code.js": REQUESTS,
  "js/server/refresh-access-token.js": REQUESTS,
  "js/server/request-account-token.js": REQUESTS,
  "js/server/revoke-token.js": REQUESTS,
  "js/server/token-store.js": [SERVER.source, SERVER.waiting, SERVER.timers],
  "js/server/token-refresher.js": [SERVER.refresher, SERVER.timers],
  "js/server/account-token-source.js": [SERVER.source, SERVER.timers],
  "js/server/arguments/basic.js": ARGUMENTS,
  "js/server/arguments/client.js": ARGUMENTS,
  "js/server/arguments/sign-in.js": ARGUMENTS,
  "js/server/arguments/tokens.js": ARGUMENTS,
  "js/server/arguments/urls.js": ARGUMENTS,
  "js/server/account-token.js": [SERVER.source, SERVER.timers],
  "js/server/backoff.js": [SERVER.waiting],
  "js/server/retry-after.js": [SERVER.waiting],
  "js/server/bounded-map.js": [SERVER.source, SERVER.parts],
  "js/server/callbacks.js": [...HANDLERS, SERVER.source],
  "js/server/code-verifier.js": HANDLERS,
  "js/server/endpoint.js": HANDLERS,
  "js/server/failures.js": [...HANDLERS, SERVER.waiting],
  "js/server/redacted-error.js": [SERVER.parts, ...REQUESTS],
  "js/server/saved-tokens.js": [SERVER.refresher, SERVER.timers],
  "js/server/token-fields.js": [SERVER.tokens, ...REQUESTS],
  "js/server/token-renewal.js": [SERVER.refresher, SERVER.waiting, SERVER.timers],
  "js/server/token-response.js": [...HANDLERS, SERVER.waiting],
  "js/server/zoom-answer.js": REQUESTS,
  "js/server/zoom-codes.js": [SERVER.hints, ...REQUESTS],
  "js/shared/deadline.js": ["node/shared/deadline", ...FORWARD, SERVER.timers],
  "js/shared/encodings.js": ["node/shared/redact", ...FORWARD],
  "js/shared/limits.js": ["node/docs/facts", ...FORWARD],
  "js/shared/redact.js": ["node/shared/redact", SERVER.parts, ...REQUESTS, ...HANDLERS.slice(1), ...FORWARD],
  "js/forward.js": FORWARD,
  "js/forward/answer.js": FORWARD,
  "js/forward/authorization.js": FORWARD,
  "js/forward/post.js": FORWARD,
  "js/forward/target.js": FORWARD,
  "js/error.js": BEHIND_WASM,
  "js/wasm-as-javascript.js": ["node/loading/without-wasm"],
  "js/error-texts.js": ["node/docs/facts", ...FORWARD],
  "js/wasm.js": ["node/loading/without-wasm", ...BEHIND_WASM],
  "js/init.js": ["node/pkce/pkce"],
  "js/load.js": ["node/loading/without-wasm", "node/pkce/pkce"],
  "js/start.js": [...LOADING, "node/pkce/pkce"],
  "js/without-wasm.js": ["node/loading/without-wasm", "node/pkce/pkce"],
  "js/pkce.js": ["node/pkce/random", "node/pkce/pkce"],
  "js/authorize.js": ["node/pkce/random", "node/flow/authorize"],
  "js/slim/index.js": ["node/loading/slim"],
  "js/slim/load.js": ["node/loading/slim"],
  "js/react/authorization.js": ["node/react/authorization", "node/react/entry", "browser/react"],
  "js/react/use-zoom-authorization.js": ["node/react/entry", "browser/react"],
};
