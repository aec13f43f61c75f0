// Measures a code verifier and its S256 challenge, by this package and by others.

import { command } from "../../scripts/process/command.js";
import { say } from "../../scripts/process/report.js";
import { openPage } from "./page.js";
import { bundleForNode } from "./site.js";
import { summarize, summarizeRatios } from "./statistics.js";

/** @import { EngineName } from "./page.js" */
/** @import { Site } from "./site.js" */
/** @import { Summary } from "./statistics.js" */

/**
 * @typedef {object} Pairs
 * @property {number} launches The number of fresh browsers or processes.
 * @property {number} rounds The number of rounds in all of them together.
 * @property {number} clockStepUs The finest step of the clock, in microseconds.
 * @property {Record<string, Summary>} microseconds By contender.
 * @property {Record<string, Summary>} timesOurs By contender: its time divided by that of
 *   zoom-pkce, for each round.
 */

/** @typedef {{ launches: number, rounds: number, batchMs: number }} PairSettings */
/** @typedef {{ clockStepMs: number, rounds: Record<string, number>[] }} Measured */

export const OURS = "zoom-pkce";

/**
 * The number of rounds in one call of the page, so that no call reaches the driver's time limit.
 */
const ROUNDS_PER_CALL = 10;

/**
 * @param {EngineName} engine
 * @param {Site} site
 * @param {PairSettings} settings
 */
export async function measurePairs(engine, site, { launches, rounds, batchMs }) {
  let version = "";
  /** @type {Measured[]} */
  const measured = [];
  for (let launched = 1; launched <= launches; launched++) {
    say(`Pairs in ${engine}: browser ${launched} of ${launches}, ${rounds} rounds…`);
    const page = await openPage(engine, `${site.origin}/pair/`);
    try {
      version = page.version;
      const { clockStepMs } = await page.call("start", batchMs);
      /** @type {Record<string, number>[]} */
      const done = [];
      while (done.length < rounds) {
        done.push(...(await page.call("measure", Math.min(ROUNDS_PER_CALL, rounds - done.length))));
      }
      measured.push({ clockStepMs, rounds: done });
    } finally {
      await page.close();
    }
  }
  return { version, pairs: summarizeLaunches(measured) };
}

/** @param {PairSettings} settings */
export async function measurePairsInNode({ launches, rounds, batchMs }) {
  const program = await bundleForNode();
  /** @type {Measured[]} */
  const measured = [];
  for (let launched = 1; launched <= launches; launched++) {
    const title = `Pairs in Node: process ${launched} of ${launches}, ${rounds} rounds`;
    const { output } = await command(title, process.execPath, [program, String(batchMs), String(rounds)]);
    // The last line. Node may print warnings before it.
    measured.push(JSON.parse(output.trim().split("\n").pop() ?? ""));
  }
  return { version: process.versions.node, pairs: summarizeLaunches(measured) };
}

/** @param {Measured[]} measured @returns {Pairs} */
function summarizeLaunches(measured) {
  const rounds = measured.flatMap((each) => each.rounds);
  const valuesOf = (/** @type {string} */ name) => rounds.map((round) => round[name] ?? NaN);
  const names = Object.keys(rounds[0] ?? {}).sort();
  const byName = (/** @type {(name: string) => Summary} */ summary) =>
    Object.fromEntries(names.map((name) => [name, summary(name)]));
  return {
    launches: measured.length,
    rounds: rounds.length,
    clockStepUs: Number((Math.min(...measured.map(({ clockStepMs }) => clockStepMs)) * 1000).toPrecision(2)),
    microseconds: byName((name) => summarize(valuesOf(name))),
    timesOurs: byName((name) => summarizeRatios(valuesOf(name), valuesOf(OURS))),
  };
}
