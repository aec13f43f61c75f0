// Measures memory and listeners after many flows in one page, and whether a click reaches the
// client within its handler.

import { say } from "../../scripts/process/report.js";
import { openPage } from "./page.js";

/** @import { EngineName, Page } from "./page.js" */
/** @import { Site } from "./site.js" */

/**
 * @typedef {object} Point
 * @property {number} flows The number of flows so far.
 * @property {number} wasmBytes
 * @property {number} listeners The number of listeners at the SDK.
 * @property {number} [heapBytes] JavaScript's heap after a garbage collection. Only Chromium tells
 *   it.
 */

/**
 * @typedef {object} Flows
 * @property {Point[]} points The first is after a few flows, when everything is loaded and
 *   compiled.
 * @property {number} clicks
 * @property {number} withinHandler The number of clicks that reached the client before the
 *   handler's first await.
 */

const CLICKS = 100;
/** The number of flows in one call of the page, so that no call reaches the driver's time limit. */
const FLOWS_PER_CALL = 5_000;

/**
 * @param {EngineName} engine
 * @param {Site} site
 * @param {number[]} counts The numbers of flows after which to measure, in ascending order.
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
        const next = Math.min(FLOWS_PER_CALL, count - done);
        await page.call("run", next);
        done += next;
        if (done % (4 * FLOWS_PER_CALL) === 0) say(`Flows in ${engine}: ${done} of ${total}…`);
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
  // The second collection frees what finalizers have released.
  for (let i = 0; i < 2; i++) await page.devtools("HeapProfiler.collectGarbage", {});
  const { usedSize } = await page.devtools("Runtime.getHeapUsage", {});
  return { heapBytes: usedSize };
}
