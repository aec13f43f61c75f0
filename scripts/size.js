// npm run size: the bytes of all that a page loads for the in-client flow, bundled and minified.

import { buildAll } from "./lib/build.js";
import { run } from "./lib/report.js";
import { BUDGET, measure } from "./lib/size.js";

await run(async () => {
  await buildAll();
  const { rows } = await measure();
  console.log(`${"".padEnd(44)}${["raw", "gzip", "brotli"].map((head) => head.padStart(9)).join("")}`);
  for (const { name, raw, gzip, brotli } of rows) {
    console.log(name.padEnd(44) + [raw, gzip, brotli].map((size) => String(size).padStart(9)).join(""));
  }
  console.log(`\nBudget: ${BUDGET} bytes of brotli for the flow.`);
});
