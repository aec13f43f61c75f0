// How long a code verifier and its S256 challenge take, beside what others make them by.

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
 * @property {number} launches In how many fresh browsers or processes.
 * @property {number} rounds In all of them.
 * @property {number} clockStepUs The finest step of the clock, in microseconds.
 * @property {Record<string, Summary>} microseconds By contender.
 * @property {Record<string, Summary>} timesOurs How many times as long as zoom-pkce a contender takes, round by round.
 */

/** @typedef {{ launches: number, rounds: number, batchMs: number }} PairSettings */
/** @typedef {{ clockStepMs: number, rounds: Record<string, number>[] }} Measured */

export const OURS = "zoom-pkce";

/** How many rounds a page runs before it says something. */
const AT_ONCE = 10;

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
        done.push(...(await page.call("measure", Math.min(AT_ONCE, rounds - done.length))));
      }
      measured.push({ clockStepMs, rounds: done });
    } finally {
      await page.close();
    }
  }
  return { version, pairs: conclude(measured) };
}

/** @param {PairSettings} settings */
export async function measurePairsInNode({ launches, rounds, batchMs }) {
  const program = await bundleForNode();
  /** @type {Measured[]} */
  const measured = [];
  for (let launched = 1; launched <= launches; launched++) {
    const doing = `Pairs in Node: process ${launched} of ${launches}, ${rounds} rounds`;
    const { output } = await command(doing, process.execPath, [program, String(batchMs), String(rounds)]);
    // Behind whatever Node itself has to say.
    measured.push(JSON.parse(output.trim().split("\n").pop() ?? ""));
  }
  return { version: process.versions.node, pairs: conclude(measured) };
}

/** @param {Measured[]} measured @returns {Pairs} */
function conclude(measured) {
  const rounds = measured.flatMap((each) => each.rounds);
  const of = (/** @type {string} */ name) => rounds.map((round) => round[name]);
  const names = Object.keys(rounds[0]).sort();
  const by = (/** @type {(name: string) => Summary} */ summary) =>
    Object.fromEntries(names.map((name) => [name, summary(name)]));
  return {
    launches: measured.length,
    rounds: rounds.length,
    clockStepUs: Number((Math.min(...measured.map(({ clockStepMs }) => clockStepMs)) * 1000).toPrecision(2)),
    microseconds: by((name) => summarize(of(name))),
    timesOurs: by((name) => summarizeRatios(of(name), of(OURS))),
  };
}
