// What an error of a request says about the code or the token that was sent.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ZoomTokenError } from "../../../js/server/index.js";
import {
  isCodeRefused,
  isInconclusive,
  isRefreshTokenRefused,
  isTemporary,
} from "../../../js/server/failures.js";

/** @typedef {[error: string, details?: object]} Given */

const WAIT = { status: 429, retryAfterMs: 1000 };

/**
 * Whether a function holds for each error.
 *
 * @param {(error: ZoomTokenError) => boolean} holds
 * @param {Given[]} errors
 */
const each = (holds, errors) =>
  errors.map(([error, details]) => holds(new ZoomTokenError(error, details ?? {})));

test("a code is refused by the error string or by Zoom's number", () => {
  const refused = each(isCodeRefused, [
    ["invalid_grant"],
    ["any", { zoomCode: 4733 }],
    ["any", { zoomCode: 4734 }],
  ]);
  assert.deepEqual(refused, [true, true, true]);
  assert.deepEqual(each(isCodeRefused, [["any"], ["any", { zoomCode: 4741 }]]), [false, false]);
});

test("a refresh token is refused by the error string, Zoom's number or its words, unless Zoom asks to wait", () => {
  const refusals = /** @type {Given[]} */ ([
    ["invalid_grant"],
    ["any", { zoomCode: 4737 }],
    ["any", { zoomCode: 4740 }],
    ["any", { zoomCode: 4741 }],
    ["any", { reason: "Invalid Token!" }],
  ]);
  assert.deepEqual(each(isRefreshTokenRefused, refusals), Array(5).fill(true));
  const waits = refusals.map(([error, details]) => /** @type {Given} */ ([error, { ...details, ...WAIT }]));
  assert.deepEqual(each(isRefreshTokenRefused, waits), Array(5).fill(false));
  assert.deepEqual(each(isRefreshTokenRefused, [["any"], ["any", { zoomCode: 4733 }]]), [false, false]);
});

const LOST = /** @type {Given[]} */ ([["network_error"], ["timeout"], ["invalid_response"]]);

test("an error is inconclusive if the answer is lost, or is trouble of Zoom's or of the store", () => {
  const inconclusive = /** @type {Given[]} */ ([
    ...LOST,
    ["store_failed"],
    ["any", { status: 500 }],
    ["any", WAIT],
  ]);
  assert.deepEqual(each(isInconclusive, inconclusive), Array(6).fill(true));
  assert.deepEqual(
    each(isInconclusive, [["any"], ["invalid_grant", { status: 400 }], ["any", { status: 499 }]]),
    [false, false, false],
  );
});

test("an error is temporary unless Zoom has refused", () => {
  const temporary = /** @type {Given[]} */ ([
    ...LOST,
    ["store_failed"],
    ["any", { status: 500 }],
    ["any", WAIT],
    ["invalid_response", { status: 200 }],
  ]);
  assert.deepEqual(each(isTemporary, temporary), Array(7).fill(true));
  const lasting = /** @type {Given[]} */ ([
    ["any"],
    ["any", { status: 400 }],
    ["invalid_response", { status: 400 }],
    ["any", { status: 499 }],
  ]);
  assert.deepEqual(each(isTemporary, lasting), Array(4).fill(false));
});
