// npm run fuzz: what reads foreign input in Rust, by cargo-fuzz, for some seconds each; and what was found.
//
//   npm run fuzz -- [target…] [--seconds 10]
//
// It starts with fuzz/seeds/, written by hand, and fuzz/corpus/, where inputs that reach new code are kept, as few as
// possible. `cargo test` runs all of them too.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, cpus } from "node:os";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";

import { command, firstLine, root } from "./process/command.js";
import { run, say, UserError } from "./process/report.js";
import { ensureCargoTool, ensureRust } from "./install/tools.js";

const CARGO_FUZZ = "0.13.2";
/** Two states of 4096 characters, and more. */
const MAX_LENGTH = "-max_len=8300";
const REPORT = join(root, "docs/assurance/fuzz.json");

const targets = readdirSync(join(root, "fuzz/fuzz_targets")).map((file) => file.replace(/\.rs$/, ""));

/**
 * What libFuzzer's last lines say: executions, and the counts that it steers by.
 *
 * @param {string} output
 */
function readFuzzer(output) {
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
    throw new UserError("--seconds: must be a whole number, 1 or more");
  const unknown = positionals.filter((name) => !targets.includes(name));
  if (unknown.length > 0)
    throw new UserError(`There is no target ${unknown.join(", ")}: ${targets.join(", ")}`);

  await ensureRust();
  const folder = await ensureCargoTool("cargo-fuzz", CARGO_FUZZ, "cargo-fuzz", "about a minute");
  const env = {
    PATH: [folder, process.env.PATH].filter(Boolean).join(delimiter),
    // Sanitizers and coverage are flags that a stable compiler only takes so.
    RUSTC_BOOTSTRAP: "1",
  };
  /** @param {string} doing @param {string[]} args */
  const fuzz = (doing, args) => command(doing, "cargo-fuzz", ["fuzz", ...args], { env, allowFailure: true });

  const results = [];
  for (const target of positionals.length > 0 ? positionals : targets) {
    const corpus = join(root, "fuzz/corpus", target);
    const seeds = join(root, "fuzz/seeds", target);
    const artifacts = join(root, "fuzz/artifacts", target);
    rmSync(artifacts, { recursive: true, force: true });
    mkdirSync(corpus, { recursive: true });
    const limits = [`-max_total_time=${seconds}`, MAX_LENGTH, "-timeout=10"];
    const doing = `Fuzzing ${target} for ${seconds} s`;
    const { status, output } = await fuzz(doing, ["run", target, corpus, seeds, "--", ...limits]);
    mkdirSync(artifacts, { recursive: true });
    const findings = readdirSync(artifacts);
    if (status !== 0 && findings.length === 0) throw new UserError(`cargo fuzz has failed:\n${output}`);
    if (findings.length > 0) process.stderr.write(output);
    const minimised = await fuzz(`Choosing the inputs of ${target}`, ["cmin", target, "--", MAX_LENGTH]);
    if (minimised.status !== 0) throw new UserError(`cargo fuzz has failed:\n${minimised.output}`);
    const inputs = readdirSync(corpus).length;
    results.push({ target, seconds, ...readFuzzer(output), inputs, findings: findings.length });
  }

  console.table(results);
  writeReport(results);
  if (results.some(({ findings }) => findings > 0)) {
    throw new UserError("Something was found: the inputs are in fuzz/artifacts/. Each one becomes a test.");
  }
  say("Nothing was found.");
});

/** @param {{ target: string, seconds: number }[]} results */
function writeReport(results) {
  /** @type {{ targets?: { target: string, seconds: number }[] }} */
  let before = {};
  try {
    before = JSON.parse(readFileSync(REPORT, "utf8"));
  } catch {
    // The first one.
  }
  // A short run says less than the long one that stands there.
  const kept = (before.targets ?? []).filter(
    (old) => !results.some((now) => now.target === old.target && now.seconds >= old.seconds),
  );
  const added = results.filter((now) => !kept.some((old) => old.target === now.target));
  const all = [...kept, ...added].sort((a, b) => (a.target < b.target ? -1 : 1));
  mkdirSync(join(REPORT, ".."), { recursive: true });
  const made = {
    date: new Date().toISOString().slice(0, 10),
    cargoFuzz: CARGO_FUZZ,
    rust: firstLine("rustc", ["--version"]),
    cpus: `${cpus().length} × ${arch()}`,
  };
  writeFileSync(REPORT, `${JSON.stringify({ ...made, targets: all }, undefined, 2)}\n`);
}
