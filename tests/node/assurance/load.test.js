// A short run of npm run load, and its detection of bad behaviour.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forward, ZoomPkceError } from "zoom-pkce";

import { expectedOutcome, planFlow } from "../../load/plan.js";
import { memoryProblems, runLoad } from "../../load/run.js";

test("flows with faults, aborts and a killed backend end once, send no code twice and leak nothing", async () => {
  const { problems, waves } = await runLoad({
    kind: "handlers",
    flows: 60,
    seed: "a short one",
    zoomTimeoutMs: 3_000,
    timeoutMs: 20_000,
    waves: [
      { name: "faults", spreadMs: 100, hasFaults: true, hasAborts: true, isFollowed: true },
      {
        name: "kill",
        spreadMs: 1500,
        zoomTakesMs: 400,
        hasFaults: true,
        hasAborts: true,
        killsAtMs: [500],
        outages: [[1000, 1200]],
        isFollowed: true,
      },
      {
        name: "kill at Zoom",
        spreadMs: 100,
        zoomTakesMs: 2000,
        hasFaults: true,
        hasAborts: true,
        killsAtShare: 0.3,
        isFollowed: true,
      },
      { name: "recovered", spreadMs: 100 },
    ],
  });
  assert.deepEqual(problems, []);
  const [faults, kill, killAtZoom] = waves;
  assert.ok(faults.toBeAborted > 20 && faults.faulty > 20, "about half of the flows each");
  assert.ok((faults.outcomes.aborted ?? 0) > 0 && (faults.outcomes["backend_rejected 502"] ?? 0) > 0);
  assert.ok(kill.inFlightAtKills[0] > 0, "flows were in progress");
  assert.ok(killAtZoom.atZoomAtKills[0] > 5, "Zoom had codes");
  assert.ok((kill.outcomes.network_error ?? 0) > 0, "flows failed by the kill");
});

test("a forward that sends twice, hangs or throws unexpected errors is detected", async () => {
  let count = 0;
  const { problems } = await runLoad({
    // Only with this backend does a second request reach the simulated Zoom.
    kind: "demo",
    flows: 12,
    seed: "bad",
    timeoutMs: 5_000,
    marginMs: 1_000,
    waves: [{ name: "bad", spreadMs: 10, isFollowed: true }],
    async forward(authorization, target) {
      const { code } = authorization;
      switch (count++ % 4) {
        case 0:
          await forward(authorization, target);
          return forward(authorization, target);
        case 1:
          return new Promise(() => {});
        case 2:
          throw new Error("unexpected");
        default:
          throw new ZoomPkceError("network_error", `it was ${code}`, "Try again.", true);
      }
    },
  });
  const text = problems.join("\n");
  for (const problem of [
    /codes were sent twice by forward \(3\)/,
    /codes arrived at Zoom twice \(3\)/,
    /flows ended in nothing \(3\)/,
    /flows ended in what is no ZoomPkceError/,
    /outcomes show the code or the verifier \(3\)/,
    /ended in network_error instead of result \(3\)/,
  ])
    assert.match(text, problem);
});

test("memory growth is detected", () => {
  const state = { heap: 10e6, rss: 100e6 };
  assert.deepEqual(memoryProblems([state, { heap: 12e6, rss: 140e6 }]), []);
  assert.match(memoryProblems([state, { heap: 13e6, rss: 100e6 }]).join(), /^the backend's heap/);
  assert.match(memoryProblems([state, { heap: 10e6, rss: 151e6 }]).join(), /^the backend's rss/);
});

test("the plans of a seed are always the same, and have every fault and outcome", () => {
  const wave = { spreadMs: 100, timeoutMs: 9_000, hasFaults: true, hasAborts: true, canKeep: true };
  const plans = Array.from({ length: 500 }, (_, i) => planFlow("seed", `${i}`, wave));
  assert.deepEqual(
    plans,
    plans.map((_, i) => planFlow("seed", `${i}`, wave)),
  );
  assert.notDeepEqual(plans[0], planFlow("another seed", "0", wave));
  assert.equal(new Set(plans.map(({ fault }) => fault)).size, 8);
  const outcomes = new Set(plans.map(expectedOutcome));
  assert.deepEqual([...outcomes].sort(), [
    "backend_rejected 502",
    "backend_rejected 503",
    "backend_rejected 504",
    "backend_timeout",
    "invalid_grant 400",
    "result",
  ]);
  const aborted = plans.filter(({ abortMs }) => abortMs !== undefined).length;
  assert.ok(aborted > 200 && aborted < 300, `${aborted} of 500`);
});
