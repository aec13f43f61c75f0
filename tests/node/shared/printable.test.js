// Texts of others in logs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { printableText } from "../../../js/shared/printable.js";

test("a text is one line in the order in which it was written, without control characters", () => {
  const controls = [
    ..."\0\t\n\r\x1b\x7f\x85\u2028\u2029",
    // Changes of direction, which can reverse what a terminal shows, and characters without a width.
    ..."\u061c\u200b\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
    // Invisible letters.
    "\u{e0041}",
  ];
  for (const control of controls) {
    const name = control.codePointAt(0)?.toString(16);
    assert.equal(printableText(`invalid${control}scope`), "invalid scope", name);
  }
  assert.equal(printableText("Zoë שלום 😀"), "Zoë שלום 😀");
});

test("long words are left out, and a long text is cut", () => {
  assert.equal(printableText(`a ${"x".repeat(32)} b ${"y".repeat(31)}`), `a ... b ${"y".repeat(31)}`);
  assert.equal(printableText("ab ".repeat(50)), "ab ".repeat(50));
  assert.equal(printableText(`${"ab ".repeat(50)}c`), `${"ab ".repeat(50)}...`);
});
