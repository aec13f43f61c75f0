// npm run mutation: breaks the code that ships on purpose, one place at a time, and sees whether a
// test fails.
//
//   npm run mutation -- [js|rust] [--only FILE]… [--changed] [--place native|pages|package]… [--tests node/pkce]… [--out FOLDER]
//
// With --changed, only files whose code is another than that of their figures. With --tests,
// JavaScript is tried with other test files than those that are meant to notice. What it comes to
// is written into docs/assurance, or a folder of your choice.
//
// What no test can notice is explained in scripts/mutation/explained.json; any other change that
// goes unnoticed fails this.

import { join } from "node:path";
import { parseArgs } from "node:util";

import { root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";
import { mutateJavaScript } from "./mutation/javascript.js";
import { mutateRust, PLACES } from "./mutation/rust.js";

const REPORTS = join(root, "docs/assurance");

/** Where the files of each language are. */
const FOLDERS = { js: "js/", rust: "src/" };

await run(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: "string", multiple: true },
      changed: { type: "boolean", default: false },
      place: { type: "string", multiple: true },
      tests: { type: "string", multiple: true },
      out: { type: "string", default: REPORTS },
    },
  });
  const named = positionals.length > 0 ? positionals : Object.keys(FOLDERS);
  const unknown = named.find((language) => !Object.hasOwn(FOLDERS, language));
  if (unknown) throw new UserError(`There is no ${unknown}: ${Object.keys(FOLDERS).join(", ")}`);
  const place = values.place?.find((place) => !Object.hasOwn(PLACES, place));
  if (place) throw new UserError(`There is no ${place}: ${Object.keys(PLACES).join(", ")}`);
  const { changed, tests, out } = values;
  if (tests && out === REPORTS)
    throw new UserError("--tests needs --out: these are not the figures to keep.");

  /**
   * Whether a language is to be broken, and which files of it: all where none were named.
   *
   * @param {"js" | "rust"} language
   */
  const chosen = (language) => {
    const only = values.only?.filter((file) => file.startsWith(FOLDERS[language]));
    return { only, isChosen: named.includes(language) && only?.length !== 0 };
  };
  const [js, rust] = [chosen("js"), chosen("rust")];
  if (!js.isChosen && !rust.isChosen)
    throw new UserError(`Nothing is left to break: ${values.only?.join(", ")}`);

  const unexplained = [];
  if (js.isChosen) unexplained.push(...(await mutateJavaScript({ only: js.only, changed, tests, out })));
  if (rust.isChosen)
    unexplained.push(...(await mutateRust({ only: rust.only, changed, places: values.place, out })));
  for (const change of unexplained) say(`  ${change}`);
  if (unexplained.length > 0) {
    throw new UserError(
      `${unexplained.length} changes survived: a test must notice them, or scripts/mutation/explained.json say why none can.`,
    );
  }
});
