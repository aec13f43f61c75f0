// Runs a task in a new thread, in which `init()` has not been called.

import { parentPort, workerData } from "node:worker_threads";
import * as zoomPkce from "zoom-pkce";
import { watchMemory } from "../../flow/page/memory.js";
import { withoutRandom } from "./random.js";
import { newConsentingSdk } from "./sdk.js";

/** @param {any} error */
const told = ({ name, code, message, hint, retryable, cause }) => ({
  isZoomPkceError: true,
  name,
  code,
  message,
  hint,
  retryable,
  cause: cause && String(cause),
});

/** @param {() => unknown} work */
async function outcome(work) {
  let sync = true;
  try {
    const value = work();
    sync = !(value instanceof Promise);
    return { sync, value: await value };
  } catch (error) {
    return { sync, error: error instanceof zoomPkce.ZoomPkceError ? told(error) : { name: String(error) } };
  }
}

const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

const synchronous = {
  generatePkcePair: () => zoomPkce.generatePkcePair(),
  generateCodeVerifier: () => zoomPkce.generateCodeVerifier(),
  generateCodeChallenge: () => zoomPkce.generateCodeChallenge(verifier),
  verifyCodeChallenge: () => zoomPkce.verifyCodeChallenge(verifier, verifier, "plain"),
  generateState: () => zoomPkce.generateState(),
};

function countCompilations() {
  const { instantiate } = WebAssembly;
  let count = 0;
  WebAssembly.instantiate = /** @type {any} */ (
    (/** @type {BufferSource} */ bytes, /** @type {WebAssembly.Imports} */ imports) => {
      count++;
      return instantiate(bytes, imports);
    }
  );
  return () => count;
}

/**
 * Forbids WebAssembly, as a policy or iOS's Lockdown Mode does.
 *
 * @returns {string[]} the messages on the console
 */
function forbidWasm() {
  /** @type {string[]} */
  const said = [];
  console.info = (text) => said.push(text);
  Object.assign(WebAssembly, {
    instantiate: () => Promise.reject(new WebAssembly.CompileError("forbidden")),
  });
  return said;
}

/** @type {Record<string, () => Promise<unknown>>} */
const tasks = {
  /** Calls every synchronous function before init(), while init() is pending, and after it. */
  async synchronousFunctions() {
    const all = async () => {
      /** @type {Record<string, unknown>} */
      const outcomes = {};
      for (const [name, work] of Object.entries(synchronous)) outcomes[name] = await outcome(work);
      return outcomes;
    };
    const before = await all();
    const loading = zoomPkce.init();
    const underWay = Object.fromEntries(
      Object.entries(synchronous).map(([name, work]) => {
        try {
          return [name, work()];
        } catch (error) {
          return [name, /** @type {any} */ (error).code];
        }
      }),
    );
    await loading;
    return { before, underWay, after: await all() };
  },

  async initTwice() {
    const compilations = countCompilations();
    const [first, second] = [zoomPkce.init(), zoomPkce.init()];
    const values = await Promise.all([first, second, zoomPkce.init()]);
    const third = zoomPkce.init();
    await third;
    return { same: first === second && second === third, values, compilations: compilations() };
  },

  async failingInit() {
    const { instantiate } = WebAssembly;
    const { ArrayBuffer } = globalThis;
    Object.assign(WebAssembly, { instantiate: () => Promise.reject(new RangeError("no wasm")) });
    // The JavaScript that replaces the wasm needs an ArrayBuffer too.
    globalThis.ArrayBuffer = /** @type {any} */ (
      class {
        constructor() {
          throw new RangeError("out of memory");
        }
      }
    );
    const failed = await outcome(() => zoomPkce.init());
    const challenge = await outcome(() => zoomPkce.generateState());
    const sdk = newConsentingSdk();
    const flow = await outcome(() => zoomPkce.authorize(sdk.zoomSdk));
    const asked = sdk.requests.length;
    WebAssembly.instantiate = instantiate;
    globalThis.ArrayBuffer = ArrayBuffer;
    return { failed, challenge, flow, asked, again: await outcome(() => zoomPkce.init()) };
  },

  /** Runs the JavaScript that replaces the wasm: challenges, errors and flows. */
  async withoutWasm() {
    const said = forbidWasm();
    await zoomPkce.init();
    const all = async () => {
      const sdk = newConsentingSdk();
      const { code, codeVerifier } = await zoomPkce.authorize(sdk.zoomSdk);
      return {
        challenges: workerData.verifiers.map((/** @type {string} */ text) =>
          zoomPkce.generateCodeChallenge(text),
        ),
        pair: zoomPkce.generatePkcePair({ length: 128 }),
        state: zoomPkce.generateState(),
        refused: await outcome(() => zoomPkce.generatePkcePair({ length: 42 })),
        longest: await outcome(() => zoomPkce.authorize(sdk.zoomSdk, { timeoutMs: 2 ** 31 })),
        flow: { code, codeVerifier, requests: sdk.requests },
      };
    };
    return { said, outcomes: await all() };
  },

  /** Runs flows with the longest inputs, one after another, and measures the memory's growth. */
  async manyFlows() {
    const { flows, isWasmForbidden } = workerData;
    if (isWasmForbidden) forbidWasm();
    const memory = watchMemory();
    await zoomPkce.init();
    const before = memory.size();
    const longest = (/** @type {string} */ character) => character.repeat(4096);
    let succeeded = 0;
    for (let n = 0; n < flows; n++) {
      const sdk = newConsentingSdk({ code: longest("c"), redirectUri: longest("r") });
      const { code } = await zoomPkce.authorize(sdk.zoomSdk, { state: longest("s") });
      if (code.length === 4096) succeeded++;
    }
    return { succeeded, grownBy: memory.size() - before };
  },

  async withoutWebAssembly() {
    const said = forbidWasm();
    Reflect.deleteProperty(globalThis, "WebAssembly");
    return {
      said,
      outcome: await outcome(async () => (await zoomPkce.init(), zoomPkce.generateCodeChallenge(verifier))),
    };
  },

  /**
   * Calls every function that needs random numbers, without a random source and then with it.
   */
  async withoutRandom() {
    const { how, isWasmForbidden } = workerData;
    const { instantiate } = WebAssembly;
    const said = isWasmForbidden ? forbidWasm() : [];
    await zoomPkce.init();
    // Node's `Response` needs WebAssembly too.
    WebAssembly.instantiate = instantiate;
    const all = async () => {
      const sdk = newConsentingSdk();
      const fetch = async () => new Response("{}");
      const backend = { url: "https://backend.example/token", fetch };
      /** @type {Record<string, unknown>} */
      const outcomes = {};
      for (const [name, work] of Object.entries({
        generatePkcePair: () => zoomPkce.generatePkcePair(),
        generateCodeVerifier: () => zoomPkce.generateCodeVerifier(128),
        generateState: () => zoomPkce.generateState(),
        authorize: () => zoomPkce.authorize(sdk.zoomSdk),
        "authorize, for the state alone": () => zoomPkce.authorize(sdk.zoomSdk, { codeChallenge: verifier }),
        authorizeWithBackend: () => zoomPkce.authorizeWithBackend(sdk.zoomSdk, { backend }),
      }))
        outcomes[name] = await outcome(work);
      return { outcomes, asked: sdk.requests.length, listening: sdk.listening.length };
    };
    const restore = withoutRandom(how);
    const without = await all();
    restore();
    return { said, without, restored: await all() };
  },

  /** The functions that return a promise load the wasm themselves. */
  async withoutInit() {
    const compilations = countCompilations();
    const sdk = newConsentingSdk();
    const flow = zoomPkce.authorize(sdk.zoomSdk);
    const askedAtOnce = sdk.requests.length;
    const { code } = await flow;
    return { code, askedAtOnce, asked: sdk.requests.length, compilations: compilations() };
  },

  /** Two flows with a challenge of the backend's start before the wasm has loaded. */
  async twoChallengesWithoutInit() {
    let calls = 0;
    const challenge = async () => ({ codeChallenge: "c".repeat(43), state: `state-${++calls}` });
    const start = () => zoomPkce.authorize(newConsentingSdk().zoomSdk, { challenge });
    const flows = await Promise.allSettled([start(), start()]);
    return {
      calls,
      ended: flows.map((flow) => (flow.status === "rejected" ? flow.reason.code : flow.status)),
    };
  },

  /** A sign-in whose `onProgress` throws at each step. */
  async throwingOnProgress() {
    /** @type {string[]} */
    const thrown = [];
    /** @type {string[]} */
    const unhandled = [];
    process.on("unhandledRejection", (reason) => unhandled.push(String(reason)));
    const value = await zoomPkce.authorizeWithBackend(newConsentingSdk().zoomSdk, {
      challenge: async () => ({ codeChallenge: "c".repeat(43), state: "state" }),
      backend: { url: "https://backend.example/token", fetch: async () => Response.json("data") },
      onProgress({ step, phase }) {
        thrown.push(`${step} ${phase}`);
        throw `${step} ${phase}`;
      },
    });
    await new Promise((resolve) => setTimeout(resolve));
    return { value, thrown, unhandled };
  },

  /** `forward` also loads the wasm, and then reports the invalid URL. */
  async forwardWithoutInit() {
    return outcome(() => zoomPkce.forward(/** @type {any} */ ({}), "ftp://backend.example"));
  },

  async authorizeWithBackendWithoutInit() {
    const sdk = newConsentingSdk();
    const fetch = async () => new Response('{"user":7}');
    const backend = { url: "https://backend.example/token", fetch };
    return outcome(() => zoomPkce.authorizeWithBackend(sdk.zoomSdk, { backend }));
  },
};

if (parentPort && workerData?.task) parentPort.postMessage(await tasks[workerData.task]());
