// npm run load [-- --flows 2000 --seed abc]: runs thousands of flows against backends that are
// killed and a simulated Zoom that fails. The results are written to docs/assurance/load.json.

import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { buildAll } from "./build/index.js";
import { root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

const KINDS = /** @type {const} */ (["handlers", "demo"]);

await run(async () => {
  const { values } = parseArgs({
    options: {
      flows: { type: "string", default: "2000" },
      seed: { type: "string", default: randomBytes(4).toString("hex") },
      only: { type: "string" },
    },
  });
  const flows = Number(values.flows);
  if (!Number.isInteger(flows) || flows < 1 || flows > 5000) {
    throw new UserError(
      "--flows: must be an integer from 1 to 5000. Each flow holds connections on this machine.",
    );
  }
  if (values.only !== undefined && !KINDS.some((kind) => kind === values.only)) {
    throw new UserError(`--only: must be ${KINDS.join(" or ")}, not "${values.only}".`);
  }
  await buildAll();
  // This module needs the built package, so it is imported here.
  const { runLoad } = await import("../tests/load/run.js");
  say(
    `Seed ${values.seed}. To plan the same flows again: npm run load -- --flows ${flows} --seed ${values.seed}`,
  );
  const runs = [];
  for (const kind of KINDS) {
    // The demo waits 10 seconds for Zoom, and one process simulates Zoom for all flows. More flows
    // would time out.
    const flowCount = kind === "demo" ? Math.ceil(flows / 2) : flows;
    if (values.only === undefined || values.only === kind) {
      runs.push(await runLoad({ kind, flows: flowCount, seed: values.seed, say }));
    }
  }
  if (values.only === undefined) {
    const folder = join(root, "docs/assurance");
    mkdirSync(folder, { recursive: true });
    const machine = { node: process.version, processors: cpus().length };
    writeFileSync(join(folder, "load.json"), `${JSON.stringify({ machine, runs }, null, 2)}\n`);
  }

  for (const { kind, waves, memory } of runs) {
    console.log(
      `\n${kind}`.padEnd(43) + ["flows", "at once", "results", "errors", "latest"].map(right).join(""),
    );
    for (const { name, flows, mostInFlight, outcomes, latestMs } of waves) {
      const results = outcomes.result ?? 0;
      console.log(
        name.padEnd(42) +
          [flows, mostInFlight, results, flows - results, `${latestMs} ms`].map(right).join(""),
      );
    }
    for (const { after, heap, rss } of memory) {
      console.log(`memory after "${after}": heap ${megabytes(heap)}, resident ${megabytes(rss)}`);
    }
  }
  const problems = runs.flatMap(({ kind, problems }) => problems.map((problem) => `${kind}: ${problem}`));
  if (problems.length > 0) throw new UserError(`\nProblems:\n  ${problems.join("\n  ")}`);
  console.log(
    "\nEach flow ended with one result or one error, no code was sent twice, and no resource leaked.",
  );
});

/** Pads a table cell to the right. @param {string | number} text */
function right(text) {
  return String(text).padStart(10);
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}
