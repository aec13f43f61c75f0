// npm run bench: speed and memory beside others, in three engines, in Node and in Rust. A whole run is written to
// docs/performance.md and docs/performance/; one of a part, or a quick one, below target/.
//
//   npm run bench -- --only pair,cold    one or more of pair, cold, flows, native
//   npm run bench -- --quick             a minute, to see that it works
//   npm run bench -- --out <folder>      writes there
//   npm run bench -- --render            measures nothing: writes the page and the chart from the results that are there

import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";

import { ensureBrowsers } from "./install/browsers.js";
import { buildAll } from "./build/index.js";
import { root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";
import { ensureNpmPackages } from "./install/tools.js";

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
  const isWhole = !only && !quick;
  const folder = out ? resolve(out) : join(root, isWhole || render ? "docs" : "target/bench");
  await buildAll();
  await ensureNpmPackages(join(root, "benches/peers"));
  const browsers = await ensureBrowsers();
  // For what drives Firefox, which looks for it when it is loaded.
  if (browsers.Firefox) process.env.GECKODRIVER = browsers.Firefox.driver;

  // Only now: these need what was just installed and built.
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
  for (const [engine, how] of browsers.missing)
    console.log(`\n${engine} was not measured. To get it, ${how}`);
  say(`Written: ${relative(root, folder) || "."}/performance.md, and its numbers and chart in performance/.`);
});
