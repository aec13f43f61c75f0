// The goals, and whether the results reach them.

/** @import { Results } from "./bench.js" */
/** @import { Point } from "./flows.js" */
/** @import { Summary } from "./statistics.js" */

/**
 * @typedef {object} Judgement
 * @property {string} what
 * @property {string} goal
 * @property {boolean | undefined} reached `undefined` if it was not measured.
 * @property {string} found The result, in words.
 * @property {string | undefined} [why] The reason why a goal is not reached.
 */

/** A number with three significant digits. @param {number} value */
export const digits = (value) => String(Number(value.toPrecision(3)));

/** @param {Summary} summary */
export const spread = ({ median, q1, q3 }) => `${digits(median)} (${digits(q1)} to ${digits(q3)})`;

/** A flow that leaks an object leaks more than this. Less growth per flow is noise. */
const MAX_HEAP_BYTES_PER_FLOW = 1;

const ENGINES = /** @type {const} */ (["Chromium", "Firefox", "WebKit"]);

/** @param {Results} results @returns {Judgement[]} */
export function judge(results) {
  return [
    ...ENGINES.map((engine) => pair(engine, results)),
    ...ENGINES.map((engine) => cold(engine, results)),
    click(results),
    flat(results),
    native(results),
  ].map((judgement) => (judgement.reached === false ? judgement : { ...judgement, why: undefined }));
}

/** @param {string} what @param {string} goal @returns {Judgement} */
const notMeasured = (what, goal) => ({ what, goal, reached: undefined, found: "not measured" });

/**
 * How many times as fast as `pkce-challenge` a pair is to be. `pkce-challenge` uses WebCrypto, which
 * is faster in Chromium than in the other engines.
 */
const TIMES_AS_FAST = { Chromium: 2.5, Firefox: 25, WebKit: 25 };

/** @param {keyof typeof TIMES_AS_FAST} engine @param {Results} results @returns {Judgement} */
function pair(engine, results) {
  const wanted = TIMES_AS_FAST[engine];
  const what = `A pair in ${engine}, beside \`pkce-challenge\``;
  const goal = `at least ${wanted} times as fast`;
  const times = results.pair?.[engine]?.timesOurs["pkce-challenge"];
  if (!times) return notMeasured(what, goal);
  const found = `${spread(times)} times as fast`;
  return { what, goal, reached: times.median >= wanted, found, why: leastTime(engine, results) };
}

/**
 * Says how much of the goal's time the calls of the platform take that a pair cannot avoid.
 *
 * @param {keyof typeof TIMES_AS_FAST} engine
 * @param {Results} results
 */
function leastTime(engine, { pair }) {
  const microseconds = pair?.[engine]?.microseconds;
  const least = microseconds?.["random octets and two texts"];
  const peer = microseconds?.["pkce-challenge"];
  if (!least || !peer) return undefined;
  const allowed = peer.median / TIMES_AS_FAST[engine];
  return `The goal allows ${digits(allowed)} µs. Drawing the random octets and decoding the two texts alone takes ${digits(least.median)} µs, without SHA-256.`;
}

/** @param {string} engine @param {Results} results @returns {Judgement} */
function cold(engine, results) {
  const what = `From navigation to the first challenge on a cold page, ${engine}`;
  const goal = "at most 1.2 times a page with `pkce-challenge`";
  const measured = results.cold?.[engine];
  if (!measured) return notMeasured(what, goal);
  return {
    what,
    goal,
    reached: measured.timesPeer.median <= 1.2,
    found: `${spread(measured.timesPeer)} times as long`,
    why: "This page first loads, decodes and compiles the WebAssembly. The other page loads a kilobyte of JavaScript.",
  };
}

/** @param {Results} results @returns {Judgement} */
function click({ flows }) {
  const what = "From a click to the call of `zoomSdk.authorize`, once loaded";
  const goal = "the same task, with no await in between";
  const engines = Object.entries(flows ?? {});
  if (engines.length === 0) return notMeasured(what, goal);
  const counted = engines.map(
    ([engine, { clicks, withinHandler }]) => `${withinHandler} of ${clicks} in ${engine}`,
  );
  return {
    what,
    goal,
    reached: engines.every(([, { clicks, withinHandler }]) => clicks === withinHandler),
    found: `clicks that reached the client within the handler: ${counted.join(", ")}`,
  };
}

/** @param {Results} results @returns {Judgement} */
function flat({ flows, isQuick }) {
  const what = `${isQuick ? "A few" : "100 000"} flows in one page`;
  const goal = "the JavaScript heap, the memory of the wasm and the listeners do not grow";
  const engines = Object.entries(flows ?? {});
  if (engines.length === 0) return notMeasured(what, goal);
  const found = engines.map(([engine, { points }]) => {
    const [first, last] = /** @type {[Point, Point]} */ ([points[0], points.at(-1)]);
    const listeners = last.listeners - first.listeners;
    const wasm = last.wasmBytes - first.wasmBytes;
    const heap =
      first.heapBytes === undefined || last.heapBytes === undefined
        ? undefined
        : (last.heapBytes - first.heapBytes) / (last.flows - first.flows);
    return { engine, listeners, wasm, heap };
  });
  return {
    what,
    goal,
    reached: found.every(
      ({ listeners, wasm, heap = 0 }) => listeners === 0 && wasm === 0 && heap < MAX_HEAP_BYTES_PER_FLOW,
    ),
    found: found
      .map(
        ({ engine, listeners, wasm, heap }) =>
          `${engine}: ${listeners} more listeners, ${wasm} more bytes of wasm memory${heap === undefined ? "" : `, ${heap.toFixed(2)} bytes of heap per flow`}`,
      )
      .join("; "),
  };
}

/** @param {Results} results @returns {Judgement} */
function native({ native }) {
  const what = "A pair in native Rust, beside `PkceCodeChallenge::new_random_sha256` of `oauth2`";
  const goal = "at least as fast";
  if (!native) return notMeasured(what, goal);
  const { timesOurs } = native;
  return {
    what,
    goal,
    reached: timesOurs.median >= 1,
    found: `${spread(timesOurs)} times as fast`,
    why: "Each code verifier takes its random numbers from the operating system, and that call alone takes longer than a whole pair of `oauth2`, which has a generator in the process.",
  };
}
