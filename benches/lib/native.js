// A pair in Rust on this machine, beside that of the crate `oauth2`.

import { command } from "../../scripts/process/command.js";
import { summarize, summarizeRatios } from "./statistics.js";

/** @import { Summary } from "./statistics.js" */

/**
 * @typedef {object} Native
 * @property {number} rounds
 * @property {boolean} isOptimised Whether it was compiled as `cargo bench` does it.
 * @property {Summary} oursNs
 * @property {Summary} peerNs
 * @property {Summary} timesOurs How many times as long as zoom-pkce `oauth2` takes, round by round.
 */

/**
 * @param {{ rounds: number, isQuick: boolean }} settings When it is to be quick, what the tests have compiled is run.
 * @returns {Promise<Native>}
 */
export async function measureNative({ rounds, isQuick }) {
  const args = [isQuick ? "test" : "bench", "--locked", "--bench", "interleaved", "--", String(rounds)];
  const { output } = await command("Pairs in Rust (compiling takes about a minute, once)", "cargo", args);
  const numbers = Array.from(output.matchAll(/^([\d.]+)\t([\d.]+)$/gm), ([, ours, peer]) => [ours, peer]);
  if (numbers.length !== rounds) throw new Error(`cargo bench printed ${numbers.length} rounds:\n${output}`);
  const ours = numbers.map(([number]) => Number(number));
  const peer = numbers.map(([, number]) => Number(number));
  return {
    rounds,
    isOptimised: !isQuick,
    oursNs: summarize(ours),
    peerNs: summarize(peer),
    timesOurs: summarizeRatios(peer, ours),
  };
}
