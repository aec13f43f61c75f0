// The doctor's reading of Content-Security-Policies, of HTML and of JavaScript.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";

import {
  allowsConnection,
  allowsScript,
  allowsWasm,
  readPolicies,
} from "../../../js/command/doctor/csp/policies.js";
import { allowsUrl } from "../../../js/command/doctor/csp/source-list.js";
import { isLoopback } from "../../../js/forward/target.js";
import { readPage } from "../../../js/command/doctor/page/html.js";
import { parseScript } from "../../../js/command/doctor/page/syntax.js";

const PAGE = new URL("https://app.example.com/a/page");

describe("a source of a policy", () => {
  for (const [source, url, isAllowed] of /** @type {[string, string, boolean][]} */ ([
    ["*", "https://other.example/", true],
    ["*", "data:text/plain,a", false],
    ["'self'", "https://app.example.com/b", true],
    ["'self'", "https://app.example.com:8443/b", false],
    ["'self'", "wss://app.example.com/b", true],
    ["'self'", "https://other.example/", false],
    ["'SELF'", "https://app.example.com/b", true],
    ["self", "https://app.example.com/b", false],
    ["https:", "https://other.example/", true],
    ["https:", "wss://other.example/", true],
    ["https:", "http://other.example/", false],
    ["http:", "https://other.example/", true],
    ["wss:", "https://other.example/", true],
    ["ws:", "wss://other.example/", true],
    ["data:", "data:text/plain,a", true],
    ["other.example", "https://other.example/", true],
    ["OTHER.example", "https://other.example/", true],
    ["other.example", "http://other.example/", false],
    ["other.example", "https://sub.other.example/", false],
    ["other.example", "https://other.example:8443/", false],
    ["other.example:8443", "https://other.example:8443/", true],
    ["other.example:*", "https://other.example:8443/", true],
    ["http://other.example:80", "https://other.example/", true],
    ["http://other.example", "https://other.example/", true],
    ["https://other.example", "http://other.example/", false],
    ["*.other.example", "https://sub.other.example/", true],
    ["*.other.example", "https://other.example/", false],
    ["https://*", "https://other.example/", true],
    ["https://other.example/", "https://other.example/a", true],
    ["https://other.example/a/", "https://other.example/a/b", true],
    ["https://other.example/a", "https://other.example/a/b", false],
    ["https://other.example/a", "https://other.example/a", true],
    ["https://[::1]:3000", "https://[::1]:3000/", true],
    ["'nonce-abc'", "https://app.example.com/", false],
    ["'none'", "https://app.example.com/", false],
    ["https://", "https://app.example.com/", false],
  ])) {
    it(`${source} ${isAllowed ? "allows" : "does not allow"} ${url}`, () => {
      assert.equal(allowsUrl([source], new URL(url), PAGE), isAllowed);
    });
  }

  it("allows https and sockets for a page over http, at its own port only", () => {
    const page = new URL("http://localhost:3000/");
    for (const [url, isAllowed] of /** @type {[string, boolean][]} */ ([
      ["http://localhost:3000/a", true],
      ["ws://localhost:3000/a", true],
      ["http://localhost:3001/a", false],
    ])) {
      assert.equal(allowsUrl(["'self'"], new URL(url), page), isAllowed, url);
    }
  });
});

describe("policies", () => {
  const connects = (/** @type {string | undefined} */ header) =>
    allowsConnection(readPolicies(header), PAGE, PAGE);

  it("all have to allow a connection; default-src stands in for connect-src", () => {
    assert.ok(connects(undefined));
    assert.ok(connects("script-src 'none'"));
    assert.ok(connects("default-src 'none'; connect-src 'self'"));
    assert.ok(!connects("default-src 'none'"));
    assert.ok(!connects("connect-src"));
    assert.ok(!connects("connect-src 'self', connect-src 'none'"));
    assert.ok(connects("connect-src 'self'; connect-src 'none'"), "the first of two directives counts");
  });

  it("allow WebAssembly by two keywords", () => {
    for (const [header, isAllowed] of /** @type {[string, boolean][]} */ ([
      ["connect-src 'self'", true],
      ["script-src 'self'", false],
      ["default-src 'self' 'wasm-unsafe-eval'", true],
      ["script-src 'unsafe-eval'", true],
      ["default-src 'unsafe-eval'; script-src 'self'", false],
    ])) {
      assert.equal(allowsWasm(readPolicies(header)), isAllowed, header);
    }
  });

  const inline = { text: "run()", nonce: undefined };
  const hash = (/** @type {string} */ algorithm) =>
    createHash(algorithm).update(inline.text).digest("base64");
  for (const [
    header,
    script,
    isAllowed,
  ] of /** @type {[string, Partial<import("../../../js/command/doctor/csp/policies.js").Script>, boolean][]} */ ([
    ["script-src 'self'", { url: new URL("/a.js", PAGE) }, true],
    ["script-src 'self'; script-src-elem 'none'", { url: new URL("/a.js", PAGE) }, false],
    ["script-src 'strict-dynamic' 'self'", { url: new URL("/a.js", PAGE) }, false],
    ["script-src 'strict-dynamic' 'nonce-abc'", { url: new URL("/a.js", PAGE), nonce: "abc" }, true],
    ["script-src 'self'", {}, false],
    ["script-src 'unsafe-inline'", {}, true],
    ["script-src 'unsafe-inline' 'nonce-abc'", {}, false],
    ["script-src 'unsafe-inline' 'strict-dynamic'", {}, false],
    ["script-src 'unsafe-inline' 'nonce-abc'", { nonce: "abc" }, true],
    ["script-src 'nonce-abc'", { nonce: "abcd" }, false],
    [`script-src 'sha256-${hash("sha256")}'`, {}, true],
    [`script-src 'sha384-${hash("sha384")}'`, {}, true],
    [`script-src 'sha256-${hash("sha512")}'`, {}, false],
    [`script-src 'unsafe-inline' 'sha256-${hash("sha512")}'`, {}, false],
    ["connect-src 'none'", {}, true],
  ])) {
    it(`${header} ${isAllowed ? "allows" : "does not allow"} ${script.url?.pathname ?? "an inline script"}`, () => {
      assert.equal(allowsScript(readPolicies(header), { ...inline, ...script }, PAGE), isAllowed);
    });
  }
});

describe("a page", () => {
  it("has scripts, preloads and policies; data is no script", () => {
    const { scripts, metaPolicies } = readPage(
      `<base href="/app/"><meta http-equiv="content-security-policy" content="connect-src 'self'">
       <script src="a.js" nonce="n" crossorigin></script><script type="module">run()</script>
       <link rel="modulepreload" href="b.js"><link rel="stylesheet" href="c.css">
       <script type="application/json">{}</script><!-- <script src="d.js"></script> -->
       <template><script src="e.js"></script></template><script nomodule src="f.js"></script>`,
      PAGE,
    );
    assert.deepEqual(
      scripts.map(({ url, text, nonce, isModule, isPreload, hasCrossOrigin }) => [
        ...[url?.href, text, nonce, isModule, isPreload, hasCrossOrigin],
      ]),
      [
        ["https://app.example.com/app/a.js", "", "n", false, false, true],
        [undefined, "run()", undefined, true, false, false],
        ["https://app.example.com/app/b.js", "", undefined, true, true, false],
      ],
    );
    assert.deepEqual(metaPolicies, [new Map([["connect-src", ["'self'"]]])]);
  });
});

describe("what is nested deeper than the stack", () => {
  it("is read, or counts as not read", () => {
    const deep = 100_000;
    const { scripts } = readPage(`${"<i>".repeat(deep)}<script src="a.js"></script>`, PAGE);
    assert.equal(scripts.length, 1);
    assert.equal(readPage("<br>".repeat(deep), PAGE).scripts.length, 0);
    for (const text of [`x${"()".repeat(deep)}`, `${"[".repeat(deep)}${"]".repeat(deep)}`]) {
      assert.equal(parseScript(text, PAGE).isParsed, false);
    }
  });
});

describe("a script", () => {
  const parsed = (/** @type {string} */ text) => parseScript(text, PAGE);
  const capabilitiesIn = (/** @type {string} */ text) =>
    parsed(text).configCalls.map(({ capabilities }) => capabilities);

  it("shows the capabilities of config, in the ways that people and minifiers write them", () => {
    for (const text of [
      'zoomSdk.config({ capabilities: ["a", "b"] })',
      "sdk.default.config({ version: `1`, 'capabilities': [`a`, 'b'] })",
      'const list = ["a", "b"]; zoomSdk.config({ capabilities: list })',
      'const configure = () => zoomSdk.config({ capabilities: ["a", "b"], version: "0.16.0" });',
    ]) {
      assert.deepEqual(capabilitiesIn(text), [["a", "b"]], text);
    }
    for (const text of [
      "zoomSdk.config({ capabilities: [...list, 'a'] })",
      "zoomSdk.config({ capabilities: list })",
      "const list = ['a']; { const list = ['b']; zoomSdk.config({ capabilities: list }) }",
      "zoomSdk.config({ capabilities: ['a', name] })",
    ]) {
      assert.deepEqual(capabilitiesIn(text), [undefined], text);
    }
    assert.deepEqual(capabilitiesIn("zoomSdk.config({ [capabilities]: ['a'] })"), []);
    assert.deepEqual(
      capabilitiesIn("zoomSdk.config(options); app.config({ a: 1 }); config({ capabilities: [] })"),
      [],
    );
  });

  it("waits for config, or not", () => {
    const awaits = (/** @type {string} */ text) => parsed(text).configCalls.map(({ isAwaited }) => isAwaited);
    const call = "zoomSdk.config({ capabilities: [] })";
    assert.deepEqual(awaits(`await ${call}; ${call}.then(run); const promise = ${call}; () => ${call};`), [
      ...[true, true, true, true],
    ]);
    assert.deepEqual(awaits(`${call};`), [false]);
  });

  it("names its imports, and is a module or not", () => {
    const { imports } = parsed(
      'import "./b.js"; import x from "../c.js"; export * from "/d.js"; export { y } from "https://e.example/f.js"; import "react"; export const z = 1; import("./later.js");',
    );
    assert.deepEqual(
      imports.map(({ href }) => href),
      [
        ...["https://app.example.com/a/b.js", "https://app.example.com/c.js", "https://app.example.com/d.js"],
        "https://e.example/f.js",
      ],
    );
    assert.equal(parsed("with (a) { b }").isParsed, true, "a classic script");
    assert.equal(parsed("not a script").isParsed, false);
  });

  it("chooses S256 by an option of a second argument", () => {
    const chooses = (/** @type {string} */ text) => parsed(text).choosesS256;
    assert.ok(chooses('authorize(zoomSdk, { codeChallengeMethod: "S256" })'));
    assert.ok(chooses("a(b,{backend:c,codeChallengeMethod:`S256`})"));
    assert.ok(!chooses('authorize(zoomSdk, { codeChallengeMethod: "plain" })'));
    assert.ok(!chooses('generatePkcePair({ codeChallengeMethod: "S256" })'));
    assert.ok(!chooses("authorize(zoomSdk, options)"));
  });
});

describe("a host", () => {
  it("is this machine, or not", () => {
    const local = ["http://localhost", "http://a.localhost", "http://127.0.0.2", "http://[::1]:1"];
    for (const url of local) assert.ok(isLoopback(new URL(url).hostname), url);
    for (const url of [
      "http://localhost.example",
      "http://127.example.com",
      "http://10.0.0.1",
      "http://[::2]",
    ]) {
      assert.ok(!isLoopback(new URL(url).hostname), url);
    }
  });
});
