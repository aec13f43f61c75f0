// The tables and numbers of docs/assurance.md are those of the long runs. The figures of mutation
// testing are in mutation.test.js.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { root } from "../../../scripts/process/command.js";

const text = readFileSync(join(root, "docs/assurance.md"), "utf8");
const prose = text.replace(/\s+/g, " ");
const read = (/** @type {string} */ name) =>
  JSON.parse(readFileSync(join(root, "docs/assurance", `${name}.json`), "utf8"));

/**
 * Returns the rows of the tables in a section, without the head rows.
 *
 * @param {string} section
 * @returns {string[][]}
 */
function rowsOf(section) {
  const [, body = ""] = new RegExp(`^## ${section}\n([^]*?)(?=^## )`, "m").exec(`${text}\n## `) ?? [];
  const lines = body.split("\n").filter((line) => line.startsWith("|"));
  const cells = lines.map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
  return cells.filter((_, index) => {
    const isDelimiterRow = (/** @type {number} */ at) => cells[at]?.every((cell) => /^:?-+:?$/.test(cell));
    return !isDelimiterRow(index) && !isDelimiterRow(index + 1);
  });
}

describe("docs/assurance.md", () => {
  it("has the figures of the flows under load, which have no problem", () => {
    const { runs } = read("load");
    const waves = runs.flatMap((/** @type {any} */ run) => run.waves);
    assert.deepEqual(
      rowsOf("Faults, under load"),
      waves.map(
        (/** @type {any} */ { name, flows, mostInFlight, inFlightAtKills, atZoomAtKills, outcomes }) => [
          name,
          ...[flows, mostInFlight].map(String),
          ...[inFlightAtKills, atZoomAtKills].map((counts) => counts.join(", ")),
          ...[outcomes.result, outcomes.aborted].map((count) => String(count ?? 0)),
        ],
      ),
    );
    const last = waves.filter((/** @type {any} */ { name }) => name.includes("many codes"));
    assert.equal(last.length, runs.length);
    for (const { flows, atZoomAtKills } of last) assert.ok(atZoomAtKills[0] > flows / 10);
    for (const { seed, problems } of runs) {
      assert.deepEqual(problems, []);
      assert.ok(text.includes(`of seed \`${seed}\``), seed);
    }
    for (const { sentTwice } of waves) assert.deepEqual(sentTwice, { byForward: 0, arrivedAtZoom: 0 });
    const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} seconds`;
    const latest = Math.max(...waves.map((/** @type {any} */ { latestMs }) => latestMs));
    assert.match(prose, new RegExp(`the latest end was ${seconds(latest)} after its time`));
    const late = Math.max(...runs.map((/** @type {any} */ run) => run.longestEventLoopDelayMs));
    assert.match(prose, new RegExp(`the event loop was up to ${seconds(late)} late`));
    const megabytes = (/** @type {any} */ { heap }) => `${(heap / 2 ** 20).toFixed(1)} MB`;
    const { memory } = runs[0];
    const [before, after] = [memory[0], memory.at(-1)].map(megabytes);
    assert.match(prose, new RegExp(`collection was ${before} after the first wave and ${after} before`));
  });

  it("has the figures of fuzzing, which have no finding", () => {
    const { targets } = read("fuzz");
    const number = (/** @type {number} */ value) => String(value).replace(/\B(?=(\d{3})+$)/g, " ");
    assert.deepEqual(
      rowsOf("Fuzzing"),
      targets.map((/** @type {any} */ { target, executions, coverage, inputs }) => [
        `\`${target}\``,
        ...[executions, coverage, inputs, 0].map(number),
      ]),
    );
    for (const { target, findings, seconds } of targets) {
      assert.equal(findings, 0, target);
      assert.ok(prose.includes(`${seconds} seconds a target`), `${target}: ${seconds} seconds`);
    }
  });

  it("has the figures of timing, in which only the control differs", () => {
    const { limits, results } = read("timing");
    assert.deepEqual(
      rowsOf("Timing"),
      results.map((/** @type {any} */ { name, largest }) => [name, String(largest)]),
    );
    for (const { name, isControl, largest, measurements, callsEach } of results) {
      assert.equal(measurements, 200_000);
      assert.equal(callsEach, 10);
      assert.ok(isControl ? largest > limits.certain : largest < limits.unseen, `${name}: ${largest}`);
    }
  });
});
