// The simulated Zoom, and what may go wrong with it. It counts how often each code arrives.

import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { createSimulatedZoom } from "zoom-pkce/simulator/server";

/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { Plan } from "./plan.js" */

const LATE_MS = 600;

/** @param {string[]} redirectUris */
export async function startFaultyZoom(redirectUris) {
  const zoom = await createSimulatedZoom({ redirectUris });
  /** What is to happen to each code. @type {Map<string, Pick<Plan, "fault" | "zoomMs">>} */
  const plans = new Map();
  /** @type {Map<string, number>} */
  const arrivals = new Map();
  /** The codes that tokens were given for. @type {Set<string>} */
  const exchanged = new Set();
  /** @type {Set<string>} */
  const tokens = new Set();
  /** Requests in work, also those whose answer is no longer awaited. */
  let working = 0;
  /** Requests with a code whose answer is awaited. @type {Set<ServerResponse>} */
  const waiting = new Set();

  /**
   * @param {IncomingMessage} req
   * @param {ServerResponse} res
   */
  async function answer(req, res) {
    const body = await text(req);
    const code = req.url === "/oauth/token" ? new URLSearchParams(body).get("code") : null;
    if (code !== null) {
      waiting.add(res);
      res.on("close", () => waiting.delete(res));
      arrivals.set(code, (arrivals.get(code) ?? 0) + 1);
      const { fault, zoomMs } = plans.get(code) ?? { fault: "none", zoomMs: 0 };
      if (zoomMs > 0) await sleep(zoomMs);
      if (fault === "slow") return;
      if (fault === "reset") return void req.socket.resetAndDestroy();
      if (fault === "half") {
        res.writeHead(200, { "content-type": "application/json", "content-length": 1000 });
        res.write('{"access_token":"');
        await sleep(20);
        return void res.destroy();
      }
      // What repeats the code must not get into an error.
      if (fault === "html") {
        return void res.writeHead(503, { "content-type": "text/html" }).end(`<p>No way: ${code}</p>`);
      }
      const refusal = JSON.stringify({
        error: fault === "refused" ? "invalid_grant" : "server_error",
        reason: `Invalid authorization code ${code}`,
      });
      if (fault === "refused") return void res.writeHead(400).end(refusal);
      if (fault === "error") return void res.writeHead(500).end(refusal);
      if (fault === "late") await sleep(LATE_MS);
    }
    const { authorization = "", "content-type": type = "" } = req.headers;
    const response = await ask(req.url ?? "/", {
      method: req.method,
      headers: { authorization, ...(type && { "content-type": type }) },
      ...(req.method === "POST" && { body }),
    });
    const answered = await response.text();
    if (code !== null && response.ok) {
      exchanged.add(code);
      const { access_token, refresh_token } = JSON.parse(answered);
      tokens.add(access_token).add(refresh_token);
    }
    res.writeHead(response.status, { "content-type": "application/json" }).end(answered);
  }

  const ask = (/** @type {string} */ path, /** @type {RequestInit} */ init) =>
    zoom.fetch(new Request(`http://127.0.0.1${path}`, init));
  const server = createServer(async (req, res) => {
    working++;
    await answer(req, res).catch(() => res.destroy());
    working--;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

  async function down() {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  }

  return {
    url: `http://127.0.0.1:${port}`,
    arrivals,
    exchanged,
    tokens,
    working: () => working,
    waiting: () => waiting.size,
    down,

    async up() {
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },

    /** @returns {Promise<number>} */
    openConnections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),

    /**
     * What Zoom does once a person has agreed.
     *
     * @param {string} codeChallenge
     * @param {string} redirectUri
     * @param {Pick<Plan, "fault" | "zoomMs">} plan what is to happen to the code
     * @returns {Promise<string>} the code
     */
    async makeCode(codeChallenge, redirectUri, plan) {
      const form = {
        response_type: "code",
        client_id: "simulated-client-id",
        redirect_uri: redirectUri,
        code_challenge: codeChallenge,
      };
      const response = await ask("/oauth/authorize", { method: "POST", body: new URLSearchParams(form) });
      const { code } = await response.json();
      plans.set(code, plan);
      return code;
    },

    /** Forgets the codes of a wave. */
    forget() {
      plans.clear();
      arrivals.clear();
      exchanged.clear();
      tokens.clear();
    },
  };
}
