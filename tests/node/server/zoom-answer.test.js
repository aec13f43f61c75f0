// What is read in an answer of Zoom's OAuth endpoints.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createRedactor } from "../../../js/shared/redact.js";
import { notJson, parseObject, readError, readReason, readZoomCode } from "../../../js/server/zoom-answer.js";

const SECRET = "a-secret-of-the-app";
const redact = createRedactor([SECRET]);

test("an answer is a JSON object, or none", () => {
  assert.deepEqual(parseObject('{"a":1}'), { a: 1 });
  for (const text of ["", "{", "null", "[]", "1", '"text"', "<html>"]) {
    assert.equal(parseObject(text), undefined, text);
  }
});

test("Zoom's code is a whole number, or its one to nine digits", () => {
  assert.equal(readZoomCode({ errorCode: 4709 }), 4709);
  assert.equal(readZoomCode({ errorCode: "4709" }), 4709);
  assert.equal(readZoomCode({ code: "123456789" }), 123456789);
  assert.equal(readZoomCode({ errorCode: null, code: 1 }), 1);
  for (const errorCode of [
    "",
    "1e3",
    "0x10",
    " 12",
    "12 ",
    "1234567890",
    "-1",
    1.5,
    NaN,
    null,
    true,
    {},
    [4709],
  ]) {
    assert.equal(readZoomCode({ errorCode }), undefined, String(errorCode));
  }
});

test("the reason is the first text that says something, redacted, of at most 500 characters", () => {
  const empty = { reason: "", error_description: 1, errorMessage: undefined };
  assert.equal(readReason({ ...empty, message: `x ${SECRET}` }, redact), "x [redacted]");
  assert.equal(readReason({ reason: "a", error_description: "b" }, redact), "a");
  assert.equal(readReason({ error_description: "b", errorMessage: "c" }, redact), "b");
  assert.equal(readReason({ errorMessage: "c", message: "d" }, redact), "c");
  assert.equal(readReason(empty, redact), undefined);
  assert.equal(readReason({ reason: "r".repeat(501) }, redact), "r".repeat(500));
});

test("an answer that is no JSON object shows its first line", () => {
  assert.equal(notJson("", redact), "the answer is not a JSON object");
  assert.equal(notJson(`down ${SECRET}\nmore`, redact), "the answer is not a JSON object: down [redacted]");
  assert.equal(notJson("r".repeat(501), redact), `the answer is not a JSON object: ${"r".repeat(500)}`);
});

test("an error string is redacted, and has the characters of the RFC only", () => {
  assert.equal(readError({ error: `x_${SECRET}` }, redact), "x_[redacted]");
  assert.equal(readError({ error: "x".repeat(100) }, redact), "x".repeat(100));
  for (const error of ["", "x".repeat(101), 'a"b', "a\\b", "ü", "a\nb", 1, null, undefined]) {
    assert.equal(readError({ error }, redact), undefined, String(error));
  }
});
