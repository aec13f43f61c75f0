// 12. After a flow, however it ends, no secret is left in the wasm's memory, its stack included, or
// in the page.

import {
  authorize,
  forward,
  generateCodeChallenge,
  generateCodeVerifier,
  generatePkcePair,
  generateState,
  init,
  verifyCodeChallenge,
} from "zoom-pkce";
import { FOR_GUESTS } from "../page/capabilities.js";
import { equal, fails, ok, until } from "../page/check.js";
import { watchMemory } from "../page/memory.js";
import { newCase } from "./case.js";

/** @import { AuthorizedEvent } from "../page/context.js" */
/** @import { Context } from "./case.js" */

/** @typedef {ReturnType<typeof watchMemory>} Memory */

/** The number of ended flows whose states the page remembers (docs/flow.md). */
const REMEMBERED_FLOWS = 8;

/**
 * Events that end a flow with an error: the error code, and the change to a good event.
 *
 * @type {[import("zoom-pkce").ZoomPkceErrorCode, (event: AuthorizedEvent) => object][]}
 */
const EVENTS = [
  ["access_denied", (event) => ({ ...event, result: false })],
  ["missing_code", ({ code, ...event }) => ({ ...event, other: code })],
  ["missing_code", (event) => ({ ...event, code: [event.code] })],
  ["state_mismatch", (event) => ({ ...event, state: `${event.state}.` })],
];

/**
 * Asserts that no secret of a flow is left. The state is kept once: it is no longer secret, and it
 * identifies a late event of this flow.
 *
 * @param {Memory} memory
 * @param {{ codeChallenge: string, state: string }} request under `plain`: the challenge is the
 *   verifier
 * @param {Record<string, string>} secrets
 * @param {string} after
 */
function assertWiped(memory, { codeChallenge, state }, secrets, after) {
  equal(memory.remains({ codeChallenge, ...secrets }), [], `what the memory holds after ${after}`);
  equal(memory.copies(state), 1, `the copies of the state after ${after}`);
}

/**
 * Starts a flow that waits for its event, and asserts that the search finds its secrets meanwhile.
 *
 * @param {Context} context
 * @param {Memory} memory
 * @param {import("zoom-pkce").AuthorizeOptions} [options]
 */
async function startWaiting(context, memory, options) {
  const before = context.requests().length;
  const flow = authorize(context.zoomSdk, options);
  const ended = flow.catch(() => {});
  const request = await context.requested(before + 1);
  // If the search found nothing now, finding nothing afterwards would prove nothing.
  const found = memory.remains(request).filter((what) => / as text: /.test(what));
  equal(found.length, 2, "the secrets found while the flow waits: challenge and state");
  return { flow, ended, request };
}

/** Records everything that is written to the console. */
function watchConsole() {
  /** @type {unknown[]} */
  const said = [];
  const methods = /** @type {any} */ (console);
  for (const name of ["debug", "error", "info", "log", "trace", "warn", "table", "dir"]) {
    const method = methods[name];
    methods[name] = (/** @type {unknown[]} */ ...values) => {
      said.push(...values);
      method.apply(console, values);
    };
  }
  return said;
}

/**
 * Returns the page's storage, cookies, address and history state, and the URLs it has requested.
 */
async function readPageTraces() {
  const databases = await indexedDB.databases?.();
  const asked = performance.getEntriesByType("resource").map(({ name }) => name);
  const stores = [localStorage, sessionStorage].map((store) => ({ ...store }));
  return [...stores, document.cookie, databases, location.href, history.state, window.name, asked];
}

export const memory = [
  newCase("12. nothing secret is stored, written to the console or put in an address", async (context) => {
    const said = watchConsole();
    await context.start();
    /** @type {Record<string, string>} */
    const secrets = {};
    for (const method of /** @type {const} */ (["plain", "S256"])) {
      const { code, codeVerifier = "" } = await authorize(context.zoomSdk, { codeChallengeMethod: method });
      Object.assign(secrets, { [`${method} code`]: code, [`${method} verifier`]: codeVerifier });
    }
    const authorization = await authorize(context.zoomSdk);
    await context.redeem(authorization);
    // The token endpoint refuses the second use, with a reason.
    await fails(forward(authorization, "/token"), "invalid_grant");
    Object.assign(secrets, { code: authorization.code, codeVerifier: authorization.codeVerifier });
    localStorage.setItem("mark of the search", "found");
    const kept = JSON.stringify([await readPageTraces(), said.map(String)]);
    localStorage.removeItem("mark of the search");
    ok(
      kept.includes('"mark of the search":"found"') && kept.includes("/token"),
      "the search finds the mark and a requested URL",
    );
    const found = Object.entries(secrets).filter(([, secret]) => kept.includes(secret));
    equal(
      found.map(([name]) => name),
      [],
      "the secrets that are kept",
    );
  }),

  newCase("12. signed in: neither code nor verifier is left, before and after forward", async (context) => {
    const memory = watchMemory();
    await context.start({ person: "ignore" });
    const { flow, request } = await startWaiting(context, memory);
    const { code, ...event } = await context.consent(request);
    await context.emit({ ...event, code });
    const authorization = await flow;
    equal(
      [authorization.code, authorization.codeVerifier],
      [code, request.codeChallenge],
      "the code and the code verifier",
    );
    assertWiped(memory, request, { code }, "the flow");
    await context.redeem(authorization);
    assertWiped(memory, request, { code }, "forward");
  }),

  newCase(
    "12. S256: neither code nor verifier is left, also in the form that SHA-256 reads",
    async (context) => {
      const memory = watchMemory();
      await context.start({ person: "ignore" });
      const { flow, request } = await startWaiting(context, memory, { codeChallengeMethod: "S256" });
      const { code, ...event } = await context.consent(request, "S256");
      await context.emit({ ...event, code });
      const { codeVerifier = "" } = await flow;
      equal(generateCodeChallenge(codeVerifier), request.codeChallenge, "the challenge");
      assertWiped(memory, request, { code, codeVerifier }, "the flow");
    },
  ),

  newCase(
    "12. an event that ends in an error: neither its code nor the verifier is left",
    async (context) => {
      const memory = watchMemory();
      await context.start({ person: "ignore" });
      for (const [expected, change] of EVENTS) {
        const { flow, ended, request } = await startWaiting(context, memory);
        const event = await context.consent(request);
        await context.emit(change(event));
        await ended;
        await fails(flow, expected);
        assertWiped(memory, request, { code: event.code }, expected);
      }
    },
  ),

  newCase(
    "12. aborted or timed out: the verifier is not left, nor the code of a late event",
    async (context) => {
      const memory = watchMemory();
      await context.start({ person: "ignore" });
      const controller = new AbortController();
      const aborted = await startWaiting(context, memory, { signal: controller.signal });
      controller.abort();
      await fails(aborted.flow, "aborted");
      const flow = authorize(context.zoomSdk, { timeoutMs: 40 });
      await fails(flow, "timeout");
      // The request may reach the client after the time-out.
      for (const request of [aborted.request, await context.requested(2)]) {
        assertWiped(memory, request, {}, "the end");
        const event = await context.consent(request);
        await context.emit(event);
        assertWiped(memory, request, { code: event.code }, "the late event");
      }
    },
  ),

  newCase("12. the client refuses, or the person is a guest: the verifier is not left", async (context) => {
    const memory = watchMemory();
    const { simulator } = await context.start({ client: "refuse" }, { capabilities: FOR_GUESTS });
    await fails(authorize(context.zoomSdk), "authorize_failed");
    Object.assign(simulator, { client: "normal", status: "unauthenticated" });
    await fails(authorize(context.zoomSdk), "guest_mode");
    equal(context.requests().length, 2, "the number of authorize requests");
    for (const request of context.requests()) assertWiped(memory, request, {}, "the refusal");
  }),

  newCase("12. a call while another flow waits: leaves nothing of its own", async (context) => {
    const memory = watchMemory();
    await context.start({ person: "ignore" });
    const { flow, request } = await startWaiting(context, memory);
    const [codeChallenge, state] = [generateCodeVerifier(128), generateState()];
    await fails(authorize(context.zoomSdk, { codeChallenge, state }), "in_progress");
    equal(memory.remains({ codeChallenge, state }), [], "what the memory holds of the refused call");
    const event = await context.consent(request);
    await context.emit(event);
    await flow;
    assertWiped(memory, request, { code: event.code }, "the end of the first flow");
  }),

  newCase(
    "12. forward fails, before it sends and after: neither code nor verifier is left",
    async (context) => {
      const memory = watchMemory();
      await context.start();
      const authorization = await authorize(context.zoomSdk);
      const { code, codeVerifier = "", receivedAt } = authorization;
      /** @type {[import("zoom-pkce").ZoomPkceErrorCode, Promise<unknown>][]} */
      const ends = [
        ["code_expired", forward({ ...authorization, receivedAt: receivedAt - 3_600_000 }, "/token")],
        ["insecure_endpoint", forward(authorization, "http://backend.example/token")],
        ["invalid_argument", forward({ ...authorization, codeVerifier: `${codeVerifier}+` }, "/token")],
        ["aborted", forward(authorization, { url: "/token", signal: AbortSignal.abort() })],
        ["network_error", forward(authorization, `${context.closedOrigin}/token`)],
        ["backend_rejected", forward(authorization, "/nothing/is/here")],
      ];
      for (const [expected, forwarded] of ends) {
        await fails(forwarded, expected);
        equal(memory.remains({ code, codeVerifier }), [], `what the memory holds after ${expected}`);
      }
    },
  ),

  newCase("12. PKCE without a flow: no generated or verified value is left", async () => {
    const memory = watchMemory();
    await init();
    for (const codeChallengeMethod of /** @type {const} */ (["plain", "S256"])) {
      for (const length of [43, 44, 64, 128]) {
        const { codeVerifier, codeChallenge } = generatePkcePair({ codeChallengeMethod, length });
        const other = generateCodeVerifier(length);
        const check = () => memory.remains({ codeVerifier, codeChallenge, other });
        const where = `${codeChallengeMethod}, ${length} characters`;
        equal(check(), [], `what the memory holds of a new pair, ${where}`);
        equal(generateCodeChallenge(codeVerifier, codeChallengeMethod), codeChallenge, "the challenge");
        ok(
          verifyCodeChallenge(codeVerifier, codeChallenge, codeChallengeMethod),
          "the challenge fits the verifier",
        );
        ok(
          !verifyCodeChallenge(other, codeChallenge, codeChallengeMethod),
          "the challenge does not fit another verifier",
        );
        equal(check(), [], `what the memory holds after the verification, ${where}`);
      }
    }
    const state = generateState();
    equal(memory.remains({ state }), [], "what the memory holds of a new state");
  }),

  newCase("12. the state of a flow is forgotten after 8 more flows have ended", async (context) => {
    const memory = watchMemory();
    await context.start({ person: "decline" });
    for (let flows = 0; flows <= REMEMBERED_FLOWS; flows++)
      await fails(authorize(context.zoomSdk), "access_denied");
    const [first, ...later] = context.requests();
    equal(later.length, REMEMBERED_FLOWS, "the number of flows that have ended since");
    equal(memory.remains(first), [], "what the memory holds of the first flow");
    for (const request of later) assertWiped(memory, request, {}, "a later flow");
  }),

  newCase(
    "12. back in a page that was left while its flow waited: nothing is left after its end",
    [
      async (context) => {
        const memory = watchMemory();
        await context.start({ person: "ignore" });
        const waiting = await startWaiting(context, memory);
        Object.assign(window, { kept: { context, memory, waiting } });
        return waiting.request;
      },
      async (context, /** @type {{ codeChallenge: string, state: string }} */ left) => {
        const { kept } = /** @type {any} */ (window);
        if (!kept) {
          // The page was loaded again, with a new memory that never held the secrets.
          const memory = watchMemory();
          await init();
          return equal(memory.remains(left), [], "what the new page's memory holds");
        }
        const { request, flow } = kept.waiting;
        const event = await kept.context.consent(request);
        kept.context.simulator.emit("onAuthorized", event);
        await flow;
        await until(() => kept.memory.copies(request.state) > 0, "the end of the flow");
        assertWiped(kept.memory, request, { code: event.code }, "the end");
      },
    ],
    { comeBack: "back" },
  ),
];
