// npm run timing [-- --measurements 200000]: whether the time of verifyCodeChallenge tells where a challenge differs. What
// it came to is docs/assurance/timing.json.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { buildAll } from "./build/index.js";
import { root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

/** A |t| above this is a difference beyond doubt; up to 4.5, none is seen. In between, measure more. */
const LIMITS = { unseen: 4.5, certain: 10 };

await run(async () => {
  const { values } = parseArgs({ options: { measurements: { type: "string", default: "200000" } } });
  const measurements = Number(values.measurements);
  if (!Number.isInteger(measurements) || measurements < 1000 || measurements > 5_000_000) {
    throw new UserError("--measurements: must be an integer from 1000 to 5000000.");
  }
  await buildAll();
  // Only now: it needs what was just built.
  const { measureTiming } = await import("../tests/timing/measure.js");
  const results = await measureTiming(measurements, say);
  const folder = join(root, "docs/assurance");
  mkdirSync(folder, { recursive: true });
  const machine = { node: process.version, processor: process.arch };
  writeFileSync(
    join(folder, "timing.json"),
    `${JSON.stringify({ machine, limits: LIMITS, results }, null, 2)}\n`,
  );

  const shares = results[0].comparisons.map(({ kept }) => `${kept * 100} %`);
  console.log(`\n${"t, of the quickest".padEnd(100)}${shares.map(right).join("")}`);
  for (const { name, comparisons } of results)
    console.log(name.padEnd(100) + comparisons.map(({ t }) => right(t.toFixed(2))).join(""));
  const problems = results.flatMap(({ name, isControl, largest }) => {
    if (isControl) return largest > LIMITS.certain ? [] : [`not found out: ${name}`];
    return largest > LIMITS.certain ? [`a difference: ${name}`] : [];
  });
  if (problems.length > 0) throw new UserError(`\n${problems.join("\n")}`);
  console.log("\nThe comparison that leaks is found out, and the package's own shows no certain difference.");
});

/** @param {string} text */
function right(text) {
  return text.padStart(10);
}
