// What the build makes: its size, and what is in it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";

import fc from "fast-check";

import { decode, sha256Constants } from "../../../js/decode.js";
import { root } from "../../../scripts/process/command.js";
import { encode } from "../../../scripts/build/encode.js";
import { BUDGET, measureFlow, measureOurs, SIZES, sizeTable } from "../../../scripts/build/size.js";

describe("the embedded wasm", () => {
  it("is decoded to the bytes that were encoded", () => {
    const check = (/** @type {Uint8Array} */ some) => {
      const bytes = Buffer.concat([some, sha256Constants(), some]);
      const encoded = encode(bytes);
      const [parts] = encoded;
      for (const [index, part] of parts.entries()) {
        if (index % 2) assert.match(part, /^[\n -~]{500,}$/, "a text");
        else assert.match(part, /^[ !#-[\]-~]*$/, "printable, and nothing that a string literal escapes");
      }
      assert.deepEqual(decode(...encoded), new Uint8Array(bytes));
    };
    check(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    check(randomBytes(50_000));
    const text = 'Any text, \\ "quoted" `too` ${and}\n'.repeat(20);
    check(Buffer.concat([randomBytes(50), Buffer.from(text), Buffer.from("\r\0é"), Buffer.from(text)]));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), check));
  });

  it("is refused without the constants that decoding makes anew", () => {
    assert.throws(() => encode(randomBytes(500)), /constants of SHA-256/);
  });

  it("is the wasm of the build", async () => {
    const { default: embedded } = await import("../../../pkg/zoom_pkce_embedded.js");
    assert.deepEqual(embedded(), new Uint8Array(readFileSync(join(root, "pkg/zoom_pkce_bg.wasm"))));
  });

  it("says nothing of the machine that built it, and has no text that only a panic prints", () => {
    const wasm = readFileSync(join(root, "pkg/zoom_pkce_bg.wasm"), "latin1");
    for (const text of [root, homedir(), "/cargo/registry", ".rs", "RefCell", "out of range for slice"]) {
      assert.ok(!wasm.includes(text), text);
    }
    assert.ok(wasm.includes("codeVerifier: must be"), "the search finds what is there");
  });

  it("holds every text of src/error.rs, a line each, in their order: they are found by number", () => {
    const source = readFileSync(join(root, "src/error.rs"), "utf8");
    const table = (/** @type {string} */ name) =>
      new RegExp(`^${name}! \\{\n([\\s\\S]*?)^\\}`, "m").exec(source)?.[1] ?? "";
    const texts = (/** @type {string} */ row) =>
      Array.from(row.matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, text]) => text.replaceAll('\\"', '"'));
    const rows = (/** @type {string} */ name) =>
      table(name)
        .replaceAll(/^ *\/\/\/.*$/gm, "")
        .split(/;$/m)
        .map(texts)
        .filter(({ length }) => length > 0);
    const codes = rows("error_codes");
    const messages = rows("messages");
    assert.ok(codes.length >= 15 && codes.every(({ length }) => length === 3));
    assert.ok(messages.length >= 20 && messages.every(({ length }) => length === 1));
    const lines = [...codes, ...messages].flat().map((text) => `${text}\n`);
    assert.ok(readFileSync(join(root, "pkg/zoom_pkce_bg.wasm"), "latin1").includes(lines.join("")));
  });

  it("uses nothing that an engine without reference types or multiple values lacks", async () => {
    const features = [
      "bulk-memory",
      "bulk-memory-opt",
      "mutable-globals",
      "nontrapping-float-to-int",
      "sign-ext",
    ];
    const wasmOpt = join(root, "node_modules/binaryen/bin/wasm-opt");
    const check = (/** @type {string[]} */ enabled) =>
      spawnSync(process.execPath, [
        wasmOpt,
        join(root, "pkg/zoom_pkce_bg.wasm"),
        "--mvp-features",
        ...enabled.map((feature) => `--enable-${feature}`),
      ]);
    assert.equal(check(features).status, 0);
    assert.notEqual(check(["bulk-memory"]).status, 0, "the check sees a feature that is not enabled");
  });
});

describe("the size", () => {
  it(`of the whole flow is within ${BUDGET} bytes of brotli`, async () => {
    const [flow] = await measureFlow();
    assert.ok(flow.brotli > 5_000, "something was measured");
    assert.ok(flow.brotli <= BUDGET, `${flow.brotli} bytes`);
  });

  it("is what docs/ says: `npm run size` writes it", async () => {
    const said = JSON.parse(readFileSync(join(root, SIZES), "utf8"));
    const { zlib, brotli, flow, entries } = await measureOurs();
    /** @param {import("../../../scripts/build/size.js").Size} size Another compressor compresses otherwise. */
    const comparable = (size) => ({
      name: size.name,
      raw: size.raw,
      gzip: said.zlib === zlib ? size.gzip : 0,
      brotli: said.brotli === brotli ? size.brotli : 0,
    });
    assert.deepEqual(said.flow.map(comparable), flow.map(comparable), "npm run size");
    assert.deepEqual(said.entries.map(comparable), entries.map(comparable));
    // Whoever formats the page aligns its columns otherwise.
    const plain = (/** @type {string} */ text) => text.replaceAll(/[ :-]+/g, " ");
    const page = readFileSync(join(root, "docs/performance.md"), "utf8");
    assert.ok(plain(page).includes(plain(sizeTable(said))), "docs/performance.md");
  });
});
