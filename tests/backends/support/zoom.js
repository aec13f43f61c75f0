// The simulated Zoom, and what may go wrong with it. Which trouble a sign-in meets goes by the path that its page has for
// Zoom, and the token endpoint knows it by the code.

import { createServer } from "node:http";
import { text } from "node:stream/consumers";

import { createSimulatedZoom } from "zoom-pkce/simulator/server";

import { toNodeListener } from "../../../js/simulator/server/node-listener.js";
import { close, listen } from "../../../scripts/lib/backends/site.js";

/** @import { IncomingMessage, ServerResponse } from "node:http" */

/** @typedef {"none" | "expired" | "down" | "slow" | "html" | "html-error" | "redirect"} Trouble */

const HTML = "<!doctype html><title>Maintenance</title>";

/** @type {Partial<Record<Trouble, (response: ServerResponse) => unknown>>} */
const TROUBLES = {
  down: (response) => response.destroy(),
  slow: () => {},
  html: (response) => response.setHeader("content-type", "text/html").end(HTML),
  "html-error": (response) => response.writeHead(503, { "content-type": "text/html" }).end(HTML),
  redirect: (response) => response.writeHead(307, { location: "/elsewhere" }).end(),
};

/**
 * @typedef {object} TokenRequest
 * @property {string} url its path and query string
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {URLSearchParams} form
 */

/** @param {string[]} redirectUris */
export async function startZoom(redirectUris) {
  const zoom = await createSimulatedZoom({ redirectUris });
  const hurried = await createSimulatedZoom({ redirectUris, codeLifetimeSeconds: 0.001 });
  /** What was asked of the token endpoint, and of any other. @type {TokenRequest[]} */
  const asked = [];
  /** All that must be in no log and no answer. @type {Set<string>} */
  const secrets = new Set();
  /** By code. @type {Map<string, Trouble>} */
  const troubles = new Map();

  const server = createServer(async (request, response) => {
    const { url = "/", method = "GET", headers } = request;
    if (method === "GET") return void answer(zoom, request, response);
    const body = await text(request);
    const form = new URLSearchParams(body);
    asked.push({ url, headers, form });
    const trouble = troubles.get(form.get("code") ?? "") ?? "none";
    const fail = TROUBLES[trouble];
    if (fail) return void fail(response);
    const copy = new Request(new URL(url, origin), { method, headers: /** @type {any} */ (headers), body });
    const reply = await (trouble === "expired" ? hurried : zoom).fetch(copy);
    const said = await reply.text();
    const { access_token, refresh_token } = JSON.parse(said);
    for (const token of [access_token, refresh_token]) if (token) secrets.add(token);
    response.writeHead(reply.status, [...reply.headers].flat()).end(said);
  });
  const origin = await listen(server);

  return {
    asked,
    secrets,
    tokenUrl: `${origin}/oauth/token`,
    apiUrl: `${origin}/v2`,
    /**
     * `/zoom/<trouble>/oauth/authorize` of the page's origin.
     *
     * @param {IncomingMessage} request
     * @param {ServerResponse} response
     */
    async authorize(request, response) {
      const [, , trouble, ...path] = (request.url ?? "").split("/");
      request.url = `/${path.join("/")}`;
      await answer(trouble === "expired" ? hurried : zoom, request, response, ({ code }) => {
        if (!code) return;
        secrets.add(code);
        troubles.set(code, /** @type {Trouble} */ (trouble));
      });
    },
    close: () => close(server),
  };
}

/**
 * @param {{ fetch: (request: Request) => Promise<Response> }} zoom
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {(body: any) => void} [see]
 */
function answer(zoom, request, response, see) {
  const listener = toNodeListener(async (standard) => {
    const reply = await zoom.fetch(standard);
    if (see && reply.ok && reply.status !== 204) see(await reply.clone().json());
    return reply;
  });
  return listener(request, response);
}
