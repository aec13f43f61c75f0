// npm run mutation: mutates the published code in one place at a time, and checks that a test fails.
//
//   npm run mutation -- [js|rust] [option…]
//
//   --only FILE     mutates one file; may be repeated
//   --changed       leaves out files whose code has not changed since their figures
//   --place PLACE   tries Rust in one of native, pages and package; may be repeated
//   --tests FILE    runs this test file for JavaScript, such as node/pkce/pkce; may be repeated
//   --out FOLDER    writes the figures there instead of docs/assurance
//
// The figures are also written into docs/assurance.md.
// A mutation that no test can notice is explained in scripts/mutation/explained.json. The command
// fails if any other mutation goes unnoticed.

import { join } from "node:path";
import { parseArgs } from "node:util";

import { writeDocument } from "./mutation/document.js";
import { mutateJavaScript } from "./mutation/javascript.js";
import { mutateRust, PLACES } from "./mutation/rust.js";
import { root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

const FIGURES = join(root, "docs/assurance");

/** The folder of each language. */
const FOLDERS = { js: "js/", rust: "src/" };

await run(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: "string", multiple: true },
      changed: { type: "boolean", default: false },
      place: { type: "string", multiple: true },
      tests: { type: "string", multiple: true },
      out: { type: "string", default: FIGURES },
    },
  });
  const languages = positionals.length > 0 ? positionals : Object.keys(FOLDERS);
  checkNames("language", languages, FOLDERS);
  checkNames("place", values.place ?? [], PLACES);
  const { changed, tests, out } = values;
  if (tests && out === FIGURES) {
    throw new UserError("--tests needs --out: docs/assurance has the figures of the usual tests.");
  }

  /**
   * Selects the files of a language. `only` is undefined if all files are mutated.
   *
   * @param {"js" | "rust"} language
   */
  const select = (language) => {
    const only = values.only?.filter((file) => file.startsWith(FOLDERS[language]));
    return { only, isSelected: languages.includes(language) && only?.length !== 0 };
  };
  const [js, rust] = [select("js"), select("rust")];
  if (!js.isSelected && !rust.isSelected) {
    throw new UserError(`No file is selected by --only ${values.only?.join(" --only ")}`);
  }

  const unexplained = [];
  if (js.isSelected) unexplained.push(...(await mutateJavaScript({ only: js.only, changed, tests, out })));
  if (rust.isSelected) {
    const places = values.place;
    unexplained.push(...(await mutateRust({ only: rust.only, changed, places, out })));
  }
  if (out === FIGURES) writeDocument(out);
  for (const mutation of unexplained) say(`  ${mutation}`);
  if (unexplained.length > 0) {
    throw new UserError(
      `${unexplained.length} mutations survived. Add tests that notice them, or explain in scripts/mutation/explained.json why no test can.`,
    );
  }
});

/**
 * @param {string} kind of the names, for the message
 * @param {string[]} names
 * @param {object} known has the known names as keys
 * @throws {UserError} if a name is unknown
 */
function checkNames(kind, names, known) {
  const unknown = names.find((name) => !Object.hasOwn(known, name));
  if (unknown) throw new UserError(`Unknown ${kind}: ${unknown}. Use ${Object.keys(known).join(", ")}.`);
}
