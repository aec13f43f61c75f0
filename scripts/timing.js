// npm run timing [-- --measurements 200000]: measures whether the duration of verifyCodeChallenge
// depends on where two challenges differ. The results are written to docs/assurance/timing.json.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { buildAll } from "./build/index.js";
import { root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

/**
 * Limits for the absolute value of Welch's t. Above `certain`, the durations differ. Up to
 * `unseen`, no difference is seen. In between, more measurements are needed.
 */
const LIMITS = { unseen: 4.5, certain: 10 };

await run(async () => {
  const { values } = parseArgs({ options: { measurements: { type: "string", default: "200000" } } });
  const measurements = Number(values.measurements);
  if (!Number.isInteger(measurements) || measurements < 1000 || measurements > 5_000_000) {
    throw new UserError("--measurements: must be an integer from 1000 to 5000000.");
  }
  await buildAll();
  // This module needs the built package, so it is imported here.
  const { measureTiming } = await import("../tests/timing/measure.js");
  const results = await measureTiming(measurements, say);
  const folder = join(root, "docs/assurance");
  mkdirSync(folder, { recursive: true });
  const machine = { node: process.version, processor: process.arch };
  writeFileSync(
    join(folder, "timing.json"),
    `${JSON.stringify({ machine, limits: LIMITS, results }, null, 2)}\n`,
  );

  const shares = (results[0]?.comparisons ?? []).map(({ kept }) => `${kept * 100} %`);
  console.log(`\n${"t of the fastest measurements".padEnd(100)}${shares.map(right).join("")}`);
  for (const { name, comparisons } of results)
    console.log(name.padEnd(100) + comparisons.map(({ t }) => right(t.toFixed(2))).join(""));
  const problems = results.flatMap(({ name, isControl, largest }) => {
    if (isControl) return largest > LIMITS.certain ? [] : [`The leak was not detected: ${name}`];
    return largest > LIMITS.certain ? [`The durations differ: ${name}`] : [];
  });
  if (problems.length > 0) throw new UserError(`\n${problems.join("\n")}`);
  console.log(
    "\nThe leak of the control was detected. The package's comparison shows no certain difference.",
  );
});

/** Pads a table cell to the right. @param {string} text */
function right(text) {
  return text.padStart(10);
}
