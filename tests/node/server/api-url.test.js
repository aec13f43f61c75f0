// The address of Zoom's API among the tokens: access tokens are sent there.

import assert from "node:assert/strict";
import { describe, it, test } from "node:test";

import fc from "fast-check";

import { readApiUrl } from "../../../js/server/api-url.js";
import {
  createAccountTokenSource,
  createTokenRefresher,
  refreshAccessToken,
} from "../../../js/server/index.js";
import { answering } from "./helpers.js";

const ZOOM = "https://zoom.us/oauth/token";
const GOVERNMENT = "https://zoomgov.com/oauth/token";
const LOOPBACK = "http://127.0.0.1:4010/oauth/token";
const API = "https://api.zoom.us";
const GOVERNMENT_API = "https://api.zoomgov.com";

/** The token endpoint, the `api_url` of its answer, and what is given out. */
const CASES = /** @type {const} */ ([
  [ZOOM, "https://eu01api.zoom.us", "https://eu01api.zoom.us"],
  [ZOOM, "https://EU01api.Zoom.us:443/", "https://eu01api.zoom.us"],
  [ZOOM, "https://zoom.us", "https://zoom.us"],
  [ZOOM, "https://api.zoom.us/base/", "https://api.zoom.us/base"],
  ["https://proxy.example.com/token", "https://sg01api.zoom.us", "https://sg01api.zoom.us"],
  [LOOPBACK, "https://sa01api.zoom.us", "https://sa01api.zoom.us"],
  [LOOPBACK, "http://127.0.0.1:4010/zoom", "http://127.0.0.1:4010/zoom"],
  ["http://[::1]:4010/oauth/token", "http://app.localhost:3000", "http://app.localhost:3000"],
  ["https://localhost/oauth/token", "https://127.0.0.1:4443", "https://127.0.0.1:4443"],
  [GOVERNMENT, "https://api.zoomgov.com", "https://api.zoomgov.com"],
  ["https://us.zoomgov.com/oauth/token", "https://one.zoomgov.com", "https://one.zoomgov.com"],
  // Not given out.
  [GOVERNMENT, "https://api.zoom.us", GOVERNMENT_API],
  [GOVERNMENT, undefined, GOVERNMENT_API],
  [ZOOM, "https://api.zoomgov.com", API],
  ["https://zoomgov.com.example.com/oauth/token", "https://api.zoomgov.com", API],
  [LOOPBACK, "https://api.zoomgov.com", API],
  [LOOPBACK, "http://10.0.0.1:4010", API],
  [ZOOM, "http://127.0.0.1:4010", API],
  ["https://proxy.example.com/token", "https://proxy.example.com", API],
  ...[
    "http://api.zoom.us",
    "https://api.zoom.us:8443",
    "https://zoom.us.example.com",
    "https://notzoom.us",
    "https://zoom.us.",
    "https://user@api.zoom.us",
    "https://:password@api.zoom.us",
    "https://api.zoom.us?to=example.com",
    "https://api.zoom.us/?",
    "https://api.zoom.us#",
    "https://example.com/.zoom.us",
    "https://example.com\\.zoom.us",
    "https://example.com#.zoom.us",
    "ftp://api.zoom.us",
    "javascript:zoom.us",
    "//api.zoom.us",
    "api.zoom.us",
    "",
    undefined,
    null,
    5,
    {},
    ["https://eu01api.zoom.us"],
  ].map((value) => /** @type {const} */ ([ZOOM, value, API])),
]);

describe("apiUrl", () => {
  it("is on a host of the token endpoint's cloud, or the address for every account", () => {
    for (const [tokenUrl, value, expected] of CASES) {
      assert.equal(readApiUrl(value, tokenUrl), expected, `${value} of ${tokenUrl}`);
    }
  });

  it("is on a host of Zoom's whatever the answer says", () => {
    const parts = fc.constantFrom(
      "zoom.us",
      "example.com",
      ".",
      "/",
      "@",
      ":",
      "#",
      "?",
      "\\",
      "https://",
      "%2e",
    );
    const anything = fc.oneof(
      fc.webUrl(),
      fc.array(parts).map((all) => all.join("")),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const { protocol, hostname, port, username, password, search, hash } = new URL(
          readApiUrl(value, ZOOM),
        );
        assert.match(hostname, /(^|\.)zoom\.us$/);
        assert.deepEqual([protocol, port, username, password, search, hash], ["https:", "", "", "", "", ""]);
      }),
      { numRuns: 10_000 },
    );
  });
});

const APP = { clientId: "id", clientSecret: "secret" };
const ANSWER = { access_token: "new", refresh_token: "r2", api_url: "https://eu01api.zoom.us" };

describe("tokens that were saved without apiUrl", () => {
  it("are given out by a refresher as they are, and get one with the next refresh", async () => {
    const old = { accessToken: "old", refreshToken: "r", expiresAt: Date.now() + 3_000_000 };
    /** @type {import("../../../js/server/index.js").SavedTokens} */
    let saved = old;
    const refresher = createTokenRefresher({
      ...APP,
      fetch: answering(ANSWER),
      getTokens: () => saved,
      onTokens: (tokens) => void (saved = tokens),
    });
    assert.equal(await refresher.getToken("key"), old);
    const next = await refresher.getToken("key", old);
    assert.equal(next.apiUrl, "https://eu01api.zoom.us");
    assert.equal(saved.apiUrl, "https://eu01api.zoom.us");
  });

  it("get the address for every account from a source, and never one on another host", async () => {
    for (const [apiUrl, tokenUrl, expected] of [
      [undefined, undefined, API],
      [undefined, GOVERNMENT, GOVERNMENT_API],
      ["https://eu01api.zoom.us", undefined, "https://eu01api.zoom.us"],
      ["https://example.com", undefined, API],
    ]) {
      const expiresAt = Date.now() + 3_000_000;
      const text = JSON.stringify({
        accessToken: "saved",
        tokenType: "bearer",
        scope: "",
        expiresAt,
        apiUrl,
      });
      const source = createAccountTokenSource({
        ...APP,
        tokenUrl,
        accountId: "account",
        store: { get: (key) => (/:(lock|wait)$/.test(key) ? undefined : text), set() {} },
        fetch: async () => assert.fail("sent"),
      });
      const tokens = await source.getToken();
      assert.deepEqual([tokens.accessToken, tokens.apiUrl], ["saved", expected]);
    }
  });
});

it("refreshAccessToken reads apiUrl, too", async () => {
  const tokens = await refreshAccessToken({ ...APP, refreshToken: "r", fetch: answering(ANSWER) });
  assert.equal(tokens.apiUrl, "https://eu01api.zoom.us");
});

test("apiUrl has no slash at its end, and is http or https on a loopback host", () => {
  const zoom = "https://zoom.us/oauth/token";
  assert.equal(readApiUrl("https://eu01api.zoom.us//", zoom), "https://eu01api.zoom.us");
  const simulated = "http://127.0.0.1:4010/oauth/token";
  assert.equal(readApiUrl("http://localhost:4010/", simulated), "http://localhost:4010");
  for (const other of ["ws://localhost:4010", "ftp://127.0.0.1/"]) {
    assert.equal(readApiUrl(other, simulated), "https://api.zoom.us");
  }
});
