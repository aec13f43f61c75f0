// npm run mutation:rust -- [native|pages] [--shard 0/8]: that a test notices when the crate is changed.

import { parseArgs } from "node:util";

import { mutateRust, unexplained } from "./lib/mutation-rust.js";
import { run, say, Stop } from "./lib/report.js";

await run(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { shard: { type: "string" } },
  });
  const places = positionals.length > 0 ? positionals : ["native", "pages"];
  const surprises = [];
  for (const place of places) {
    if (place !== "native" && place !== "pages") throw new Stop(`There is no ${place}: native, pages`);
    const { caught, unviable, missed } = await mutateRust(place, values);
    const left = unexplained(missed);
    surprises.push(...left);
    say(
      `${place}: ${caught} caught, ${missed.length} missed, ${left.length} of them unexplained; ${unviable} did not compile`,
    );
  }
  if (surprises.length > 0) {
    throw new Stop(
      `No test notices, and docs/assurance/mutants-rust.md does not say why:\n${surprises.join("\n")}`,
    );
  }
});
