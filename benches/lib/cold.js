// From navigation to the first challenge, on a page that nothing was loaded for before.

import { setTimeout as sleep } from "node:timers/promises";

import { engines, launch } from "../../tests/browser/support/webdriver.js";
import { say } from "../../scripts/process/report.js";
import { summarize, summarizeRatios } from "./statistics.js";

/** @import { EngineName } from "./page.js" */
/** @import { Site } from "./site.js" */
/** @import { Summary } from "./statistics.js" */

/**
 * @typedef {object} Cold
 * @property {number} launches In how many fresh browsers, each with a fresh profile.
 * @property {number} loads Of each page, in all of them.
 * @property {Summary} oursMs
 * @property {Summary} peerMs
 * @property {Summary} timesPeer How many times as long as the peer's page ours takes, load by load beside it.
 */

/** @typedef {{ launches: number, loads: number }} ColdSettings */

/** The page's own clock begins with the navigation. */
const READ = `
  const [wanted, done] = arguments;
  const read = () =>
    window.cold && location.href === wanted ? done(window.cold) : setTimeout(read, 20);
  read();`;

/** What a browser does after a page was loaded, it should have done before the next one is. */
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
      // A site of its own each time, which no process, no cache and no compiled code is kept for.
      const url = `http://site-${++visits}.localhost:${site.port}/${name}/${launched}-${visits}/`;
      await browser.goto(url);
      const { at, codeChallenge } = await browser.execute(READ, url);
      if (codeChallenge.length !== 43) throw new Error(`${engine}: ${url} made no challenge`);
      await sleep(PAUSE_MS);
      return at;
    };
    try {
      // The first page of a browser waits for the browser.
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
