// Flows by the thousand, through the `forward` of the built package, against a backend that is killed in the middle and a
// Zoom that fails; and what must hold all the same.

import { randomBytes } from "node:crypto";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";

import { forward as publishedForward, generateState, init, ZoomPkceError } from "zoom-pkce";

import { freePort } from "../../scripts/process/server-process.js";
import { newBackend } from "./child.js";
import { expectedOutcome, planFlow } from "./plan.js";
import { startFaultyZoom } from "./zoom.js";

/** @import { Plan } from "./plan.js" */
/** @import { State } from "./backend.js" */

/**
 * @typedef {object} Wave
 * Flows that are under way at the same time.
 *
 * @property {string} name
 * @property {number} spreadMs within how long they begin
 * @property {number} [zoomTakesMs] up to how long Zoom takes for an answer
 * @property {boolean} [hasFaults] whether Zoom fails some
 * @property {boolean} [hasAborts] whether half of them are aborted
 * @property {number[]} [killsAtMs] when the backend is killed, and started again
 * @property {number} [killsAtShare] the same, once so many of the codes, from 0 to 1, have come to Zoom
 * @property {[fromMs: number, toMs: number][]} [outages] when Zoom refuses connections
 * @property {boolean} [isFollowed] whether the next wave comes once Zoom has answered, with no look at what this one has left
 */

/** @type {Wave[]} */
export const WAVES = [
  { name: "all is well", spreadMs: 200 },
  { name: "Zoom fails, pages go away", spreadMs: 200, hasFaults: true, hasAborts: true },
  {
    name: "Zoom is down in between",
    spreadMs: 3000,
    zoomTakesMs: 2000,
    hasFaults: true,
    hasAborts: true,
    outages: [
      [800, 1200],
      [2000, 2400],
    ],
  },
  {
    name: "the backend is killed twice",
    spreadMs: 12000,
    hasFaults: true,
    hasAborts: true,
    killsAtMs: [3000, 8000],
  },
  {
    name: "it is killed with many codes at Zoom",
    spreadMs: 200,
    zoomTakesMs: 8000,
    hasFaults: true,
    hasAborts: true,
    killsAtShare: 0.3,
  },
  { name: "all is well again", spreadMs: 200 },
];

/** @param {Wave} wave */
const isKilled = ({ killsAtMs, killsAtShare }) => killsAtMs !== undefined || killsAtShare !== undefined;

/** How long after its time a flow may end on a machine that is busy; what it really was is in the results. */
const MARGIN_MS = 10_000;
const MEMORY = { heapRatio: 1.25, rssRatio: 1.5 };
/** What www/server gives Zoom: the package's default. */
const DEMO_ZOOM_TIMEOUT_MS = 10_000;
const QUIET_MS = 20_000;
const MOST_TOLD = 10;

/**
 * @typedef {object} Flow
 * @property {Plan} plan
 * @property {import("zoom-pkce").Authorization} authorization
 * @property {string} cookie
 * @property {AbortController} controller
 * @property {string | undefined} outcome
 * @property {unknown} value
 * @property {number} calledAt
 * @property {number} endedAt
 */

/**
 * @param {object} options
 * @param {"handlers" | "demo"} options.kind
 * @param {number} options.flows in each wave
 * @param {string} options.seed
 * @param {Wave[]} [options.waves]
 * @param {number} [options.zoomTimeoutMs] the backend's, for Zoom's answer. (The demo has the package's own.)
 * @param {number} [options.timeoutMs] `forward`'s
 * @param {number} [options.marginMs]
 * @param {(text: string) => void} [options.say]
 * @param {typeof publishedForward} [options.forward] another one, to see that a bad one is found out
 */
export async function runLoad({
  kind,
  flows: count,
  seed,
  waves = WAVES,
  zoomTimeoutMs = 30_000,
  timeoutMs = 60_000,
  marginMs = MARGIN_MS,
  say = () => {},
  forward = publishedForward,
}) {
  await init();
  const zoomLimitMs = kind === "demo" ? DEMO_ZOOM_TIMEOUT_MS : zoomTimeoutMs;
  const resourcesBefore = ownResources();
  const port = await freePort();
  const page = `http://localhost:${port}/`;
  const origin = `http://127.0.0.1:${port}`;
  const zoom = await startFaultyZoom([page]);
  const backend = newBackend(kind, port, zoom.url, zoomTimeoutMs);
  /** What did not hold. @type {string[]} */
  const problems = [];
  const delay = monitorEventLoopDelay();
  delay.enable();
  const results = [];
  /** @type {{ after: string, state: State }[]} */
  const memory = [];
  let hasRestarted = false;

  // What `forward` itself calls: whatever a browser or Node may do below, is counted at Zoom.
  /** @type {Map<string, number>} */
  const calls = new Map();
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const body = String(init?.body ?? "");
    const code = body.startsWith("{") ? JSON.parse(body).code : new URLSearchParams(body).get("code");
    if (code) calls.set(code, (calls.get(code) ?? 0) + 1);
    return fetch(input, init);
  };

  try {
    await backend.start();
    const idle = await backend.state();
    for (const [index, wave] of waves.entries()) {
      say(
        `${kind}: wave ${index + 1} of ${waves.length}, ${wave.name}: ${count} flows, for at most ${Math.ceil((wave.spreadMs + timeoutMs + marginMs) / 1000)} s…`,
      );
      const result = await runWave(wave, `${kind}/${index}`);
      results.push(result);
      say(`${kind}:   ${inspect(result.outcomes, { breakLength: Infinity })}`);
      if (isKilled(wave)) hasRestarted = true;
      if (wave.isFollowed) continue;
      const state = await quietState(idle, wave.name);
      if (!hasRestarted) memory.push({ after: wave.name, state });
    }
    problems.push(...memoryProblems(memory.map(({ state }) => state)));
  } finally {
    globalThis.fetch = fetch;
    delay.disable();
    await backend.kill();
    await zoom.down();
  }
  const left = await settle(() => more(ownResources(), resourcesBefore));
  if (left) problems.push(`this process has left open: ${left}`);
  if (backend.crashes() > 0) problems.push(`the backend ended by itself ${backend.crashes()} times`);

  return {
    kind,
    seed,
    flows: count * waves.length,
    limits: { zoomTimeoutMs: zoomLimitMs, timeoutMs, marginMs, ...MEMORY },
    waves: results,
    memory: memory.map(({ after, state: { rss, heap, external } }) => ({ after, rss, heap, external })),
    longestEventLoopDelayMs: Math.round(delay.max / 1e6),
    problems,
  };

  /**
   * @param {Wave} wave
   * @param {string} name
   */
  async function runWave(wave, name) {
    const {
      spreadMs,
      zoomTakesMs,
      hasFaults = false,
      hasAborts = false,
      killsAtMs = [],
      killsAtShare,
      outages = [],
    } = wave;
    for (const each of [zoom, backend]) each.forget();
    calls.clear();
    const flows = await inBatches(count, (i) =>
      newFlow(
        planFlow(seed, `${name}/${i}`, {
          spreadMs,
          zoomTakesMs,
          timeoutMs,
          hasFaults,
          hasAborts,
          canKeep: kind === "handlers",
        }),
        `session=${name}/${i}`,
      ),
    );
    let inFlight = 0;
    let mostInFlight = 0;
    /** @type {number[]} */
    const inFlightAtKills = [];
    /** The number of codes at Zoom whose answer was awaited. @type {number[]} */
    const atZoomAtKills = [];
    let areEnded = false;
    const kill = async () => {
      inFlightAtKills.push(inFlight);
      atZoomAtKills.push(zoom.waiting());
      say(`${kind}:   killing the backend: ${inFlight} flows are under way, ${zoom.waiting()} are at Zoom`);
      await backend.kill();
      await backend.start();
      say(`${kind}:   the backend is back`);
    };
    const started = performance.now();
    // One after another, however late this process is.
    const disturbances = Promise.all([
      (async () => {
        for (const ms of killsAtMs) {
          await sleep(Math.max(0, started + ms - performance.now()));
          await kill();
        }
      })(),
      (async () => {
        if (killsAtShare === undefined) return;
        while (zoom.arrivals.size < killsAtShare * count) {
          if (areEnded) return void problems.push(`${wave.name}: the backend was not killed`);
          await sleep(5);
        }
        await kill();
      })(),
      (async () => {
        for (const [from, to] of outages) {
          await sleep(Math.max(0, started + from - performance.now()));
          await zoom.down();
          await sleep(to - from);
          await zoom.up();
        }
      })(),
    ]);
    const all = Promise.all(
      flows.map(async (flow) => {
        await sleep(flow.plan.startMs);
        mostInFlight = Math.max(mostInFlight, ++inFlight);
        await runFlow(flow);
        inFlight--;
      }),
    );
    await all;
    areEnded = true;
    await disturbances;
    const seconds = (performance.now() - started) / 1000;
    // What is still on its way counts too: a code may come twice after the end of its flow.
    const late = await settle(() => (zoom.working() > 0 ? `${zoom.working()} requests at Zoom` : ""));
    if (late) problems.push(`${wave.name}: there are still ${late}`);
    return {
      name: wave.name,
      flows: flows.length,
      mostInFlight,
      inFlightAtKills,
      atZoomAtKills,
      seconds: Number(seconds.toFixed(1)),
      ...judge(wave, flows),
    };
  }

  /**
   * @param {Plan} plan
   * @param {string} cookie
   * @returns {Promise<Flow>}
   */
  async function newFlow(plan, cookie) {
    let codeVerifier;
    let codeChallenge;
    let state = generateState();
    if (plan.keepsVerifier) {
      const response = await fetch(`${origin}/api/zoom/challenge`, { method: "POST", headers: { cookie } });
      ({ codeChallenge, state } = await response.json());
    } else {
      codeVerifier = randomBytes(32).toString("base64url");
      codeChallenge = codeVerifier;
    }
    const code = await zoom.makeCode(codeChallenge, page, plan);
    return {
      plan,
      authorization: {
        code,
        ...(codeVerifier && { codeVerifier, codeChallengeMethod: "plain" }),
        redirectUri: page,
        state,
        receivedAt: Date.now(),
      },
      cookie,
      controller: new AbortController(),
      outcome: undefined,
      value: undefined,
      calledAt: 0,
      endedAt: 0,
    };
  }

  /** @param {Flow} flow */
  async function runFlow(flow) {
    const { plan, authorization, cookie, controller } = flow;
    const end = (/** @type {string} */ outcome, /** @type {unknown} */ value) => {
      flow.outcome = outcome;
      flow.value = value;
      flow.endedAt = performance.now();
    };
    flow.calledAt = performance.now();
    const promise = forward(authorization, {
      url: `${origin}/api/zoom/token`,
      format: plan.format,
      headers: { cookie },
      timeoutMs: plan.timeoutMs,
      signal: controller.signal,
    });
    const abort = () => controller.abort(new Error("the page went away"));
    const timer = plan.abortMs ? setTimeout(abort, plan.abortMs) : undefined;
    if (plan.abortMs === 0) abort();
    const settled = promise.then(
      (value) => end("result", value),
      (error) => end(outcomeOf(error), error),
    );
    // From the call, not from the wave's beginning: on a busy machine there may be a while in between.
    const limit = new AbortController();
    const { signal } = limit;
    await Promise.race([settled, sleep(plan.timeoutMs + marginMs, undefined, { signal }).catch(() => {})]);
    limit.abort();
    clearTimeout(timer);
  }

  /**
   * @param {Wave} wave
   * @param {Flow[]} flows
   */
  function judge(wave, flows) {
    /** @type {Record<string, number>} */
    const outcomes = {};
    /** @type {Record<string, number>} */
    const wrongs = {};
    const wrong = (/** @type {string} */ what, times = 1) =>
      void (wrongs[what] = (wrongs[what] ?? 0) + times);
    // Only where nothing happened to all of them at once can each be told how it has to end.
    const isSure = !isKilled(wave) && !wave.outages;
    let latestMs = 0;
    let slowed = 0;
    for (const { plan, authorization, outcome, value, calledAt, endedAt } of flows) {
      const { code, codeVerifier } = authorization;
      const ended = outcome ?? "nothing";
      outcomes[ended] = (outcomes[ended] ?? 0) + 1;
      if (outcome === undefined) {
        wrong("flows ended in nothing");
        continue;
      }
      if (
        !/^(result|aborted|network_error|backend_timeout|invalid_grant 400|backend_rejected \d+)$/.test(ended)
      )
        wrong(`flows ended in ${ended}`);
      const limitMs = Math.min(plan.timeoutMs, plan.abortMs ?? Infinity);
      const tookMs = endedAt - calledAt;
      latestMs = Math.max(latestMs, tookMs - limitMs);
      // A machine that is too slow for so many flows is no fault of theirs, but it is counted.
      const isSlowed =
        plan.fault === "slow"
          ? ended === "backend_rejected 504" && tookMs >= zoomLimitMs
          : (tookMs >= zoomLimitMs && /^backend_rejected 50[04]$/.test(ended)) ||
            (tookMs >= plan.timeoutMs && ended === "backend_timeout");
      if (isSlowed && ended !== expectedOutcome(plan)) slowed++;
      const wasAborted = plan.abortMs !== undefined && ended === "aborted";
      if (plan.abortMs === undefined && ended === "aborted") wrong("flows ended as aborted without an abort");
      if (isSure && !wasAborted && !isSlowed && ended !== expectedOutcome(plan)) {
        wrong(`flows ended in ${ended} instead of ${expectedOutcome(plan)}`);
      }
      if (ended === "result" && !zoom.exchanged.has(code)) wrong("results came without tokens of Zoom's");
      const shown = ended === "result" ? JSON.stringify(value) : inspect(value, { depth: 6 });
      if (shown.includes(code) || (codeVerifier && shown.includes(codeVerifier)))
        wrong("outcomes show the code or the verifier");
      if (holdsAny(shown, zoom.tokens)) wrong("outcomes show a token");
    }
    const twice = (/** @type {Map<string, number>} */ times) =>
      [...times.values()].filter((each) => each > 1).length;
    const sentTwice = { byForward: twice(calls), arrivedAtZoom: twice(zoom.arrivals) };
    const own = new Set(flows.map(({ authorization }) => authorization.code));
    const foreign = [...zoom.arrivals.keys()].filter((code) => !own.has(code)).length;
    if (foreign > 0) wrong("codes of an earlier wave arrived at Zoom", foreign);
    if (sentTwice.byForward > 0) wrong("codes were sent twice by forward", sentTwice.byForward);
    if (sentTwice.arrivedAtZoom > 0) wrong("codes arrived at Zoom twice", sentTwice.arrivedAtZoom);
    if (latestMs > marginMs) wrong("flows ended long after their time");
    const secrets = new Set(
      flows.flatMap(({ authorization: { code, codeVerifier = "" } }) => [code, codeVerifier]),
    );
    for (const token of zoom.tokens) secrets.add(token);
    secrets.add("simulated-client-secret").delete("");
    if (holdsAny(backend.output(), secrets)) wrong("the backend's log shows a secret");
    for (const [what, times] of Object.entries(wrongs).slice(0, MOST_TOLD))
      problems.push(`${wave.name}: ${what} (${times})`);
    return {
      outcomes: Object.fromEntries(Object.entries(outcomes).sort()),
      toBeAborted: flows.filter(({ plan }) => plan.abortMs !== undefined).length,
      faulty: flows.filter(({ plan }) => plan.fault !== "none").length,
      codesAtZoom: zoom.arrivals.size,
      exchanged: zoom.exchanged.size,
      sentTwice,
      slowed,
      latestMs: Math.round(latestMs),
    };
  }

  /**
   * The backend once nothing is under way.
   *
   * @param {State} idle what it was like before the first flow
   * @param {string} after
   */
  async function quietState(idle, after) {
    say(`${kind}:   waiting for its connections to end, for at most ${QUIET_MS / 1000} s…`);
    const left = await settle(async () => {
      const open = await zoom.openConnections();
      const { resources } = await backend.state();
      return more(resources, idle.resources) || (open > 0 ? `${open} connections to Zoom` : "");
    });
    if (left) problems.push(`${after}: the backend has left open: ${left}`);
    const state = await backend.state();
    if (state.sentTwice > 0) problems.push(`${after}: the backend sent ${state.sentTwice} codes twice`);
    if (state.strayErrors > 0) problems.push(`${after}: ${state.strayErrors} errors were not caught`);
    return state;
  }
}

/**
 * @param {Pick<State, "heap" | "rss">[]} states of one process, after each wave
 * @returns {string[]}
 */
export function memoryProblems(states) {
  const [first, ...others] = states;
  const last = others.at(-1);
  if (!first || !last) return [];
  return /** @type {const} */ ([
    ["heap", MEMORY.heapRatio],
    ["rss", MEMORY.rssRatio],
  ]).flatMap(([name, ratio]) => {
    const grown = last[name] / first[name];
    return grown > ratio
      ? [`the backend's ${name} has grown to ${grown.toFixed(2)} of what it was (at most ${ratio})`]
      : [];
  });
}

/** @param {unknown} error */
function outcomeOf(error) {
  if (!(error instanceof ZoomPkceError)) return `what is no ZoomPkceError: ${String(error).slice(0, 100)}`;
  return error.status === undefined ? error.code : `${error.code} ${error.status}`;
}

/**
 * @param {string} text
 * @param {Set<string>} secrets
 */
function holdsAny(text, secrets) {
  for (const [word] of text.matchAll(/[\w-]{16,}/g)) if (secrets.has(word)) return true;
  return false;
}

/**
 * @template T
 * @param {number} count
 * @param {(i: number) => Promise<T>} make
 * @returns {Promise<T[]>}
 */
async function inBatches(count, make) {
  /** @type {T[]} */
  const made = [];
  while (made.length < count) {
    const size = Math.min(50, count - made.length);
    made.push(...(await Promise.all(Array.from({ length: size }, (_, i) => make(made.length + i)))));
  }
  return made;
}

/** @returns {Record<string, number>} what keeps this process alive, by kind */
function ownResources() {
  /** @type {Record<string, number>} */
  const resources = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  return resources;
}

/**
 * @param {Record<string, number>} now
 * @param {Record<string, number>} before
 * @returns {string} what there is more of
 */
function more(now, before) {
  return Object.entries(now)
    .filter(([name, count]) => !/^(Immediate|TickObject|Microtask)/.test(name) && count > (before[name] ?? 0))
    .map(([name, count]) => `${count - (before[name] ?? 0)} ${name}`)
    .join(", ");
}

/**
 * @param {() => string | Promise<string>} left
 * @returns {Promise<string>} what is left when nothing is, or after a while
 */
async function settle(left) {
  const until = performance.now() + QUIET_MS;
  for (;;) {
    const what = await left();
    if (!what || performance.now() > until) return what;
    await sleep(250);
  }
}
