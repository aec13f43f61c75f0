// A simulated Zoom with planned faults. It counts how often each code arrives.

import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { createSimulatedZoom } from "zoom-pkce/simulator/server";

/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { Plan } from "./plan.js" */

const LATE_MS = 600;

/** Starts the simulated Zoom. @param {string[]} redirectUris */
export async function startFaultyZoom(redirectUris) {
  const zoom = await createSimulatedZoom({ redirectUris });
  /** The planned behaviour for each code. @type {Map<string, Pick<Plan, "fault" | "zoomMs">>} */
  const plans = new Map();
  /** How often each code arrived. @type {Map<string, number>} */
  const arrivals = new Map();
  /** The codes that were exchanged for tokens. @type {Set<string>} */
  const exchanged = new Set();
  /** All access tokens and refresh tokens. @type {Set<string>} */
  const tokens = new Set();
  /** The number of requests in progress, including those whose client has disconnected. */
  let working = 0;
  /** The open responses to requests with a code. @type {Set<ServerResponse>} */
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
      // These answers repeat the code, which must not appear in an error.
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
      method: req.method ?? "GET",
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
     * Returns a new code, as Zoom does after the person has approved.
     *
     * @param {string} codeChallenge
     * @param {string} redirectUri
     * @param {Pick<Plan, "fault" | "zoomMs">} plan the behaviour for the code
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
