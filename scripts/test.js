// npm test: installs missing tools and, on Debian as root, browsers; builds; and runs every test
// suite. `npm test -- flow node/forward` runs these suites or files, and `npm test -- --list` lists
// the suites.

import { parseArgs } from "node:util";

import { run, say, UserError } from "./process/report.js";
import { prepare } from "./test/prepare.js";
import { describeSuites, needsOf, select } from "./test/select.js";
import { runInLanes } from "./test/suites.js";

await run(async () => {
  const { list, names } = readArguments();
  if (list) return console.log(describeSuites());
  const selected = select(names);
  const prepared = await prepare(needsOf(selected));
  const { browsers } = prepared;

  const results = await runInLanes(
    2,
    selected.map(({ suite, paths }) => [suite.title, () => suite.run(paths, prepared)]),
  );

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

function readArguments() {
  try {
    const options = /** @type {const} */ ({ list: { type: "boolean" } });
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { list: values.list, names: positionals };
  } catch (error) {
    // An unknown option.
    throw new UserError(/** @type {Error} */ (error).message);
  }
}
