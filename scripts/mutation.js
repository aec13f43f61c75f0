// npm run mutation: breaks the code that ships on purpose, one place at a time, and sees whether a test fails.
//
//   npm run mutation -- [js|rust] [--only FILE]… [--place native|pages|package]… [--tests node/pkce]… [--out FOLDER]
//
// With --tests, JavaScript is tried with other test files than those that are meant to notice. What it comes to is written
// into docs/assurance, or a folder of your choice.
//
// What no test can notice is explained in scripts/mutation/explained.json; any other change that goes unnoticed fails this.

import { join } from "node:path";
import { parseArgs } from "node:util";

import { root } from "./lib/command.js";
import { run, say, Stop } from "./lib/report.js";
import { mutateJavaScript } from "./mutation/javascript.js";
import { mutateRust, PLACES } from "./mutation/rust.js";

await run(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: "string", multiple: true },
      place: { type: "string", multiple: true },
      tests: { type: "string", multiple: true },
      out: { type: "string", default: join(root, "docs/assurance") },
    },
  });
  const languages = positionals.length > 0 ? positionals : ["js", "rust"];
  const unknown = languages.find((language) => language !== "js" && language !== "rust");
  if (unknown) throw new Stop(`There is no ${unknown}: js, rust`);
  const place = values.place?.find((place) => !Object.hasOwn(PLACES, place));
  if (place) throw new Stop(`There is no ${place}: ${Object.keys(PLACES).join(", ")}`);

  const { only, tests, out } = values;
  const unexplained = [];
  if (languages.includes("js")) unexplained.push(...(await mutateJavaScript({ only, tests, out })));
  if (languages.includes("rust"))
    unexplained.push(...(await mutateRust({ only, places: values.place, out })));
  for (const change of unexplained) say(`  ${change}`);
  if (unexplained.length > 0) {
    throw new Stop(
      `${unexplained.length} changes survived: a test must notice them, or scripts/mutation/explained.json say why none can.`,
    );
  }
});
