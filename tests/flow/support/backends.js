// Backends of every kind, good and bad, that remember what was posted to them.

/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { Socket } from "node:net" */

/**
 * @typedef {object} Post
 * @property {string} host
 * @property {string} body
 * @property {number} connection Which connection it came over.
 * @property {number} nth Which request on it it was, from 1.
 */

/** @typedef {(response: ServerResponse, request: { body: string, url: URL, nth: number }) => void} Answer */

const JSON_TYPE = { "content-type": "application/json" };
const HTML_TYPE = { "content-type": "text/html" };

/** @type {Answer} */
const reset = (response) => response.socket?.resetAndDestroy();

/** @type {Record<string, Answer>} */
const KINDS = {
  ok: (response) => response.writeHead(200, JSON_TYPE).end('{"user":"somebody"}'),
  silent: () => {},
  half: (response) => response.writeHead(200, { ...JSON_TYPE, "content-length": 100 }).write('{"user":'),
  html: (response) => response.writeHead(200, HTML_TYPE).end("<!doctype html><h1>Sign in</h1>"),
  "html-502": (response) => response.writeHead(502, HTML_TYPE).end("<h1>Bad Gateway</h1>"),
  empty: (response) => response.writeHead(200, JSON_TYPE).end(),
  "no-content": (response) => response.writeHead(204).end(),
  "no-cors": (response) => response.writeHead(200, JSON_TYPE).end("{}"),
  reset,
  // A new connection is answered, so a browser that repeats the POST gets somewhere.
  "closed-on-reuse": (response, request) => (request.nth > 1 ? reset : KINDS.ok)(response, request),
};

/** @type {Answer} */
function answerWithStatus(response, { body, url }) {
  const status = Number(/status-(\d+)/.exec(url.pathname)?.[1]);
  const code = new URLSearchParams(body).get("code") ?? JSON.parse(body).code;
  response.writeHead(status, JSON_TYPE).end(JSON.stringify({ why: "status", yours: code }));
}

/** @type {Answer} */
function answerWithRedirect(response, { url }) {
  const status = Number(/redirect-(\d+)/.exec(url.pathname)?.[1]);
  response.writeHead(status, { location: url.searchParams.get("to") ?? "" }).end();
}

export function createBackends() {
  /** @type {Map<string, Post[]>} */
  const posts = new Map();
  /** @type {WeakMap<Socket, { id: number, requests: number }>} */
  const connections = new WeakMap();
  let lastConnection = 0;

  return {
    /** To be called once for every request: which connection it came over, and how many there were on it. @param {IncomingMessage} request */
    count({ socket }) {
      const connection = connections.get(socket) ?? { id: ++lastConnection, requests: 0 };
      connection.requests++;
      connections.set(socket, connection);
      return { connection: connection.id, nth: connection.requests };
    },

    /** @param {string} id @returns {Post[]} what was posted under a name */
    postsOf: (id) => posts.get(id) ?? [],

    /**
     * `/…/<kind>/<id>`, where the kind says how it answers.
     *
     * @param {IncomingMessage} request
     * @param {ServerResponse} response
     * @param {{ connection: number, nth: number }} counted
     */
    async answer(request, response, counted) {
      const host = request.headers.host ?? "";
      const url = new URL(request.url ?? "/", `http://${host}`);
      const [id, kind] = url.pathname.split("/").reverse();
      let body = "";
      for await (const chunk of request) body += chunk;
      if (request.method !== "POST") return void response.writeHead(204).end();
      posts.set(id, [...(posts.get(id) ?? []), { host, body, ...counted }]);
      const answer = KINDS[kind] ?? (kind.startsWith("status-") ? answerWithStatus : answerWithRedirect);
      answer(response, { body, url, nth: counted.nth });
    },
  };
}
