// npm run bench: measures the speed and memory of this package and of others, in three browser
// engines, in Node and in Rust. A full run is written to docs/performance.md and docs/performance/,
// a partial or quick run to target/bench.
//
//   npm run bench -- --only pair,cold    measures some of pair, cold, flows, native
//   npm run bench -- --quick             takes a minute, to see that it works
//   npm run bench -- --out <folder>      writes to a folder
//   npm run bench -- --render            writes the page and the chart from the last results

import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";

import { buildAll } from "./build/index.js";
import { ensureBrowsers } from "./install/browsers.js";
import { ensureNpmPackages } from "./install/tools.js";
import { root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: "string" },
        out: { type: "string" },
        quick: { type: "boolean", default: false },
        render: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new UserError(/** @type {Error} */ (error).message);
  }
}

await run(async () => {
  const { only, out, quick, render } = readOptions();
  const isFullRun = !only && !quick;
  const folder = out ? resolve(out) : join(root, isFullRun || render ? "docs" : "target/bench");
  await buildAll();
  await ensureNpmPackages(join(root, "benches/peers"));
  const browsers = await ensureBrowsers();
  // The modules that drive Firefox read this variable when they are loaded.
  if (browsers.Firefox) process.env.GECKODRIVER = browsers.Firefox.driver;

  // These modules need the installed packages and the built package, so they are imported here.
  const { bench, PARTS } = await import("../benches/lib/bench.js");
  const { readResults, writeResults } = await import("../benches/lib/write.js");
  const { judge } = await import("../benches/lib/goals.js");
  const wanted = only?.split(",") ?? PARTS;
  const parts = PARTS.filter((part) => wanted.includes(part));
  if (parts.length < wanted.length) throw new UserError(`--only takes some of these: ${PARTS.join(", ")}`);

  const results = render ? readResults(folder) : await bench({ only: parts, isQuick: quick });
  await writeResults(results, folder);
  for (const { what, goal, reached, found } of judge(results)) {
    if (reached !== undefined)
      console.log(`${reached ? "reached" : "NOT YET"}  ${what}: ${goal}\n         ${found}`);
  }
  for (const [engine, how] of browsers.missing) console.log(`\n${engine} was not measured. ${how}`);
  say(`Written: ${relative(root, folder) || "."}/performance.md, and its numbers and chart in performance/.`);
});
