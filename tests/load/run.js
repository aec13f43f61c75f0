// Runs many flows at once through `forward` of the built package. The backend is killed during the
// run, and the simulated Zoom fails. Each flow must still end in time and only once, no code may be
// sent twice, and no secret or resource may leak.

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
 * A group of flows that run at the same time.
 *
 * @property {string} name
 * @property {number} spreadMs the period in which the flows start
 * @property {number} [zoomTakesMs] the longest delay of Zoom's answers
 * @property {boolean} [hasFaults] whether Zoom fails for about half of the flows
 * @property {boolean} [hasAborts] whether about half of the flows are aborted
 * @property {number[]} [killsAtMs] the times at which the backend is killed and restarted
 * @property {number} [killsAtShare] the share of codes, from 0 to 1, whose arrival at Zoom triggers
 *   one kill and restart of the backend
 * @property {[fromMs: number, toMs: number][]} [outages] the periods in which Zoom refuses
 *   connections
 * @property {boolean} [isFollowed] whether the next wave starts as soon as Zoom has answered,
 *   without a check for leaks
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

/** How late a flow may end on a busy machine. The results show the actual delay. */
const MARGIN_MS = 10_000;
const MEMORY = { heapRatio: 1.25, rssRatio: 1.5 };
/** The timeout of www/server for Zoom's answer, which is the package's default. */
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
 * Runs all waves against one backend.
 *
 * @param {object} options
 * @param {"handlers" | "demo"} options.kind
 * @param {number} options.flows the number of flows in each wave
 * @param {string} options.seed
 * @param {Wave[]} [options.waves]
 * @param {number} [options.zoomTimeoutMs] the backend's timeout for Zoom's answer. The demo
 *   uses the package's default instead.
 * @param {number} [options.timeoutMs] the timeout of `forward`
 * @param {number} [options.marginMs]
 * @param {(text: string) => void} [options.say]
 * @param {typeof publishedForward} [options.forward] a replacement, for tests of the checks
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
  /** The violated rules, one text each. @type {string[]} */
  const problems = [];
  const delay = monitorEventLoopDelay();
  delay.enable();
  const results = [];
  /** @type {{ after: string, state: State }[]} */
  const memory = [];
  let hasRestarted = false;

  // Counts the requests of `forward` for each code. Repetitions by Node's own fetch are counted at
  // Zoom.
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
        `${kind}: wave ${index + 1} of ${waves.length}, ${wave.name}: ${count} flows, at most ${Math.ceil((wave.spreadMs + timeoutMs + marginMs) / 1000)} s…`,
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
  if (left) problems.push(`this process has open resources: ${left}`);
  if (backend.crashes() > 0) problems.push(`the backend crashed ${backend.crashes()} times`);

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
   * Runs the flows of one wave, with its kills and outages.
   *
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
    /** The number of codes that await Zoom's answer at each kill. @type {number[]} */
    const atZoomAtKills = [];
    let areEnded = false;
    const kill = async () => {
      inFlightAtKills.push(inFlight);
      atZoomAtKills.push(zoom.waiting());
      say(`${kind}:   killing the backend: ${inFlight} flows in progress, ${zoom.waiting()} at Zoom`);
      await backend.kill();
      await backend.start();
      say(`${kind}:   the backend is back`);
    };
    const started = performance.now();
    // The disturbances of one kind follow each other, even if this process is late.
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
    // A code may arrive a second time after its flow has ended, so pending requests count too.
    const late = await settle(() => (zoom.working() > 0 ? `${zoom.working()} requests at Zoom` : ""));
    if (late) problems.push(`${wave.name}: unfinished: ${late}`);
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
   * Gets a code from Zoom for a new flow.
   *
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

  /** Calls `forward` for a flow and records the outcome. @param {Flow} flow */
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
    // The limit counts from the call, because a busy machine may start the flow late.
    const limit = new AbortController();
    const { signal } = limit;
    await Promise.race([settled, sleep(plan.timeoutMs + marginMs, undefined, { signal }).catch(() => {})]);
    limit.abort();
    clearTimeout(timer);
  }

  /**
   * Checks the outcomes of a wave and adds violations to `problems`.
   *
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
    // The outcome of each flow is known only if the wave has no kill and no outage.
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
      // A timeout on a slow machine is not a problem of the flow. It is counted separately.
      const isSlowed =
        plan.fault === "slow"
          ? ended === "backend_rejected 504" && tookMs >= zoomLimitMs
          : (tookMs >= zoomLimitMs && /^backend_rejected 50[04]$/.test(ended)) ||
            (tookMs >= plan.timeoutMs && ended === "backend_timeout");
      if (isSlowed && ended !== expectedOutcome(plan)) slowed++;
      const wasAborted = plan.abortMs !== undefined && ended === "aborted";
      if (plan.abortMs === undefined && ended === "aborted") wrong("flows without an abort ended in aborted");
      if (isSure && !wasAborted && !isSlowed && ended !== expectedOutcome(plan)) {
        wrong(`flows ended in ${ended} instead of ${expectedOutcome(plan)}`);
      }
      if (ended === "result" && !zoom.exchanged.has(code)) wrong("results came without tokens from Zoom");
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
    if (latestMs > marginMs) wrong("flows ended long after their limit");
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
   * Waits until the backend is idle and returns its state. Adds leaks and stray errors to
   * `problems`.
   *
   * @param {State} idle the state before the first flow
   * @param {string} after the name of the wave
   */
  async function quietState(idle, after) {
    say(`${kind}:   waiting for the backend's connections to end, at most ${QUIET_MS / 1000} s…`);
    const left = await settle(async () => {
      const open = await zoom.openConnections();
      const { resources } = await backend.state();
      return more(resources, idle.resources) || (open > 0 ? `${open} connections to Zoom` : "");
    });
    if (left) problems.push(`${after}: the backend has open resources: ${left}`);
    const state = await backend.state();
    if (state.sentTwice > 0) problems.push(`${after}: the backend sent ${state.sentTwice} codes twice`);
    if (state.strayErrors > 0) problems.push(`${after}: ${state.strayErrors} errors were not caught`);
    return state;
  }
}

/**
 * Returns a text for each kind of memory that has grown too much.
 *
 * @param {Pick<State, "heap" | "rss">[]} states the states of one process, after each wave
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
      ? [`the backend's ${name} has grown by a factor of ${grown.toFixed(2)} (at most ${ratio})`]
      : [];
  });
}

/** Returns the error's code, followed by its status if it has one. @param {unknown} error */
function outcomeOf(error) {
  if (!(error instanceof ZoomPkceError)) return `what is no ZoomPkceError: ${String(error).slice(0, 100)}`;
  return error.status === undefined ? error.code : `${error.code} ${error.status}`;
}

/**
 * Returns whether the text contains one of the secrets.
 *
 * @param {string} text
 * @param {Set<string>} secrets
 */
function holdsAny(text, secrets) {
  for (const [word] of text.matchAll(/[\w-]{16,}/g)) if (secrets.has(word)) return true;
  return false;
}

/**
 * Makes values, at most 50 at the same time.
 *
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

/** @returns {Record<string, number>} the number of this process's active resources of each kind */
function ownResources() {
  /** @type {Record<string, number>} */
  const resources = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  return resources;
}

/**
 * @param {Record<string, number>} now
 * @param {Record<string, number>} before
 * @returns {string} the resources that have become more, or an empty text
 */
function more(now, before) {
  return Object.entries(now)
    .filter(([name, count]) => !/^(Immediate|TickObject|Microtask)/.test(name) && count > (before[name] ?? 0))
    .map(([name, count]) => `${count - (before[name] ?? 0)} ${name}`)
    .join(", ");
}

/**
 * Waits until nothing is left, at most `QUIET_MS`.
 *
 * @param {() => string | Promise<string>} left
 * @returns {Promise<string>} an empty text, or the rest after the timeout
 */
async function settle(left) {
  const until = performance.now() + QUIET_MS;
  for (;;) {
    const what = await left();
    if (!what || performance.now() > until) return what;
    await sleep(250);
  }
}
