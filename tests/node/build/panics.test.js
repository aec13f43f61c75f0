// Which panics the wasm can reach. Each is listed with the reason why it does not happen.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { panicPaths, panicsIn } from "../../../scripts/build/panic-paths.js";

/** A new panic is to be removed from the code, or explained here. */
const EXPLAINED = [
  { path: /-> alloc::(raw_vec::handle_error|alloc::handle_alloc_error)$/, why: "no memory" },
  { path: /secret::base64url -> core::/, why: "at most 96 octets are encoded, into 128 characters" },
  { path: /^core::cell::panic_already_mutably_borrowed ->/, why: "part of a panic" },
  { path: /with_detail -> core::panicking::panic$/, why: "the message was made owned before" },
  { path: /(String>::truncate|random_text) -> core::panicking::panic$/, why: "base64url is ASCII" },
];

describe("panics", () => {
  it("of the wasm are those that are explained", async () => {
    const paths = await panicPaths();
    assert.ok(paths.length > 0, "the search finds a failed allocation");
    const unexplained = paths.filter((path) => !EXPLAINED.some((explained) => explained.path.test(path)));
    assert.deepEqual(unexplained, []);
    const unused = EXPLAINED.filter((explained) => !paths.some((path) => explained.path.test(path)));
    assert.deepEqual(unused, [], "explained, but not there");
  });
});

describe("the search for panics", () => {
  const module = (/** @type {string} */ body) => `(module
    (func $"core[0123456789abcdef]::panicking::panic_fmt" (param i32)
      (call $core::panicking::rust_panic))
    (func $zoom_pkce::inner::h0123456789abcdef (param i32) ${body}))`;

  it("finds a call that begins a panic, by the names of both", () => {
    const body = '(call $"core[0123456789abcdef]::panicking::panic_fmt" (i32.const 1))';
    assert.deepEqual(panicsIn(module(body)), ["zoom_pkce::inner -> core::panicking::panic_fmt"]);
  });

  it("finds nothing in a function that calls no panic", () => {
    assert.deepEqual(panicsIn(module("(call $other)")), []);
  });
});
