// npm test: installs what is missing, browsers included where it may, builds, and runs every suite.

import { ensureBrowsers } from "./lib/browsers.js";
import { buildAll, buildDemo, buildTarball } from "./lib/build.js";
import { run, say } from "./lib/report.js";
import { inEngine, inNode, native, SKIPPED } from "./lib/suites.js";
import { ensureWasmTools } from "./lib/tools.js";

await run(async () => {
  await buildAll();
  await buildDemo();
  await buildTarball();
  const env = await ensureWasmTools();
  const browsers = await ensureBrowsers();
  // For the tests that drive Firefox themselves.
  if (browsers.Firefox) process.env.GECKODRIVER = browsers.Firefox.driver;

  /** @type {[string, import("./lib/suites.js").Counts][]} */
  const results = [];
  results.push(["crate, natively", await native()]);
  for (const engine of /** @type {const} */ (["Chromium", "Firefox", "WebKit"])) {
    results.push([`crate, in ${engine}`, await inEngine(engine, browsers, env)]);
  }
  results.push(["package, in Node", await inNode("Testing the package in Node", "tests/node")]);
  const pages = browsers.Chromium ? await inNode("Testing pages in Chromium", "tests/browser") : SKIPPED;
  results.push(["pages, in Chromium", pages]);
  results.push(["flow, in browsers", await inNode("Testing the flow in browsers", "tests/flow")]);
  results.push(["examples", await inNode("Testing the examples", "tests/examples")]);
  results.push(["bundlers", await inNode("Testing the packed package in bundlers", "tests/bundlers")]);
  const runtimes = "Testing the packed package in Node, Deno and Workers' runtime";
  results.push(["runtimes", await inNode(runtimes, "tests/runtimes")]);
  results.push(["reference", await inNode("Testing the reference and its examples", "tests/reference")]);
  results.push(["published types", await inNode("Testing the published types", "tests/types")]);
  results.push(["packed package", await inNode("Testing the packed package", "tests/package")]);

  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log("");
  for (const [name, { passed, failed, skipped }] of results) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    console.log(`${name.padEnd(20)} ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
  for (const [engine, how] of browsers.missing) console.log(`\n${engine} was skipped. To get it, ${how}`);
  if (process.env.CI === "true" && total.skipped > 0) {
    say("With CI=true, a skipped test is a failure.");
    process.exitCode = 1;
  }
  if (total.failed > 0) process.exitCode = 1;
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
});
