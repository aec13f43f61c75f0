// npm run size: measures the files that a page loads, of this package and of others, and writes the
// sizes to docs/. With --why it prints the size of each function in the wasm instead.

import { buildAll } from "./build/index.js";
import { run, say } from "./process/report.js";

await run(async () => {
  await buildAll();
  if (process.argv.includes("--why")) {
    const { printSizeReport } = await import("./build/size-report.js");
    return printSizeReport();
  }
  const { BUDGET, measureAll, SIZES, writeSizes } = await import("./build/size.js");
  say("Bundling and compressing…");
  const sizes = await measureAll();
  console.log(`${"".padEnd(44)}${["raw", "gzip", "brotli"].map((head) => head.padStart(9)).join("")}`);
  for (const { name, raw, gzip, brotli } of [...sizes.flow, ...sizes.entries, ...sizes.peers]) {
    console.log(name.padEnd(44) + [raw, gzip, brotli].map((size) => String(size).padStart(9)).join(""));
  }
  console.log(`\nBudget: ${BUDGET} bytes of brotli for the flow.`);
  await writeSizes(sizes);
  say(`Written: ${SIZES} and docs/performance.md.`);
});
