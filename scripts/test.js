// npm test: installs missing tools and, on Debian as root, browsers; builds; and runs the test suites.
// `-- --quick` runs those without a browser, and `-- --all` also the thorough ones.
// `npm test -- flow node/forward` runs these suites or files, and `npm test -- --list` lists them.

import { parseArgs } from "node:util";

import { run, say, UserError } from "./process/report.js";
import { prepare } from "./test/prepare.js";
import { describeSuites, needsOf, select, selectExtent, tellTestFiles } from "./test/select.js";
import { runInLanes } from "./test/suites.js";

/** @import { Extent } from "./test/select.js" */

await run(async () => {
  const { list, extent, names } = readArguments();
  if (list) return console.log(describeSuites());
  const selected = names.length > 0 ? select(names) : selectExtent(extent);
  tellTestFiles(names.length > 0 || extent === "all");
  const prepared = await prepare(needsOf(selected));
  const { browsers } = prepared;

  const results = await runInLanes(
    2,
    selected.map(({ suite, paths }) => [suite.title, () => suite.run(paths, prepared)]),
  );

  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log("");
  for (const [name, { passed, failed, skipped }, seconds] of results) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    const figures = `${passed} passed, ${failed} failed, ${skipped} skipped`;
    console.log(`${name.padEnd(20)} ${figures.padEnd(40)}${seconds} s`);
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

/** @returns {{ list: boolean, extent: Extent, names: string[] }} */
function readArguments() {
  const { values, positionals: names } = parse();
  const { list, quick, all } = values;
  if (Number(quick) + Number(all) + Number(names.length > 0) > 1) {
    throw new UserError("Choose one: --quick, --all, or names of suites and files.");
  }
  return { list, extent: quick ? "quick" : all ? "all" : "usual", names };
}

function parse() {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  try {
    return parseArgs({ options: { list: flag, quick: flag, all: flag }, allowPositionals: true });
  } catch (error) {
    // An unknown option.
    throw new UserError(/** @type {Error} */ (error).message);
  }
}
