// 12. What is left when a flow is over, in the wasm's memory, its stack included, and in the page: nothing secret, whichever
// the end.

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

/** How many flows that ended are remembered by their states (`src/flow/pending.rs`). */
const REMEMBERED = 8;

/**
 * The ends of a flow whose event comes, by the code of the error.
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
 * That nothing secret is left of a flow. Its state is none any more: it tells a late event of this flow from another's.
 *
 * @param {Memory} memory
 * @param {{ codeChallenge: string, state: string }} request under `plain`: the challenge is the verifier
 * @param {Record<string, string>} secrets
 * @param {string} after
 */
function assertWiped(memory, { codeChallenge, state }, secrets, after) {
  equal(memory.remains({ codeChallenge, ...secrets }), [], `what the memory holds after ${after}`);
  equal(memory.copies(state), 1, `how often the state is kept after ${after}`);
}

/**
 * A flow that waits for its event, while the memory holds what it needs.
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
  // Else nothing that is found afterwards, or not, would mean a thing.
  const found = memory.remains(request).filter((what) => / as text: /.test(what));
  equal(found.length, 2, "of challenge and state, what is found while the flow waits");
  return { flow, ended, request };
}

/** Everything that is said on the console, from now on. */
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

/** What a page keeps, shows in its address, and has asked for by address. */
async function keptByPage() {
  const databases = await indexedDB.databases?.();
  const asked = performance.getEntriesByType("resource").map(({ name }) => name);
  const stores = [localStorage, sessionStorage].map((store) => ({ ...store }));
  return [...stores, document.cookie, databases, location.href, history.state, window.name, asked];
}

export const memory = [
  newCase("12. nothing secret is stored, said on the console or in an address", async (context) => {
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
    // The token endpoint refuses it, and says why.
    await fails(forward(authorization, "/token"), "invalid_grant");
    Object.assign(secrets, { code: authorization.code, codeVerifier: authorization.codeVerifier });
    localStorage.setItem("mark of the search", "found");
    const kept = JSON.stringify([await keptByPage(), said.map(String)]);
    localStorage.removeItem("mark of the search");
    ok(
      kept.includes('"mark of the search":"found"') && kept.includes("/token"),
      "the search finds what is there",
    );
    const found = Object.entries(secrets).filter(([, secret]) => kept.includes(secret));
    equal(
      found.map(([name]) => name),
      [],
      "what is kept of the secrets",
    );
  }),

  newCase("12. signed in: neither code nor verifier is left, before and after forward", async (context) => {
    const memory = watchMemory();
    await context.start({ person: "ignore" });
    const { flow, request } = await startWaiting(context, memory);
    const { code, ...event } = await context.consent(request);
    await context.emit({ ...event, code });
    const authorization = await flow;
    equal([authorization.code, authorization.codeVerifier], [code, request.codeChallenge], "what it gives");
    assertWiped(memory, request, { code }, "the flow");
    await context.redeem(authorization);
    assertWiped(memory, request, { code }, "forward");
  }),

  newCase("12. S256: nothing that the verifier was hashed in is left", async (context) => {
    const memory = watchMemory();
    await context.start({ person: "ignore" });
    const { flow, request } = await startWaiting(context, memory, { codeChallengeMethod: "S256" });
    const { code, ...event } = await context.consent(request, "S256");
    await context.emit({ ...event, code });
    const { codeVerifier = "" } = await flow;
    equal(generateCodeChallenge(codeVerifier), request.codeChallenge, "the challenge");
    assertWiped(memory, request, { code, codeVerifier }, "the flow");
  }),

  newCase("12. an event of no use: its code is not left, nor is the verifier", async (context) => {
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
  }),

  newCase("12. nobody waits any longer: the verifier is not left, nor what comes late", async (context) => {
    const memory = watchMemory();
    await context.start({ person: "ignore" });
    const controller = new AbortController();
    const aborted = await startWaiting(context, memory, { signal: controller.signal });
    controller.abort();
    await fails(aborted.flow, "aborted");
    const flow = authorize(context.zoomSdk, { timeoutMs: 40 });
    await fails(flow, "timeout");
    const [, second] = context.requests();
    for (const request of [aborted.request, second]) {
      assertWiped(memory, request, {}, "the end");
      const event = await context.consent(request);
      await context.emit(event);
      assertWiped(memory, request, { code: event.code }, "the late event");
    }
  }),

  newCase("12. the client refuses, or asks a guest: the verifier is not left", async (context) => {
    const memory = watchMemory();
    const { simulator } = await context.start({ client: "refuse" }, { capabilities: FOR_GUESTS });
    await fails(authorize(context.zoomSdk), "authorize_failed");
    Object.assign(simulator, { client: "normal", status: "unauthenticated" });
    await fails(authorize(context.zoomSdk), "guest_mode");
    equal(context.requests().length, 2, "how often authorize was asked for");
    for (const request of context.requests()) assertWiped(memory, request, {}, "the refusal");
  }),

  newCase("12. a call while another one waits: leaves nothing of its own", async (context) => {
    const memory = watchMemory();
    await context.start({ person: "ignore" });
    const { flow, request } = await startWaiting(context, memory);
    const [codeChallenge, state] = [generateCodeVerifier(128), generateState()];
    await fails(authorize(context.zoomSdk, { codeChallenge, state }), "in_progress");
    equal(memory.remains({ codeChallenge, state }), [], "what the memory holds of the refused call");
    const event = await context.consent(request);
    await context.emit(event);
    await flow;
    assertWiped(memory, request, { code: event.code }, "the first one's end");
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

  newCase("12. PKCE by itself: nothing of what was made or checked is left", async () => {
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
        ok(verifyCodeChallenge(codeVerifier, codeChallenge, codeChallengeMethod), "they belong together");
        ok(!verifyCodeChallenge(other, codeChallenge, codeChallengeMethod), "the other one does not");
        equal(check(), [], `what the memory holds after they were checked, ${where}`);
      }
    }
    const state = generateState();
    equal(memory.remains({ state }), [], "what the memory holds of a new state");
  }),

  newCase("12. the state of a flow is forgotten, once enough of others have ended", async (context) => {
    const memory = watchMemory();
    await context.start({ person: "decline" });
    for (let flows = 0; flows <= REMEMBERED; flows++)
      await fails(authorize(context.zoomSdk), "access_denied");
    const [first, ...later] = context.requests();
    equal(later.length, REMEMBERED, "how many have ended since");
    equal(memory.remains(first), [], "what the memory holds of the first one");
    for (const request of later) assertWiped(memory, request, {}, "a later one");
  }),

  newCase(
    "12. back in a page that was left while it waited: nothing is left after its end",
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
          // Loaded anew: another memory, which has never held anything of it.
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
