// What the build does to wasm-bindgen's output: shorter names, traps in place of panics, JavaScript. And what it refuses.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";

import binaryen from "binaryen";

import { leanGlue, shortImports } from "../../../scripts/build/lean-glue.js";
import { UserError } from "../../../scripts/process/report.js";
import { trapInsteadOfPanic } from "../../../scripts/build/shrink-wasm.js";
import { renameModule, shortenNames } from "../../../scripts/build/wasm-names.js";
import { functionSizes, mapData } from "../../../scripts/build/wasm-sections.js";
import {
  asFunction,
  wasmToJavaScript,
  withoutSaturation,
} from "../../../scripts/build/wasm-to-javascript.js";

/** @param {string} text */
function assemble(text) {
  const module = binaryen.parseText(`(module ${text})`);
  const { MutableGlobals, BulkMemory, BulkMemoryOpt, NontrappingFPToInt, SignExt } = binaryen.Features;
  module.setFeatures(MutableGlobals | BulkMemory | BulkMemoryOpt | NontrappingFPToInt | SignExt);
  binaryen.setDebugInfo(true);
  const wasm = module.emitBinary();
  module.dispose();
  return wasm;
}

describe("shortening names", () => {
  const WASM = assemble(`
    (import "./zoom_pkce_bg.js" "__wbg_seven_0a1b" (func $seven (result i32)))
    (import "./zoom_pkce_bg.js" "__wbg_seven_0a1b2c" (func $eight (result i32)))
    (memory 1)
    (export "memory" (memory 0))
    (export "add" (func $add))
    (export "add_more" (func $more))
    (export "unused" (func $more))
    (func $add (result i32) (i32.add (call $seven) (call $eight)))
    (func $more (result i32) (i32.add (call $add) (i32.const 1)))`);
  const GLUE = `
    let wasm;
    const import0 = {
        __proto__: null,
        __wbg_seven_0a1b: function() {
            return 7;
        },
        __wbg_seven_0a1b2c: function() { return 8; },
    };
    const imports = {
        __proto__: null,
        "./zoom_pkce_bg.js": import0,
    };
    wasm = new WebAssembly.Instance(module, imports).exports;
    return [wasm.add(), wasm.add_more(), wasm.memory.buffer.byteLength];`;

  it("renames the same in the wasm and in its glue, and both still fit", async () => {
    const { wasm, glue } = shortenNames(WASM, GLUE);
    const module = new WebAssembly.Module(wasm);
    const names = [...WebAssembly.Module.imports(module), ...WebAssembly.Module.exports(module)];
    for (const { name } of names) assert.match(name, /^[a-z]$/);
    assert.deepEqual(new Function("module", glue)(module), [15, 16, 65536]);
    assert.ok(!/seven|add|memory\b|zoom_pkce/.test(glue), glue);
  });

  it("takes out of the glue what the wasm does not import", () => {
    const unused =
      "        __wbg_nine_0a1b: function(arg0) {\n            return 9;\n        },\n    };\n    const imports";
    const { glue } = shortenNames(WASM, GLUE.replace("    };\n    const imports", unused));
    assert.ok(!/nine|return 9/.test(glue), glue);
    assert.equal(glue, shortenNames(WASM, GLUE).glue);
  });

  it("gives the module of the imports another name, and the wasm of another name does not fit", () => {
    const { wasm } = shortenNames(WASM, GLUE);
    const module = new WebAssembly.Module(renameModule(wasm, "build-1"));
    const functions = { a: () => 7, b: () => 8 };
    const { exports } = new WebAssembly.Instance(module, { "build-1": functions });
    assert.equal(Object.keys(exports).length, 4);
    assert.throws(() => new WebAssembly.Instance(module, { _: functions }), /build-1/);
  });

  /** @type {[string, string | RegExp, string, RegExp][]} */
  const forms = [
    ["lacks an import", "__wbg_seven_0a1b:", "__wbg_other:", /__wbg_seven_0a1b$|__wbg_seven_0a1b\./],
    ["quotes its keys", /(__wbg_\w+):/g, '"$1":', /__wbg_seven_0a1b, __wbg_seven_0a1b2c/],
    [
      "has an import twice",
      "__wbg_seven_0a1b2c:",
      "__wbg_seven_0a1b:",
      /__wbg_seven_0a1b, __wbg_seven_0a1b2c/,
    ],
    ["uses an export that is not there", "wasm.add()", "wasm.sum()", /wasm\.sum/],
    ["calls the module otherwise", "./zoom_pkce_bg.js", "./other.js", /\.\/zoom_pkce_bg\.js/],
    ["names the module twice", "let wasm;", 'let wasm; const from = "./zoom_pkce_bg.js";', /zoom_pkce_bg/],
  ];
  for (const [name, from, to, message] of forms) {
    it(`refuses glue that ${name}`, () => {
      const glue = GLUE.replace(from, to);
      assert.notEqual(glue, GLUE);
      assert.throws(
        () => shortenNames(WASM, glue),
        isStop(/wasm-bindgen's glue has changed its form/, message),
      );
    });
  }

  it("refuses imports that are no functions, or from elsewhere", () => {
    const global = assemble('(import "./zoom_pkce_bg.js" "g" (global i32))');
    assert.throws(() => shortenNames(global, GLUE), isStop(/the import g is not a function/));
    const elsewhere = assemble('(import "env" "f" (func))');
    assert.throws(() => shortenNames(elsewhere, GLUE), isStop(/the import f is from env/));
  });
});

describe("leaner glue", () => {
  const replaced = [
    "getDataViewMemory0",
    "getUint8ArrayMemory0",
    "getStringFromWasm0",
    "passStringToWasm0",
    "handleError",
  ];
  const glue = `
${replaced.map((name) => `function ${name}(one, two) {\n    if (one) {\n        throw two;\n    }\n}\n`).join("\n")}
let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
cachedTextDecoder.decode();
const cachedTextEncoder = new TextEncoder();
if (!('encodeInto' in cachedTextEncoder)) {
    throw new Error("left in");
}
let WASM_VECTOR_LEN = 0;
let wasm;
function __wbg_get_imports() {
    return { one: (arg) => passStringToWasm0(arg, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc) };
}
async function __wbg_load(module, imports) {
}
export { initSync, __wbg_init as default };
`;

  it("moves text in and out as before, over memory that grows", () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { pass, get } = new Function(
      "memory",
      `${leanGlue(glue).replace("export ", "")}\nwasm = { memory };\nreturn {
      pass: (text) => [passStringToWasm0(text, () => 64), WASM_VECTOR_LEN], get: getStringFromWasm0 };`,
    )(memory);
    for (const text of ["", "ASCII", "é🔑", "\ufeffwith a byte order mark", "a\ud800b"]) {
      const [at, length] = pass(text);
      memory.grow(1);
      assert.equal(get(at, length), text.replaceAll("\ud800", "\ufffd"));
    }
  });

  it("starts with what is made of the imports, or with a promise of it", async () => {
    for (const wrap of [(/** @type {object} */ made) => made, Promise.resolve.bind(Promise)]) {
      const { start, exports } = new Function(
        `${leanGlue(glue).replace("export ", "")}\nreturn { start, exports: () => wasm };`,
      )();
      const made = {};
      await start((/** @type {object} */ imports) => {
        assert.deepEqual(Object.keys(imports), ["one"]);
        return wrap(made);
      });
      assert.equal(exports(), made);
    }
  });

  it("refuses imports that it can't say shorter without changing them", () => {
    for (const body of [
      "a: function() {\n return handleError(function (arg0) { return 1; }, arguments);\n },",
      "a: function(arg0) {\n return this.b(arg0);\n },",
      "a: function(arg0) { return 1; },",
    ]) {
      assert.throws(
        () => shortImports(`const made = {\n${body}\n};`),
        isStop(/have changed their form/),
        body,
      );
    }
  });

  it("says the imports shorter, and they do the same; what one throws is kept", () => {
    const imports = `
const heap = [];
function addHeapObject(object) { return heap.push(object) - 1; }
function getObject(index) { return heap[index]; }
function getArrayU8FromWasm0(ptr, len) {
    ptr = ptr >>> 0;
    return [ptr / 1, ptr / 1 + len];
}
const made = {
        a: function(arg0, arg1) {
            const ret = getObject(arg0) + getObject(arg1);
            return addHeapObject(ret);
        },
        b: function(arg0) {
            const ret = getArrayU8FromWasm0((arg0 >>> 0) + 8 * 1, 2);
            return ret;
        },
        c: function() { return handleError(function (arg0) {
            const ret = getObject(arg0).f();
            return addHeapObject(ret);
        }, arguments); },
};`;
    const short = shortImports(imports);
    assert.ok(short.length < imports.length - 100, short);
    assert.doesNotMatch(short, /: function|const ret|>>> 0|arguments/);
    const { heap, made, stored } = new Function(
      `const stored = [];\n${leanGlue(glue).replace("export ", "")}\nwasm = { __wbindgen_exn_store: (at) => stored.push(heap[at]) };\n${short}\nreturn { heap, made, stored };`,
    )();
    heap.push(20, 22, { f: () => "called" }, {});
    assert.equal(heap[made.a(0, 1)], 42);
    assert.deepEqual(made.b(4), [12, 14]);
    assert.equal(heap[made.c(2)], "called");
    assert.equal(made.c(3), undefined);
    assert.ok(stored[0] instanceof TypeError);
  });

  it("refuses glue in which it does not find, once, what it replaces", () => {
    for (const [part, by] of /** @type {[string | RegExp, string][]} */ ([
      ["function passStringToWasm0(", "function passString("],
      ["cachedTextDecoder.decode();\n", ""],
      [/^if \(!\('encodeInto' in/m, "if (!('other' in"],
      ["let wasm", "function getStringFromWasm0() {\n}\nlet wasm"],
      ["async function __wbg_load(", "async function load("],
      ["wasm.__wbindgen_realloc", "wasm.realloc"],
    ])) {
      assert.notEqual(glue.replace(part, by), glue);
      assert.throws(
        () => leanGlue(glue.replace(part, by)),
        (error) => error instanceof UserError && /not found once/.test(error.message),
      );
    }
  });
});

describe("trapping instead of panicking", () => {
  const FORMAT = "<core[a1]::fmt::Formatter>::pad";
  const PANIC = "core[a1]::panicking::panic_fmt";
  const INDEX = "core[a1]::slice::index::slice_index_fail";
  /** @param {string} called what the code that works calls */
  const withCallOf = (called) =>
    assemble(`
      (func $"${FORMAT}" (result i32) (i32.const 1))
      (func $"${PANIC}" (drop (call $"${FORMAT}")))
      (func $"${INDEX}" (call $"${PANIC}"))
      (func $"zoom_pkce::works" (export "works") (param i32) (result i32)
        (if (local.get 0) (then ${called}))
        (i32.const 5))`);

  it("ends a panic at its first step, and leaves the rest alone", async () => {
    for (const called of [`(call $"${INDEX}")`, `(call $"${PANIC}")`]) {
      const wasm = new Uint8Array(await trapInsteadOfPanic(withCallOf(called)));
      const { works } = /** @type {any} */ (new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports);
      assert.equal(works(0), 5);
      assert.throws(() => works(1), WebAssembly.RuntimeError);
    }
  });

  it("leaves out the exports that nobody uses, and what only they need", async () => {
    const wasm = withCallOf(`(call $"${PANIC}")`);
    const exportsOf = async (/** @type {((name: string) => boolean) | undefined} */ isUsed) =>
      WebAssembly.Module.exports(
        new WebAssembly.Module(new Uint8Array(await trapInsteadOfPanic(wasm, isUsed))),
      );
    assert.deepEqual(
      (await exportsOf(undefined)).map(({ name }) => name),
      ["works"],
    );
    assert.deepEqual(await exportsOf((name) => name !== "works"), []);
  });

  it("refuses where code that works would be trapped", async () => {
    const wasm = withCallOf(`(drop (call $"${FORMAT}"))`);
    await assert.rejects(
      trapInsteadOfPanic(wasm),
      isStop(/zoom_pkce::works calls <core\[a1\]::fmt::Formatter>::pad/),
    );
  });

  it("refuses where it finds nothing to trap", async () => {
    await assert.rejects(trapInsteadOfPanic(assemble("(func $other)")), isStop(/renamed/));
  });
});

describe("what is inside a wasm", () => {
  it("is its functions by name and size, the largest first", () => {
    const wasm = assemble(`
      (import "_" "a" (func $imported (result i32)))
      (func $small (export "s") (result i32) (i32.const 1))
      (func $large (export "l") (result i32) (i32.add (call $imported) (i32.add (call $small) (i32.const 70000))))`);
    const functions = functionSizes(new Uint8Array(wasm));
    assert.deepEqual(
      functions.map(({ name }) => name),
      ["large", "small"],
    );
    assert.equal(functions[1].size, 4);
    assert.ok(functions[0].size > 10);
  });

  it("is data that may be changed, at its address", () => {
    const wasm = assemble('(memory 2) (data (i32.const 70000) "abc") (export "m" (memory 0))');
    /** @type {[string, number][]} */
    const seen = [];
    const changed = mapData(new Uint8Array(wasm), (data, address) => {
      seen.push([data.toString(), address]);
      return Buffer.from("xyz");
    });
    assert.deepEqual(seen, [["abc", 70_000]]);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(changed));
    const memory = /** @type {WebAssembly.Memory} */ (exports.m);
    assert.equal(Buffer.from(memory.buffer, 70_000, 3).toString(), "xyz");
  });
});

describe("JavaScript out of wasm", () => {
  it("does the same: conversions that saturate, sign extension, memory that is moved, filled and grown", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "zoom-pkce-test-")), "small.wasm");
    const wasm = assemble(`
      (import "_" "a" (func $double (param i32) (result i32)))
      (memory (export "m") 1)
      (func (export "s") (param f64) (result i32) (i32.trunc_sat_f64_s (local.get 0)))
      (func (export "u") (param f64) (result i32) (i32.trunc_sat_f64_u (local.get 0)))
      (func (export "e") (param i32) (result i32) (i32.extend8_s (local.get 0)))
      (func (export "c") (memory.copy (i32.const 20) (i32.const 10) (i32.const 4)))
      (func (export "f") (memory.fill (i32.const 30) (i32.const 7) (i32.const 3)))
      (func (export "d") (param i32) (result i32) (call $double (local.get 0)))
      (func (export "g") (result i32) (memory.grow (i32.const 2)))`);
    writeFileSync(file, wasm);
    const code = await wasmToJavaScript(file);
    rmSync(dirname(file), { recursive: true });
    const { default: instantiate } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    const imports = { _: { a: (/** @type {number} */ number) => 2 * number } };
    const made = instantiate(imports);
    const real = /** @type {any} */ (
      new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), imports)
    ).exports;
    const numbers = [
      0,
      1.9,
      -1.9,
      2147483646.5,
      2147483647,
      2147483648,
      4294967295,
      4294967296,
      -2147483648,
      -3e9,
      1e300,
      NaN,
      Infinity,
      -Infinity,
    ];
    for (const number of numbers) {
      assert.equal(made.s(number), real.s(number), `signed ${number}`);
      assert.equal(made.u(number) >>> 0, real.u(number) >>> 0, `unsigned ${number}`);
    }
    const old = new Uint8Array(made.m.buffer);
    for (const each of [made, real]) {
      assert.equal(each.e(200), -56);
      assert.equal(each.d(21), 42);
      new Uint8Array(each.m.buffer).set([1, 2, 3, 4], 10);
      each.c();
      each.f();
      assert.equal(each.g(), 1);
      assert.equal(each.m.buffer.byteLength, 3 * 65_536);
      const bytes = new Uint8Array(each.m.buffer);
      assert.deepEqual([...bytes.subarray(20, 24), ...bytes.subarray(30, 34)], [1, 2, 3, 4, 7, 7, 7, 0]);
    }
    assert.equal(Math.max(...old), 0, "nothing is left where the memory was");
  });

  it("refuses conversions that it does not know, and another form than wasm2js's", () => {
    assert.throws(() => withoutSaturation("(module\n (i32.trunc_sat_f32_s\n ))"), isStop(/converts floats/));
    assert.throws(() => asFunction("export default 1;\n"), isStop(/wasm2js writes another form/));
  });
});

/** @param {RegExp[]} messages */
function isStop(...messages) {
  return (/** @type {unknown} */ error) => {
    assert.ok(error instanceof UserError);
    for (const message of messages) assert.match(error.message, message);
    return true;
  };
}
