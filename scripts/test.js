// npm test: installs missing tools and, on Debian as root, browsers; builds; and runs every test
// suite.

import { ensureBackendPrograms } from "./backends/index.js";
import { buildAll, buildDemo, buildTarball } from "./build/index.js";
import { ensureBrowsers } from "./install/browsers.js";
import { ensureWasmTools } from "./install/tools.js";
import { run, say } from "./process/report.js";
import {
  compilePageExamples,
  runCrateTests,
  runCrateTestsIn,
  runInLanes,
  runNodeTests,
  SKIPPED,
} from "./test/suites.js";

await run(async () => {
  await buildAll();
  await buildDemo();
  await buildTarball();
  const env = await ensureWasmTools();
  const browsers = await ensureBrowsers();
  await ensureBackendPrograms();
  // Tests that drive Firefox themselves read this variable.
  if (browsers.Firefox) process.env.GECKODRIVER = browsers.Firefox.driver;

  // In this order, suites that compile for long run beside suites that wait for browsers, and short
  // suites come last.
  const results = await runInLanes(2, [
    ["flow, in browsers", () => runNodeTests("Testing the flow in browsers", "tests/flow")],
    ["crate, natively", runCrateTests],
    ["crate's examples", compilePageExamples],
    ["crate, in Chromium", () => runCrateTestsIn("Chromium", browsers, env)],
    ["crate, in Firefox", () => runCrateTestsIn("Firefox", browsers, env)],
    ["crate, in WebKit", () => runCrateTestsIn("WebKit", browsers, env)],
    ["crate's module", () => runNodeTests("Testing the module that wasm-pack makes", "tests/module")],
    ["backends", () => runNodeTests("Testing the backends of the examples", "tests/backends")],
    [
      "pages, in Chromium",
      async () => (browsers.Chromium ? runNodeTests("Testing pages in Chromium", "tests/browser") : SKIPPED),
    ],
    ["package, in Node", () => runNodeTests("Testing the package in Node", "tests/node", 2)],
    ["examples", () => runNodeTests("Testing the examples", "tests/examples")],
    ["bundlers", () => runNodeTests("Testing the packed package in bundlers", "tests/bundlers")],
    ["published types", () => runNodeTests("Testing the published types", "tests/types")],
    ["packed package", () => runNodeTests("Testing the packed package", "tests/package")],
    ["reference", () => runNodeTests("Testing the reference and its examples", "tests/reference")],
    [
      "runtimes",
      () => runNodeTests("Testing the packed package in Node, Deno, Bun and workerd", "tests/runtimes"),
    ],
    [
      "unit tests of apps",
      () => runNodeTests("Testing the packed package in Jest and Vitest", "tests/unit-tests"),
    ],
    ["commands, diagrams", () => runNodeTests("Running the documents' commands", "tests/snippets")],
    ["realms", () => runNodeTests("Testing the packed package under jsdom", "tests/realms")],
  ]);

  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log("");
  for (const [name, { passed, failed, skipped }] of results) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    console.log(`${name.padEnd(20)} ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
  for (const [name, { failures }] of results) if (failures) console.log(`\n${name}:\n${failures}`);
  for (const [engine, how] of browsers.missing) console.log(`\n${engine} was skipped. ${how}`);
  if (process.env.CI === "true" && total.skipped > 0) {
    say("With CI=true, a skipped test is a failure.");
    process.exitCode = 1;
  }
  if (total.failed > 0) process.exitCode = 1;
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
});
