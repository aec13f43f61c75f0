// npm run fuzz: fuzzes the Rust code that reads untrusted input, with cargo-fuzz.
//
//   npm run fuzz -- [target…] [--seconds 10]
//
// The seconds are for each target. The first inputs are those of fuzz/seeds/, written by hand, and
// fuzz/corpus/. Inputs that reach new code are added to the corpus, which is then minimised.
// `cargo test` runs all of these inputs too.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, cpus } from "node:os";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";

import { ensureCargoTool, ensureRust } from "./install/tools.js";
import { command, firstLine, root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";

const CARGO_FUZZ = "0.13.2";

/** Room for two states of 4096 characters, the longest that are accepted. */
const MAX_INPUT_BYTES = 8300;
const REPORT = join(root, "docs/assurance/fuzz.json");

const targets = readdirSync(join(root, "fuzz/fuzz_targets")).map((file) => file.replace(/\.rs$/, ""));

/**
 * Reads the last numbers that libFuzzer has printed: the executions, and its two measures of
 * coverage.
 *
 * @param {string} output
 */
function readCounts(output) {
  const last = (/** @type {RegExp} */ pattern) => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);
  return {
    executions: last(/^#(\d+)\s+DONE\b/gm) || last(/^#(\d+)\s/gm),
    coverage: last(/\bcov: (\d+)/g),
    features: last(/\bft: (\d+)/g),
  };
}

await run(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seconds: { type: "string", default: "10" } },
  });
  const seconds = Number(values.seconds);
  if (!Number.isInteger(seconds) || seconds < 1)
    throw new UserError("--seconds: must be an integer, 1 or more");
  const unknown = positionals.filter((name) => !targets.includes(name));
  if (unknown.length > 0)
    throw new UserError(`Unknown target: ${unknown.join(", ")}. The targets are ${targets.join(", ")}.`);

  await ensureRust();
  const folder = await ensureCargoTool("cargo-fuzz", CARGO_FUZZ, "cargo-fuzz", "about a minute");
  const env = {
    PATH: [folder, process.env.PATH].filter(Boolean).join(delimiter),
    // Makes the stable compiler accept the unstable flags for sanitizers and coverage.
    RUSTC_BOOTSTRAP: "1",
  };
  /** @param {string} description @param {string[]} args */
  const cargoFuzz = (description, args) =>
    command(description, "cargo-fuzz", ["fuzz", ...args], { env, allowFailure: true });
  const maxLength = `-max_len=${MAX_INPUT_BYTES}`;

  const results = [];
  for (const target of positionals.length > 0 ? positionals : targets) {
    const corpus = join(root, "fuzz/corpus", target);
    const seeds = join(root, "fuzz/seeds", target);
    const artifacts = join(root, "fuzz/artifacts", target);
    rmSync(artifacts, { recursive: true, force: true });
    mkdirSync(corpus, { recursive: true });
    const limits = [`-max_total_time=${seconds}`, maxLength, "-timeout=10"];
    const description = `Fuzzing ${target} for ${seconds} s`;
    const { status, output } = await cargoFuzz(description, ["run", target, corpus, seeds, "--", ...limits]);
    mkdirSync(artifacts, { recursive: true });
    const findings = readdirSync(artifacts);
    if (status !== 0 && findings.length === 0) throw new UserError(`cargo fuzz has failed:\n${output}`);
    if (findings.length > 0) process.stderr.write(output);
    const minimising = `Minimising the corpus of ${target}`;
    const minimised = await cargoFuzz(minimising, ["cmin", target, "--", maxLength]);
    if (minimised.status !== 0) throw new UserError(`cargo fuzz has failed:\n${minimised.output}`);
    const inputs = readdirSync(corpus).length;
    results.push({ target, seconds, ...readCounts(output), inputs, findings: findings.length });
  }

  console.table(results);
  writeReport(results);
  if (results.some(({ findings }) => findings > 0)) {
    throw new UserError("Findings: the inputs are in fuzz/artifacts/. Fix each one, and make it a test.");
  }
  say("No findings.");
});

/**
 * Writes the results to the report. A target keeps its older result if that was of a longer run.
 *
 * @param {{ target: string, seconds: number }[]} results
 */
function writeReport(results) {
  /** @type {{ targets?: { target: string, seconds: number }[] }} */
  let old = {};
  try {
    old = JSON.parse(readFileSync(REPORT, "utf8"));
  } catch {
    // There is no report yet.
  }
  const kept = (old.targets ?? []).filter(
    ({ target, seconds }) => !results.some((now) => now.target === target && now.seconds >= seconds),
  );
  const added = results.filter((now) => !kept.some(({ target }) => target === now.target));
  const all = [...kept, ...added].sort((a, b) => (a.target < b.target ? -1 : 1));
  mkdirSync(join(REPORT, ".."), { recursive: true });
  const setup = {
    date: new Date().toISOString().slice(0, 10),
    cargoFuzz: CARGO_FUZZ,
    rust: firstLine("rustc", ["--version"]),
    cpus: `${cpus().length} × ${arch()}`,
  };
  writeFileSync(REPORT, `${JSON.stringify({ ...setup, targets: all }, undefined, 2)}\n`);
}
