// Runs all measurements one after the other. Measurements at the same time would disturb each
// other.

import { readFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { join } from "node:path";

import { firstLine, root } from "../../scripts/process/command.js";
import { engines } from "../../tests/browser/support/webdriver.js";
import { measureCold } from "./cold.js";
import { measureFlows } from "./flows.js";
import { measureNative } from "./native.js";
import { measurePairs, measurePairsInNode } from "./pairs.js";
import { startSite } from "./site.js";

/** @import { EngineName } from "./page.js" */

/** @typedef {"pair" | "cold" | "flows" | "native"} Part */

/**
 * @typedef {object} Results
 * @property {string} date
 * @property {boolean} isQuick Whether the run only shows that measuring works. Its numbers say
 *   nothing.
 * @property {{ cpu: string, cores: number, system: string }} machine
 * @property {Record<string, string>} versions The versions of engines, compilers and peers.
 * @property {Record<string, import("./pairs.js").Pairs>} [pair] By engine.
 * @property {Record<string, import("./cold.js").Cold>} [cold] By engine.
 * @property {Record<string, import("./flows.js").Flows>} [flows] By engine.
 * @property {import("./native.js").Native} [native]
 */

/** @type {Part[]} */
export const PARTS = ["pair", "cold", "flows", "native"];

const FULL = {
  pair: { launches: 5, rounds: 40, batchMs: 20 },
  cold: { launches: 5, loads: 20 },
  flows: [1_000, 10_000, 50_000, 100_000],
  nativeRounds: 300,
};

const QUICK = {
  pair: { launches: 1, rounds: 3, batchMs: 2 },
  cold: { launches: 1, loads: 2 },
  flows: [50, 100, 200],
  nativeRounds: 5,
};

/**
 * @param {{ only: Part[], isQuick: boolean }} options The parts to measure.
 * @returns {Promise<Results>}
 */
export async function bench({ only, isQuick }) {
  const settings = isQuick ? QUICK : FULL;
  const [cpu] = cpus();
  /** @type {Results} */
  const results = {
    date: new Date().toISOString().slice(0, 10),
    isQuick,
    machine: { cpu: cpu?.model.trim() ?? "unknown", cores: cpus().length, system: `${platform()} ${arch()}` },
    versions: peerVersions(),
  };
  const names = /** @type {EngineName[]} */ (Object.keys(engines)).filter((name) => engines[name].isHere);
  const site = await startSite();
  try {
    if (only.includes("pair")) {
      results.pair = {};
      for (const engine of names) {
        const { version, pairs } = await measurePairs(engine, site, settings.pair);
        results.versions[engine] = version;
        results.pair[engine] = pairs;
      }
      const { version, pairs } = await measurePairsInNode(settings.pair);
      results.versions.Node = version;
      results.pair.Node = pairs;
    }
    if (only.includes("cold")) {
      results.cold = {};
      for (const engine of names) {
        const { version, cold } = await measureCold(engine, site, settings.cold);
        results.versions[engine] = version;
        results.cold[engine] = cold;
      }
    }
    if (only.includes("flows")) {
      results.flows = {};
      for (const engine of names) {
        const { version, flows } = await measureFlows(engine, site, settings.flows);
        results.versions[engine] = version;
        results.flows[engine] = flows;
      }
    }
    if (only.includes("native")) {
      results.native = await measureNative({ rounds: settings.nativeRounds, isQuick });
      results.versions.rustc = firstLine("rustc", ["--version"])?.split(" ")[1] ?? "unknown";
    }
  } finally {
    site.close();
  }
  return results;
}

function peerVersions() {
  const { dependencies } = JSON.parse(readFileSync(join(root, "benches/peers/package.json"), "utf8"));
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const oauth2 = /name = "oauth2"\nversion = "([^"]+)"/.exec(lock)?.[1] ?? "unknown";
  // Only the size of the SDK is measured.
  delete dependencies["@zoom/appssdk"];
  return { ...dependencies, oauth2 };
}
