// Measures the time from navigation to the first challenge, with empty caches.

import { setTimeout as sleep } from "node:timers/promises";

import { engines, launch } from "../../tests/browser/support/webdriver.js";
import { say } from "../../scripts/process/report.js";
import { summarize, summarizeRatios } from "./statistics.js";

/** @import { EngineName } from "./page.js" */
/** @import { Site } from "./site.js" */
/** @import { Summary } from "./statistics.js" */

/**
 * @typedef {object} Cold
 * @property {number} launches The number of fresh browsers, each with a fresh profile.
 * @property {number} loads The number of loads of each page, in all browsers together.
 * @property {Summary} oursMs
 * @property {Summary} peerMs
 * @property {Summary} timesPeer The time of this package's page divided by the peer's, for each
 *   pair of loads.
 */

/** @typedef {{ launches: number, loads: number }} ColdSettings */

/** Waits for the result. The page's own clock begins with the navigation. */
const READ = `
  const [url, done] = arguments;
  const read = () =>
    window.cold && location.href === url ? done(window.cold) : setTimeout(read, 20);
  read();`;

/** Lets the browser finish its work for one page before the next one is loaded. */
const PAUSE_MS = 150;

/**
 * @param {EngineName} engine
 * @param {Site} site
 * @param {ColdSettings} settings
 * @returns {Promise<{ version: string, cold: Cold }>}
 */
export async function measureCold(engine, site, { launches, loads }) {
  let version = "";
  const ours = [];
  const peer = [];
  for (let launched = 1; launched <= launches; launched++) {
    say(`Cold pages in ${engine}: browser ${launched} of ${launches}, ${loads} loads of each page…`);
    const browser = await launch(engines[engine]);
    version = browser.version;
    let visits = 0;
    /** @param {string} name */
    const visit = async (name) => {
      // Each load has its own site, for which the browser has no process, cache or compiled code.
      const url = `http://site-${++visits}.localhost:${site.port}/${name}/${launched}-${visits}/`;
      await browser.goto(url);
      const { at, codeChallenge } = await browser.execute(READ, url);
      if (codeChallenge.length !== 43) throw new Error(`${engine}: ${url} did not make a challenge`);
      await sleep(PAUSE_MS);
      return at;
    };
    try {
      // These loads are not counted: the first page of a browser also waits for the browser.
      for (const name of ["cold-ours", "cold-peer"]) await visit(name);
      for (let load = 0; load < loads; load++) {
        const oursFirst = (load + launched) % 2 === 0;
        if (oursFirst) ours.push(await visit("cold-ours"));
        peer.push(await visit("cold-peer"));
        if (!oursFirst) ours.push(await visit("cold-ours"));
      }
    } finally {
      await browser.close();
    }
  }
  const cold = {
    launches,
    loads: ours.length,
    oursMs: summarize(ours),
    peerMs: summarize(peer),
    timesPeer: summarizeRatios(ours, peer),
  };
  return { version, cold };
}
