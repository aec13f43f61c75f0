// Mutation testing of the crate, by cargo-mutants: code is changed, a change at a time, and a test has to notice.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { ensureBrowsers } from "./browsers.js";
import { command, root } from "./command.js";
import { Stop } from "./report.js";
import { ensureCargoTool, ensureWasmTools } from "./tools.js";

const CARGO_MUTANTS = "27.1.0";

/**
 * Where the changes are tried. What is in `src/` is plain Rust; the flow and what reads JavaScript's values need a page. What
 * is compiled elsewhere only would survive untested: it is left to the other one.
 *
 * `src/npm/` is in neither: its tests are the package's, over a build that takes half a minute.
 */
const PLACES = {
  native: {
    files: ["src/*.rs"],
    except: "src/js\\.rs|with_detail|caused_by|message_and_detail|Error::cause|Error::is_retryable|duplicate",
    tests: ["--lib", "--test", "pkce"],
  },
  pages: {
    files: ["src/flow/*.rs", "src/js.rs", "src/error.rs", "src/state.rs"],
    except:
      "ErrorCode::|js\\.rs.*(timeout_ms|whole_number|signal|replace at )|listen_through|message_and_detail|::fmt",
    tests: ["--test", "web"],
  },
};

/** @typedef {keyof typeof PLACES} Place */

/**
 * @typedef {object} Survey
 * @property {string} place
 * @property {number} caught A test failed, or none ended.
 * @property {number} unviable It did not compile.
 * @property {string[]} missed Where no test noticed.
 */

/**
 * @param {Place} place
 * @param {{ shard?: string }} [options] `shard`: a part of them, like `0/8`.
 * @returns {Promise<Survey>}
 */
export async function mutateRust(place, { shard } = {}) {
  const { files, except, tests } = PLACES[place];
  const env = await ensureWasmTools();
  const folder = await ensureCargoTool("cargo-mutants", CARGO_MUTANTS, "cargo-mutants", "about 3 minutes");
  env.PATH = [folder, env.PATH].filter(Boolean).join(delimiter);
  // Fewer examples of each property: the same ones are tried for every change.
  env.PROPTEST_CASES = "32";
  if (place === "pages") {
    const { Chromium, missing } = await ensureBrowsers();
    if (!Chromium) throw new Stop(`Chromium is needed: ${missing.get("Chromium")}`);
    env.CARGO_BUILD_TARGET = "wasm32-unknown-unknown";
    env.CHROMEDRIVER = Chromium.driver;
  }
  const output = mkdtempSync(join(tmpdir(), "zoom-pkce-mutants-"));
  try {
    const chosen = files.flatMap((file) => ["--file", file]);
    const args = ["mutants", ...chosen, "--exclude-re", except, "--output", output, "--cargo-arg=--locked"];
    const limits = ["--timeout", "60", "--build-timeout", "600", ...(shard ? ["--shard", shard] : [])];
    const doing = `Changing the crate, ${place}${shard ? ` (${shard})` : ""}`;
    // It fails where something survives.
    const { output: said } = await command(doing, "cargo-mutants", [...args, ...limits, "--", ...tests], {
      env,
      allowFailure: true,
    });
    const made = join(output, "mutants.out");
    const lines = (/** @type {string} */ name) => {
      const file = join(made, `${name}.txt`);
      return existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
    };
    const caught = lines("caught").length + lines("timeout").length;
    if (caught === 0) throw new Stop(`cargo-mutants has failed:\n${said}`);
    return { place, caught, unviable: lines("unviable").length, missed: lines("missed") };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/**
 * Those of `missed` that docs/assurance/mutants-rust.md does not explain. It names them without the place in the file, which
 * every change to the file moves, and says how often.
 *
 * @param {string[]} missed
 */
export function unexplained(missed) {
  const table = readFileSync(join(root, "docs/assurance/mutants-rust.md"), "utf8");
  const rows = table.matchAll(/^\| `(.+?)` *\| (\d+) *\|/gm);
  const left = new Map([...rows].map(([, mutant, times]) => [mutant.replaceAll("\\|", "|"), Number(times)]));
  return missed.filter((mutant) => {
    const name = mutant.replace(/:\d+:\d+:/, ":");
    const times = left.get(name) ?? 0;
    left.set(name, times - 1);
    return times < 1;
  });
}
