// npm run bench measures everything and writes the results. No test checks a speed.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";

import { judge } from "../../benches/lib/goals.js";
import { summarize, summarizeRatios } from "../../benches/lib/statistics.js";
import { filesFor, readResults } from "../../benches/lib/write.js";
import { root } from "../../scripts/process/command.js";
import { engines } from "./support/webdriver.js";

/** @import { Results } from "../../benches/lib/bench.js" */

const run = promisify(execFile);
const bench = (/** @type {string[]} */ ...args) =>
  run(process.execPath, ["scripts/bench.js", ...args], { cwd: root });

const CONTENDERS = [
  "@badgateway/oauth2-client",
  "WebCrypto by hand",
  "oauth4webapi",
  "pkce-challenge",
  "random octets",
  "random octets and two texts",
  "zoom-pkce",
];

/** @param {unknown} summary @param {string} of */
function assertSummary(summary, of) {
  const { median, q1, q3 } = /** @type {any} */ (summary);
  assert.ok(q1 > 0 && q1 <= median && median <= q3, `${of}: ${JSON.stringify(summary)}`);
}

describe("a quick run", () => {
  /** @type {string} */
  let folder;
  /** @type {Results} */
  let results;
  let printed = "";
  /** The engines that the command has measured. @type {string[]} */
  let measured;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "zoom-pkce-bench-"));
    ({ stdout: printed } = await bench("--quick", "--out", folder));
    results = readResults(folder);
    measured = ["Chromium", "Firefox", "WebKit"].filter(
      (name) => !printed.includes(`${name} was not measured`),
    );
    for (const [name, { isHere }] of Object.entries(engines))
      assert.ok(!isHere || measured.includes(name), name);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("measures pairs of every contender, in every installed engine and in Node", () => {
    assert.deepEqual(Object.keys(results.pair ?? {}), [...measured, "Node"]);
    for (const [engine, { microseconds, timesOurs, rounds }] of Object.entries(results.pair ?? {})) {
      assert.ok(rounds > 0);
      assert.deepEqual(Object.keys(microseconds), CONTENDERS);
      assert.deepEqual(Object.keys(timesOurs), CONTENDERS);
      for (const name of CONTENDERS) {
        assertSummary(microseconds[name], `${name} in ${engine}`);
        assertSummary(timesOurs[name], `${name} in ${engine}`);
      }
      assert.deepEqual(timesOurs["zoom-pkce"], { median: 1, q1: 1, q3: 1 });
    }
  });

  it("measures cold pages in every installed engine", () => {
    assert.deepEqual(Object.keys(results.cold ?? {}), measured);
    for (const [engine, { loads, oursMs, peerMs, timesPeer }] of Object.entries(results.cold ?? {})) {
      assert.ok(loads > 0);
      for (const summary of [oursMs, peerMs, timesPeer]) assertSummary(summary, engine);
    }
  });

  it("measures flows in every installed engine: each click within its handler, no listener and no memory left", () => {
    assert.deepEqual(Object.keys(results.flows ?? {}), measured);
    for (const [engine, { points, clicks, withinHandler }] of Object.entries(results.flows ?? {})) {
      assert.ok(clicks > 0);
      assert.equal(withinHandler, clicks, engine);
      assert.ok(points.length > 1);
      for (const { listeners, wasmBytes, heapBytes } of points) {
        assert.equal(listeners, 0, engine);
        assert.equal(wasmBytes, points[0].wasmBytes, engine);
        if (engine === "Chromium") assert.ok(Number(heapBytes) > 0);
      }
    }
  });

  it("measures pairs in Rust", () => {
    assert.ok(results.native);
    const { rounds, oursNs, peerNs, timesOurs } = results.native;
    assert.ok(rounds > 0);
    for (const summary of [oursNs, peerNs, timesOurs]) assertSummary(summary, "Rust");
  });

  it("names the versions and the machine of the measurement", () => {
    for (const name of [...measured, "Node", "rustc", "pkce-challenge", "oauth4webapi", "oauth2"]) {
      assert.match(results.versions[name], /^\d+\.\d+/, name);
    }
    assert.match(results.date, /^\d{4}-\d\d-\d\d$/);
    assert.equal(results.isQuick, true);
    assert.ok(results.machine.cpu && results.machine.cores > 0);
  });

  it("has a row for every goal, on the page and in its output", () => {
    const page = readFileSync(join(folder, "performance.md"), "utf8");
    const goals = judge(results);
    assert.equal(goals.length, 9);
    for (const { what, reached } of goals) {
      assert.ok(page.includes(`| ${what} `), what);
      const missing = ["Chromium", "Firefox", "WebKit"].some(
        (name) => what.includes(name) && !measured.includes(name),
      );
      if (missing) continue;
      assert.notEqual(reached, undefined, what);
      assert.ok(printed.includes(what), what);
    }
  });

  it("draws a chart with a title and a description for screen readers", () => {
    const chart = readFileSync(join(folder, "performance/pairs.svg"), "utf8");
    assert.match(chart, /<title id="title">[^<]+<\/title>\n<desc id="words">[^<]+ zoom-pkce [^<]+<\/desc>/);
    assert.match(chart, /role="img" aria-labelledby="title words"/);
    for (const engine of [...measured, "Node"]) assert.ok(chart.includes(`>${engine}</text>`), engine);
    assert.doesNotMatch(chart, /NaN|undefined/);
  });

  it("does not name folders or the host of the machine", () => {
    for (const name of ["performance.md", "performance/bench.json", "performance/pairs.svg"]) {
      const text = readFileSync(join(folder, name), "utf8");
      for (const own of [root, homedir(), folder]) assert.ok(!text.includes(own), `${name}: ${own}`);
      assert.ok(!new RegExp(`\\b${hostname()}\\b`).test(text), name);
    }
  });
});

describe("the command", () => {
  it("refuses unknown measurements and options, and lists the known ones", async () => {
    await assert.rejects(
      bench("--only", "pair,speed"),
      /--only takes some of these: pair, cold, flows, native/,
    );
    await assert.rejects(bench("--fast"), /--fast/);
  });
});

describe("the statistics", () => {
  it("computes quartiles, and ratios within a round", () => {
    assert.deepEqual(summarize([5, 1, 4, 2, 3]), { median: 3, q1: 2, q3: 4 });
    assert.deepEqual(summarize([1, 2]), { median: 1.5, q1: 1.25, q3: 1.75 });
    assert.deepEqual(summarize([7]), { median: 7, q1: 7, q3: 7 });
    assert.deepEqual(summarizeRatios([2, 40, 6], [1, 10, 2]), { median: 3, q1: 2.5, q3: 3.5 });
  });
});

describe("the judgement", () => {
  const all = (/** @type {number} */ value) => ({ median: value, q1: value, q3: value });
  /**
   * @param {{ ratio: number, cold: number, missed: number, grown: number }} numbers
   * @returns {Results}
   */
  const results = ({ ratio, cold, missed, grown }) => {
    const common = { launches: 1, rounds: 1, clockStepUs: 1, microseconds: {} };
    const points = [0, 1].map((after) => ({
      flows: 1000 + after * 1000,
      wasmBytes: 1,
      listeners: 0,
      heapBytes: 1e6 + after * grown,
    }));
    return {
      date: "2026-11-25",
      isQuick: false,
      machine: { cpu: "a processor", cores: 2, system: "a system" },
      versions: {},
      pair: {
        Chromium: { ...common, timesOurs: { "pkce-challenge": all(2.5 * ratio) } },
        Firefox: { ...common, timesOurs: { "pkce-challenge": all(25 * ratio) } },
        WebKit: { ...common, timesOurs: { "pkce-challenge": all(25 * ratio) } },
      },
      cold: Object.fromEntries(
        ["Chromium", "Firefox", "WebKit"].map((engine) => [
          engine,
          { launches: 1, loads: 1, oursMs: all(1), peerMs: all(1), timesPeer: all(cold) },
        ]),
      ),
      flows: { Chromium: { points, clicks: 10, withinHandler: 10 - missed } },
      native: { rounds: 1, isOptimised: true, oursNs: all(1), peerNs: all(1), timesOurs: all(ratio) },
    };
  };
  const reached = (/** @type {Results} */ of) => judge(of).map((each) => each.reached);

  it("tells goals that are reached from goals that are not", () => {
    const good = reached(results({ ratio: 1, cold: 1.2, missed: 0, grown: 900 }));
    assert.deepEqual(new Set(good), new Set([true]));
    const bad = reached(results({ ratio: 0.99, cold: 1.3, missed: 1, grown: 2000 }));
    assert.deepEqual(new Set(bad), new Set([false]));
  });

  it("does not judge a goal without a measurement", () => {
    const {
      pair: _1,
      cold: _2,
      flows: _3,
      native: _4,
      ...nothing
    } = results({
      ratio: 8,
      cold: 1.2,
      missed: 0,
      grown: 0,
    });
    assert.deepEqual(new Set(reached(nothing)), new Set([undefined]));
  });
});

describe("docs/performance.md", () => {
  const docs = join(root, "docs");

  it("is rendered, with its chart, from the results beside it", async () => {
    for (const [name, content] of await filesFor(readResults(docs), docs)) {
      assert.equal(readFileSync(join(docs, name), "utf8"), content, `${name}: npm run bench -- --render`);
    }
  });
});
