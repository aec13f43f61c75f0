// npm test: installs what is missing, browsers included where it may, builds, and runs every suite.

import { ensureBackendPrograms } from "./backends/index.js";
import { ensureBrowsers } from "./install/browsers.js";
import { buildAll, buildDemo, buildTarball } from "./build/index.js";
import { run, say } from "./process/report.js";
import { examplesForPages, inEngine, inLanes, inNode, native, SKIPPED } from "./test/suites.js";
import { ensureWasmTools } from "./install/tools.js";

await run(async () => {
  await buildAll();
  await buildDemo();
  await buildTarball();
  const env = await ensureWasmTools();
  const browsers = await ensureBrowsers();
  await ensureBackendPrograms();
  // For the tests that drive Firefox themselves.
  if (browsers.Firefox) process.env.GECKODRIVER = browsers.Firefox.driver;

  // Side by side; in this order, what compiles long meets what waits for browsers, and the short ones come last.
  const results = await inLanes(2, [
    ["flow, in browsers", () => inNode("Testing the flow in browsers", "tests/flow")],
    ["crate, natively", native],
    ["crate's examples", examplesForPages],
    ["crate, in Chromium", () => inEngine("Chromium", browsers, env)],
    ["crate, in Firefox", () => inEngine("Firefox", browsers, env)],
    ["crate, in WebKit", () => inEngine("WebKit", browsers, env)],
    ["crate's module", () => inNode("Testing the module that wasm-pack makes", "tests/module")],
    ["backends", () => inNode("Testing the backends of the examples", "tests/backends")],
    [
      "pages, in Chromium",
      async () => (browsers.Chromium ? inNode("Testing pages in Chromium", "tests/browser") : SKIPPED),
    ],
    ["package, in Node", () => inNode("Testing the package in Node", "tests/node", 2)],
    ["examples", () => inNode("Testing the examples", "tests/examples")],
    ["bundlers", () => inNode("Testing the packed package in bundlers", "tests/bundlers")],
    ["published types", () => inNode("Testing the published types", "tests/types")],
    ["packed package", () => inNode("Testing the packed package", "tests/package")],
    ["reference", () => inNode("Testing the reference and its examples", "tests/reference")],
    ["runtimes", () => inNode("Testing the packed package in Node, Deno and workerd", "tests/runtimes")],
  ]);

  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log("");
  for (const [name, { passed, failed, skipped }] of results) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    console.log(`${name.padEnd(20)} ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
  for (const [name, { why }] of results) if (why) console.log(`\n${name}:\n${why}`);
  for (const [engine, how] of browsers.missing) console.log(`\n${engine} was skipped. To get it, ${how}`);
  if (process.env.CI === "true" && total.skipped > 0) {
    say("With CI=true, a skipped test is a failure.");
    process.exitCode = 1;
  }
  if (total.failed > 0) process.exitCode = 1;
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
});
