// The entry zoom-pkce/react without a page: it is imported, and rendered on a server.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import { createElement, StrictMode, Suspense } from "react";
import { renderToReadableStream, renderToString } from "react-dom/server";

import { root } from "../../../scripts/process/command.js";
import { newSdk } from "../support/sdk.js";

/** The globals that the package has read. @type {string[]} */
const touched = [];
/** @type {typeof import("zoom-pkce/react")} */
let entry;

/**
 * Records a read if the package's code is on the stack: React and Node read globals too.
 *
 * @param {string} name
 */
function touch(name) {
  if (new Error().stack?.includes("/dist/")) touched.push(name);
}

before(async () => {
  for (const name of ["window", "localStorage", "sessionStorage", "location", "navigator"]) {
    Object.defineProperty(globalThis, name, { configurable: true, get: () => touch(name) });
  }
  globalThis.WebAssembly = new Proxy(WebAssembly, {
    get(target, name) {
      touch(`WebAssembly.${String(name)}`);
      return Reflect.get(target, name);
    },
  });
  entry = await import("zoom-pkce/react");
});

test("it exports only the hook, and reads no global when it is imported", () => {
  assert.deepEqual(Object.keys(entry), ["useZoomAuthorization"]);
  assert.deepEqual(touched, []);
});

test("rendered on a server: idle, and calls in the render do not reach the SDK, the page or wasm", async (t) => {
  const said = t.mock.method(console, "error", () => {});
  const sdk = newSdk();
  /** @type {unknown[]} */
  const given = [];
  const Component = () => {
    const hook = entry.useZoomAuthorization(sdk.zoomSdk, { backend: "/token" });
    given.push(hook.authorize());
    hook.cancel();
    hook.reset();
    return createElement("p", null, `${hook.status} ${hook.data} ${hook.error}`);
  };
  const tree = createElement(StrictMode, null, createElement(Suspense, null, createElement(Component)));
  assert.match(renderToString(tree), /<p>idle undefined undefined<\/p>/);
  const stream = await renderToReadableStream(tree);
  assert.match(await new Response(stream).text(), /<p>idle undefined undefined<\/p>/);
  assert.ok(given.length >= 2);
  assert.deepEqual(await Promise.all(given), Array(given.length).fill(undefined));
  assert.deepEqual(sdk.requests, []);
  assert.deepEqual(sdk.listening, []);
  assert.deepEqual(touched, []);
  assert.equal(said.mock.callCount(), 0);
});

test("without an SDK, as on a server, it renders", () => {
  for (const zoomSdk of [undefined, null]) {
    const Component = () => entry.useZoomAuthorization(zoomSdk, { backend: "/token" }).status;
    assert.equal(renderToString(createElement(Component)), "idle");
  }
});

test('the built file begins with the directive "use client"', () => {
  assert.match(readFileSync(join(root, "dist/react.js"), "utf8"), /^"use client";\n/);
});

test("it has no copy of the flow: it imports only React and the files of zoom-pkce", () => {
  const importsOf = (/** @type {string} */ file) =>
    [...readFileSync(join(root, "dist", file), "utf8").matchAll(/^(?:import|\}) .*"([^"]+)";$/gm)].map(
      ([, from]) => from,
    );
  const [index, store, react] = ["index.js", "store.js", "react.js"].map(importsOf);
  // The store's own code is a file of its own, which both import.
  const isShared = (/** @type {string} */ from) => index.includes(from) || store.includes(from);
  assert.ok(index.some((from) => store.includes(from)));
  assert.deepEqual(
    react.filter((from) => !isShared(from)),
    ["react"],
  );
});

test("the checks above detect reads: init() reads WebAssembly", async () => {
  const { init } = await import("zoom-pkce");
  await init();
  assert.ok(touched.includes("WebAssembly.instantiate"), String(touched));
});
