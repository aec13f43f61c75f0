// That nothing in the shipped wasm panics: what can, by the compiler's account, and why it does not.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { BARE, panicPaths, panicPathsOfBuild } from "../../../scripts/build/panic-paths.js";

/**
 * Every place that is left, and why nobody gets there. One that is not here is to be taken out of the code, not to be added.
 *
 * @type {{ panic: string, from: RegExp, places: number, why: string }[]}
 */
const EXPLAINED = [
  { panic: "alloc::alloc::handle_alloc_error", from: /^alloc::boxed::/, places: 1, why: "no memory" },
  {
    panic: "alloc::raw_vec::handle_error",
    from: /^<alloc::string::String as core::clone::Clone>::clone$/,
    places: 1,
    why: "no memory, for a copy of a state",
  },
  { panic: BARE, from: /^__wbindgen_malloc$/, places: 1, why: "no memory" },
];

describe("panics", () => {
  it("of the wasm are just those that are explained", async () => {
    const unexplained = await panicPathsOfBuild();
    const unused = EXPLAINED.flatMap((explained) =>
      Array.from({ length: explained.places }, () => explained).filter(({ panic, from }) => {
        const at = unexplained.findIndex((path) => path.panic === panic && from.test(path.from));
        if (at !== -1) unexplained.splice(at, 1);
        return at === -1;
      }),
    );
    assert.deepEqual(unexplained, [], "not explained");
    // The build may well have fewer by now: then they go from the list.
    assert.deepEqual(unused, [], "explained, but not there");
  });
});

describe("the search for panics", () => {
  /** @param {string} body of a function that is exported */
  const panicsOf = async (body) => {
    const { default: binaryen } = await import("binaryen");
    const module = binaryen.parseText(`(module
      (func $"core[0123456789abcdef]::fmt::Formatter::pad")
      (func $"core[0123456789abcdef]::panicking::panic_fmt" (param i32)
        (call $"core[0123456789abcdef]::fmt::Formatter::pad"))
      (func $"zoom_pkce::inner::h0123456789abcdef" (param i32) ${body})
      (func $unused (export "unused") (unreachable))
      (func $outer (export "outer") (param i32)
        (call $"zoom_pkce::inner::h0123456789abcdef" (local.get 0))
        (call $"zoom_pkce::inner::h0123456789abcdef" (i32.const 7))))`);
    // With names.
    binaryen.setDebugInfo(true);
    try {
      return await panicPaths(module.emitBinary(), (name) => name !== "unused");
    } finally {
      binaryen.setDebugInfo(false);
      module.dispose();
    }
  };
  const PANIC = `(call $"core[0123456789abcdef]::panicking::panic_fmt" (i32.add (i32.const 1) (local.get 0)))`;

  it("finds a panic by its name, a trap without one, and nothing where there is none", async () => {
    const inner = (/** @type {string} */ end) => `(if (local.get 0) (then ${end} (unreachable)))`;
    for (const [end, panic] of [
      [PANIC, "core::panicking::panic_fmt"],
      ["(nop)", BARE],
      ["(drop (local.get 0))", BARE],
    ]) {
      const found = await panicsOf(inner(end));
      assert.ok(found.length > 0, end);
      for (const path of found) assert.equal(path.panic, panic);
    }
    assert.deepEqual(await panicsOf("(nop)"), []);
  });

  it("leaves out what nobody gets to", async () => {
    assert.deepEqual(await panicsOf(`(if (i32.const 0) (then ${PANIC} (unreachable)))`), []);
  });
});
