// What the build makes: its size, and what is in it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";

import { root } from "../../../scripts/process/command.js";
import { BUDGET, measureFlow, measureOurs, SIZES, sizeTable } from "../../../scripts/build/size.js";

describe("the wasm", () => {
  it("is the same inside the JavaScript", async () => {
    const { default: binary } = await import("../../../pkg/zoom_pkce_binary.js");
    const wasm = readFileSync(join(root, "pkg/zoom_pkce_bg.wasm"));
    assert.ok(wasm.equals(Buffer.from(binary, "latin1")));
  });

  it("holds no path of the machine that built it", () => {
    const wasm = readFileSync(join(root, "pkg/zoom_pkce_bg.wasm"), "latin1");
    for (const text of [root, homedir()]) assert.ok(!wasm.includes(text), text);
    assert.ok(wasm.includes("codeVerifier: must be"), "the search finds what is there");
  });

  it("has the glue that wasm-bindgen wrote, unedited", () => {
    const read = (/** @type {string} */ folder) => readFileSync(join(root, folder, "zoom_pkce_bg.js"));
    assert.ok(read("pkg").equals(read("target/compiled")));
    const used = readFileSync(join(root, "pkg/zoom_pkce_bg.js"), "utf8");
    assert.match(used, /^export function __wbg_set_wasm\(/m);
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
    // Prettier aligns the columns of the page.
    const plain = (/** @type {string} */ text) => text.replaceAll(/[ :-]+/g, " ");
    const page = readFileSync(join(root, "docs/performance.md"), "utf8");
    assert.ok(plain(page).includes(plain(sizeTable(said))), "docs/performance.md");
    const [{ brotli: bytes }] = said.flow;
    const readme = readFileSync(join(root, "README.md"), "utf8");
    assert.ok(readme.includes(`${Math.round(bytes / 1000)} kB in brotli`), "README.md");
    const decision = readFileSync(join(root, "docs/decisions/027-size-budget.md"), "utf8");
    assert.ok(decision.includes(`it has ${bytes.toLocaleString("en").replace(",", " ")} bytes`), "027");
  });
});
