// The checks of arguments in zoom-pkce/server, at the limits of each rule.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as basic from "../../../js/server/arguments/basic.js";
import * as signIn from "../../../js/server/arguments/sign-in.js";
import * as tokens from "../../../js/server/arguments/tokens.js";
import * as urls from "../../../js/server/arguments/urls.js";
import { ZoomTokenError } from "../../../js/server/index.js";
import { MAX_CODE_CHARS } from "../../../js/shared/limits.js";

const rules = { ...basic, ...signIn, ...tokens, ...urls };
const noop = () => {};
const store = { get: noop, set: noop };
const url = new URL("https://app.example.com/");
const signal = new AbortController().signal;

/**
 * The argument, its check, values that keep the rule and values that break it.
 * @type {[string, (value: any) => void, unknown[], unknown[]][]}
 */
const CASES = [
  [
    "code",
    rules.checkCode,
    ["c", "~".repeat(MAX_CODE_CHARS)],
    ["", "c".repeat(MAX_CODE_CHARS + 1), "a b", "é", ["c"], undefined, null],
  ],
  [
    "codeVerifier",
    rules.checkCodeVerifier,
    [undefined, "v".repeat(43), "-._~Az09".repeat(16)],
    ["v".repeat(42), "v".repeat(129), `${"v".repeat(43)}\n`, ["v".repeat(43)], null],
  ],
  ["codeChallengeMethod", rules.checkCodeChallengeMethod, [undefined, "plain", "S256"], ["s256", "", null]],
  [
    "token",
    (value) => rules.checkToken("token", value),
    ["t", "t".repeat(8192)],
    ["", "t".repeat(8193), "a b", ["t"], undefined, null],
  ],
  [
    "clientId",
    (value) => rules.checkCredential("clientId", value),
    ["id", "with space"],
    ["", " id", "id\n", undefined, null, 1],
  ],
  [
    "redirectUri",
    rules.checkRedirectUri,
    ["https://app.example.com/", "https://app.example.com/a b", "app:page"],
    ["/page", " https://app.example.com/", "https://app.example.com/ ", "", url, undefined, null, 5],
  ],
  [
    "allowedRedirectUris",
    rules.checkRedirectUris,
    [[url.href], [url.href, "http://localhost:3000/"]],
    [
      [],
      [url.href, "/page"],
      ["/page", url.href],
      [url],
      url.href,
      { 0: url.href, length: 1 },
      undefined,
      null,
    ],
  ],
  [
    "allowedOrigins",
    rules.checkOrigins,
    [undefined, [], [url.origin], [url.origin, "http://localhost:3000"]],
    [[url.origin, url.href], [url.href, url.origin], [url], ["null"], [5], [undefined], url.origin, null],
  ],
  [
    "tokenUrl",
    (value) => rules.checkEndpointUrl("tokenUrl", value),
    [
      "https://zoom.us/oauth/token",
      ...["localhost:3000", "sub.localhost", "127.0.0.1", "127.10.20.30:8", "127.1", "[::1]:8"].map(
        (host) => `http://${host}/oauth/token`,
      ),
    ],
    [
      ...[
        "zoom.us",
        "10.127.0.1",
        "127..",
        "127.0.0.1.example.com",
        "localhost.example.com",
        "notlocalhost",
        "[::2]",
      ].map((host) => `http://${host}/oauth/token`),
      "ftp://localhost/oauth/token",
      "https://user@zoom.us/oauth/token",
      "https://:password@zoom.us/oauth/token",
      "https://user:password@zoom.us/oauth/token",
      "https://zoom.us/oauth/token?",
      "https://zoom.us/oauth/token#",
      "https://zoom.us/oauth/token?grant_type=authorization_code",
      "/oauth/token",
      "",
      new URL("https://zoom.us/oauth/token"),
      undefined,
      null,
    ],
  ],
  [
    "receivedAt",
    rules.checkReceivedAt,
    [undefined, 0, -1, 1.5, Date.now()],
    [NaN, Infinity, "0", new Date(), null],
  ],
  [
    "renewBeforeMs",
    rules.checkRenewBefore,
    [0, 1, 50 * 60 * 1000],
    [-1, 50 * 60 * 1000 + 1, NaN, Infinity, "5", undefined, null],
  ],
  [
    "timeoutMs",
    rules.checkTimeout,
    [1, 0.5, 2 ** 31 - 1],
    [0, -1, 2 ** 31, NaN, Infinity, "5", undefined, null],
  ],
  [
    "signal",
    rules.checkSignal,
    [undefined, signal, { aborted: false, addEventListener: noop, removeEventListener: noop }],
    [
      null,
      {},
      { aborted: false, addEventListener: noop },
      { aborted: false, removeEventListener: noop },
      { addEventListener: noop, removeEventListener: noop },
      { aborted: "", addEventListener: noop, removeEventListener: noop },
      "signal",
    ],
  ],
  [
    "store",
    rules.checkStore,
    [store, { ...store, setIfAbsent: noop }, { ...store, setIfAbsent: undefined }],
    [
      undefined,
      null,
      {},
      { get: noop },
      { set: noop },
      Object.assign(() => {}, store),
      { ...store, setIfAbsent: 1 },
      { ...store, setIfAbsent: null },
    ],
  ],
  ["refused", rules.checkRefused, [undefined, { accessToken: "t" }], [null, {}, { accessToken: 5 }, "t"]],
  ["fetch", (value) => rules.checkOptionalFunction("fetch", value), [undefined, noop], [null, {}, "fetch"]],
  ["onError", (value) => rules.checkFunction("onError", value), [noop], [undefined, null, {}]],
  [
    "the argument of it",
    (value) => rules.checkOptions(value, "it", []),
    [{}, []],
    [undefined, null, "options", noop],
  ],
];

for (const [name, check, good, bad] of CASES) {
  test(`${name}: accepts values that keep the rule, and rejects those that break it`, () => {
    for (const value of good) check(value);
    for (const value of bad) {
      assert.throws(
        () => check(value),
        (error) =>
          error instanceof ZoomTokenError &&
          error.error === "invalid_argument" &&
          error.reason?.startsWith(`${name} must `),
        String(value),
      );
    }
  });
}
