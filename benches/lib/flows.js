// Many flows in one page: what is left of them. And whether a click reaches the client within its handler.

import { say } from "../../scripts/process/report.js";
import { openPage } from "./page.js";

/** @import { EngineName, Page } from "./page.js" */
/** @import { Site } from "./site.js" */

/**
 * @typedef {object} Point
 * @property {number} flows How many there were until here.
 * @property {number} wasmBytes
 * @property {number} listeners Of the SDK's.
 * @property {number} [heapBytes] Of JavaScript, after a garbage collection; Chromium tells it.
 */

/**
 * @typedef {object} Flows
 * @property {Point[]} points The first is after a few flows: by then everything is loaded and compiled.
 * @property {number} clicks
 * @property {number} withinHandler How many clicks reached the client before the handler's first await.
 */

const CLICKS = 100;
/** What a page does before it says something. */
const AT_ONCE = 5_000;

/**
 * @param {EngineName} engine
 * @param {Site} site
 * @param {number[]} counts After how many flows to look.
 * @returns {Promise<{ version: string, flows: Flows }>}
 */
export async function measureFlows(engine, site, counts) {
  const page = await openPage(engine, `${site.origin}/flows/`);
  try {
    await page.call("start");
    const { clicks, withinHandler } = await page.call("click", CLICKS);
    /** @type {Point[]} */
    const points = [];
    const total = counts[counts.length - 1];
    let done = 0;
    for (const count of counts) {
      while (done < count) {
        const next = Math.min(AT_ONCE, count - done);
        await page.call("run", next);
        done += next;
        if (done % (4 * AT_ONCE) === 0) say(`Flows in ${engine}: ${done} of ${total}…`);
      }
      points.push({ flows: done, ...(await page.call("look")), ...(await heap(engine, page)) });
    }
    return { version: page.version, flows: { points, clicks, withinHandler } };
  } finally {
    await page.close();
  }
}

/** @param {EngineName} engine @param {Page} page */
async function heap(engine, page) {
  if (engine !== "Chromium") return {};
  // What only a finalizer refers to goes in the second one.
  for (let i = 0; i < 2; i++) await page.devtools("HeapProfiler.collectGarbage", {});
  const { usedSize } = await page.devtools("Runtime.getHeapUsage", {});
  return { heapBytes: usedSize };
}
