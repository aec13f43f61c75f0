// The backend of a load test. It runs in its own process, which the test can kill. The first
// argument selects `handlers`, which are those of zoom-pkce/server on node:http, or `demo`, the
// server of www/. The backend reports its state to the parent process over IPC.

import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { createChallengeHandler, createTokenHandler } from "zoom-pkce/server";

import { toNodeListener } from "../../js/server/node/listener.js";
import { startDemo } from "../../www/server/index.js";

/**
 * @typedef {object} State
 * @property {number} rss in bytes, after a garbage collection
 * @property {number} heap in bytes, after a garbage collection
 * @property {number} external in bytes, after a garbage collection
 * @property {Record<string, number>} resources the number of active resources of each kind
 * @property {number} sent the number of codes that were sent to Zoom
 * @property {number} sentTwice the number of codes that were sent more than once
 * @property {number} strayErrors the number of uncaught errors and unhandled rejections
 */

const [kind, portText = "", zoomUrl = "", timeoutText = ""] = process.argv.slice(2);
const port = Number(portText);
/** @type {Map<string, number>} */
const sent = new Map();
let strayErrors = 0;
for (const event of ["unhandledRejection", "uncaughtException"]) {
  process.on(event, (error) => {
    strayErrors++;
    console.error("stray:", error);
  });
}

// The first access opens these streams. Opened here, they do not count as leaks of a flow.
void process.stdout;
void process.stderr;

const { fetch } = globalThis;
// Both backends use the global fetch. The demo's own simulated Zoom would end with the process, so
// its requests are redirected to the Zoom of the test.
globalThis.fetch = (input, init) => {
  const code = new URLSearchParams(String(init?.body ?? "")).get("code");
  if (code !== null) sent.set(code, (sent.get(code) ?? 0) + 1);
  return fetch(String(input).replace(`http://127.0.0.1:${port}/simulated-zoom`, zoomUrl), init);
};

if (kind === "demo") await startDemo({ port, isPortChosen: true, zoom: undefined });
else await startHandlers();

async function startHandlers() {
  const redirectUri = `http://localhost:${port}/`;
  /** @type {Map<string, import("zoom-pkce/server").KeptCodeVerifier>} */
  const sessions = new Map();
  const sessionOf = (/** @type {Request} */ request) => request.headers.get("cookie") ?? "";
  const challenge = createChallengeHandler({
    keepCodeVerifier: (kept, { request }) => void sessions.set(sessionOf(request), kept),
  });
  const token = createTokenHandler({
    clientId: "simulated-client-id",
    clientSecret: "simulated-client-secret",
    allowedRedirectUris: [redirectUri],
    tokenUrl: `${zoomUrl}/oauth/token`,
    timeoutMs: Number(timeoutText),
    getCodeVerifier(request, { code_verifier }) {
      if (code_verifier) return code_verifier;
      const kept = sessions.get(sessionOf(request));
      sessions.delete(sessionOf(request));
      return kept;
    },
    onTokens: ({ scope }) => ({ name: "Simulated User", scope }),
    onError: console.error,
  });
  const route = (/** @type {Request} */ request) =>
    new URL(request.url).pathname === "/api/zoom/challenge" ? challenge(request) : token(request);
  const server = createServer(toNodeListener(route, { onError: console.error }));
  // All clients connect at once, so the backlog is large.
  await new Promise((resolve) => server.listen(port, "127.0.0.1", 4096, () => resolve(undefined)));
}

process.on("message", async (message) => {
  if (message === "forget") {
    sent.clear();
    return;
  }
  // The second collection frees objects that finalizers of the first one released.
  for (let i = 0; i < 2; i++) {
    globalThis.gc?.();
    await sleep(20);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  /** @type {Record<string, number>} */
  const resources = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  /** @type {State} */
  const state = {
    rss,
    heap: heapUsed,
    external,
    resources,
    sent: sent.size,
    sentTwice: [...sent.values()].filter((times) => times > 1).length,
    strayErrors,
  };
  process.send?.(state);
});
// If the parent process is killed, this process ends too.
process.on("disconnect", () => process.exit());
process.send?.("ready");
