// The hints for Zoom's refusals, for each grant.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ZoomTokenError } from "../../../js/server/index.js";
import { hintFor, lostAnswerHint } from "../../../js/server/hints.js";

const GRANTS = /** @type {const} */ ([
  "authorization_code",
  "refresh_token",
  "account_credentials",
  "revoke",
]);

test("lists the causes of an invalid code only if a code was sent", () => {
  for (const grantType of GRANTS) {
    const hint = hintFor("invalid_request", 4734, { grantType });
    if (grantType === "authorization_code") assert.match(hint ?? "", /^Likely causes/);
    else assert.equal(hint, "The authorization code is not valid: authorize again for a new one.");
  }
});

test("without a numeric code the hint depends on the error string and the grant", () => {
  /** @param {string} error */
  const hints = (error) => GRANTS.map((grantType) => hintFor(error, undefined, { grantType })?.slice(0, 30));
  const [credentials] = hints("invalid_client");
  assert.match(credentials ?? "", /^Zoom does not know/);
  assert.deepEqual(hints("invalid_client"), [credentials, credentials, credentials, credentials]);
  const causes = "Likely causes, the likeliest f";
  const account = "Check that the account ID is t";
  assert.deepEqual(hints("invalid_grant"), [causes, causes, account, undefined]);
  for (const error of ["invalid_request", "unauthorized_client", "unsupported_grant_type"]) {
    assert.deepEqual(hints(error), [undefined, undefined, account, undefined], error);
  }
  const scopes = "Check the app's scopes in the ";
  assert.deepEqual(hints("invalid_scope"), [scopes, scopes, undefined, undefined]);
  assert.notEqual(
    hintFor("invalid_grant", undefined, { grantType: "authorization_code" }),
    hintFor("invalid_grant", undefined, { grantType: "refresh_token" }),
  );
});

test("a refused redirect URI and a refused token are known by Zoom's words, too", () => {
  const mismatch = hintFor("invalid_request", 4709, { grantType: "authorization_code" });
  assert.match(mismatch ?? "", /OAuth allow list/);
  for (const reason of [
    "Invalid redirect url",
    "Redirect URI mismatch",
    "redirect_uri is wrong",
    "redirecturl?",
  ]) {
    for (const zoomCode of [4700, 4734, undefined]) {
      const hint = hintFor("invalid_request", zoomCode, { grantType: "authorization_code" }, reason);
      assert.equal(hint, mismatch, `${reason} ${zoomCode}`);
    }
    assert.notEqual(hintFor("invalid_request", 4700, { grantType: "refresh_token" }, reason), mismatch);
  }
  const refresh = hintFor("invalid_grant", undefined, { grantType: "refresh_token" });
  for (const error of ["invalid_request", "invalid_client", "unauthorized_client", "anything"]) {
    assert.equal(hintFor(error, undefined, { grantType: "refresh_token" }, "Invalid Token!"), refresh, error);
    assert.notEqual(hintFor(error, undefined, { grantType: "refresh_token" }, "An invalid token"), refresh);
    assert.notEqual(hintFor(error, undefined, { grantType: "revoke" }, "Invalid Token!"), refresh);
  }
});

test("hints for wrong credentials and a wrong kind of app say where to look", () => {
  for (const grantType of GRANTS) {
    for (const [zoomCode, hasMore] of /** @type {const} */ ([
      [4700, false],
      [4702, true],
      [4704, true],
      [4706, false],
    ])) {
      for (const error of ["any", "invalid_grant", "invalid_scope"]) {
        const hint = hintFor(error, zoomCode, { grantType }) ?? "";
        assert.equal(/Check both against/.test(hint), hasMore, `${zoomCode} of ${grantType}, ${error}`);
      }
    }
    const hint = hintFor("unsupported_grant_type", 4705, { grantType }) ?? "";
    assert.match(hint, /does not support this grant type/);
    assert.equal(/Server-to-Server/.test(hint), grantType === "account_credentials", grantType);
  }
});

test("the hint for a refused public client says that no client secret was sent", () => {
  const hint = (/** @type {string} */ error, /** @type {number} */ zoomCode, isPublicClient = true) =>
    hintFor(error, zoomCode, { grantType: "refresh_token", isPublicClient }) ?? "";
  for (const [error, zoomCode] of /** @type {const} */ ([
    ["invalid_client", 0],
    ["any", 4702],
    ["any", 4704],
    ["invalid_client", 4706],
    ["invalid_request", 4706],
  ])) {
    assert.match(hint(error, zoomCode), /^No client secret was sent, .* option clientSecret /, error);
    assert.match(hint(error, zoomCode), /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    assert.doesNotMatch(hint(error, zoomCode, false), /No client secret/, error);
  }
  assert.doesNotMatch(hint("invalid_grant", 0), /No client secret/);
});

test("the hint for a lost answer depends on what the request uses up", () => {
  const hints = GRANTS.map((grantType) => lostAnswerHint({ grantType }));
  assert.equal(new Set(hints).size, GRANTS.length);
  for (const hint of hints) assert.match(hint, /again/);
});

test("ZoomTokenError has its name on the prototype, as the errors of the language do", () => {
  assert.deepEqual(Object.getOwnPropertyDescriptor(ZoomTokenError.prototype, "name"), {
    ...Object.getOwnPropertyDescriptor(TypeError.prototype, "name"),
    value: "ZoomTokenError",
  });
  assert.ok(!Object.keys(new ZoomTokenError("timeout")).includes("name"));
});
