// The simulated Zoom, with failures. The path of the authorization request selects the failure of a
// sign-in in the client, `onTheWeb` that of adding the app. The token endpoint finds it again by the
// code, the API by the access token.

import { createServer } from "node:http";
import { text } from "node:stream/consumers";

import { createSimulatedZoom } from "zoom-pkce/simulator/server";

import { toNodeListener } from "../../../js/server/node/listener.js";
import { close, listen } from "../../../scripts/backends/site.js";

/** @import { IncomingMessage, ServerResponse } from "node:http" */

/** @typedef {keyof typeof AT_THE_TOKEN_ENDPOINT | keyof typeof AT_THE_API | "none" | "expired" | "no-deep-link"} Trouble */

const HTML = "<!doctype html><title>Maintenance</title>";

/** @param {number} status @param {object} body */
const json = (status, body) => (/** @type {ServerResponse} */ response) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
/** @param {number} status */
const html = (status) => (/** @type {ServerResponse} */ response) =>
  response.writeHead(status, { "content-type": "text/html" }).end(HTML);

/** Failures of the token endpoint. */
const AT_THE_TOKEN_ENDPOINT = {
  down: (/** @type {ServerResponse} */ response) => response.destroy(),
  slow: () => {},
  html: html(200),
  "html-error": html(503),
  redirect: (/** @type {ServerResponse} */ response) =>
    response.writeHead(307, { location: "/elsewhere" }).end(),
  "invalid-client": json(401, { reason: "Invalid client_id or client_secret", error: "invalid_client" }),
  "rate-limit": json(429, { code: 429, message: "Too many requests" }),
  "json-error": json(503, { message: "Service unavailable" }),
  "no-token": json(200, {}),
  "null-token": json(200, { access_token: null, token_type: "bearer", expires_in: 3600, scope: "" }),
  "a-list": json(200, []),
};

/** Failures of the API. */
const AT_THE_API = {
  "api-refuses": json(401, { code: 124, message: "Invalid access token." }),
  "api-html": html(200),
  "api-invalid-grant": json(400, { error: "invalid_grant" }),
  "no-display-name": json(200, { id: "simulated-user-id", first_name: "Simulated", last_name: "User" }),
};

const DEEP_LINK_PATH = "/v2/zoomapp/deeplink";

/** The path of the form of the consent page, which a browser posts. */
const CONSENT_PATH = "/simulator/consent";

/**
 * @typedef {object} TokenRequest
 * @property {string} url The path and the query string.
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {URLSearchParams} form
 */

/**
 * @param {string[]} redirectUris
 * @param {() => unknown} [onAsked] Called and awaited before the token endpoint answers.
 */
export async function startZoom(redirectUris, onAsked) {
  const zoom = await createSimulatedZoom({ redirectUris });
  const withShortCodes = await createSimulatedZoom({ redirectUris, codeLifetimeSeconds: 0.001 });
  const zoomWith = (/** @type {Trouble} */ trouble) => (trouble === "expired" ? withShortCodes : zoom);
  /** All POST requests of backends. @type {TokenRequest[]} */
  const asked = [];
  /** The codes and tokens, which no log and no answer may contain. @type {Set<string>} */
  const secrets = new Set();
  /** The failure of the codes that a browser gets, and these codes. */
  const onTheWeb = { trouble: /** @type {Trouble} */ ("none"), codes: /** @type {string[]} */ ([]) };
  /** @type {Map<string, Trouble>} */
  const troubleByCode = new Map();
  /** @type {Map<string, Trouble>} */
  const troubleByToken = new Map();

  /** @param {string | null | undefined} code @param {Trouble} trouble */
  function addCode(code, trouble) {
    if (!code) return;
    secrets.add(code);
    troubleByCode.set(code, trouble);
  }

  const server = createServer(async (request, response) => {
    const { url = "/", method = "GET", headers } = request;
    const { pathname } = new URL(url, origin);
    const [, token = ""] = /^Bearer (.*)$/.exec(headers.authorization ?? "") ?? [];
    const trouble = troubleByToken.get(token) ?? "none";
    if (pathname === "/oauth/authorize" || pathname === CONSENT_PATH) return void onWeb(request, response);
    if (method === "GET") {
      const fail = AT_THE_API[/** @type {keyof typeof AT_THE_API} */ (trouble)];
      return void (fail ? fail(response) : answer(zoom, request, response));
    }
    const body = await text(request);
    asked.push({ url, headers, form: new URLSearchParams(body) });
    if (url === DEEP_LINK_PATH && trouble === "no-deep-link") return void html(503)(response);
    const copy = new Request(new URL(url, origin), { method, headers: /** @type {any} */ (headers), body });
    if (url === DEEP_LINK_PATH) return void send(await zoom.fetch(copy), response);
    await answerTokenRequest(copy, new URLSearchParams(body), response);
  });

  /** @param {IncomingMessage} request @param {ServerResponse} response */
  function onWeb(request, response) {
    const { trouble, codes } = onTheWeb;
    return answer(zoomWith(trouble), request, response, async ({ headers }) => {
      const location = headers.get("location");
      const code = location && new URL(location).searchParams.get("code");
      if (code) codes.push(code);
      addCode(code, trouble);
    });
  }

  /** @param {Request} request @param {URLSearchParams} form @param {ServerResponse} response */
  async function answerTokenRequest(request, form, response) {
    const trouble = troubleByCode.get(form.get("code") ?? "") ?? "none";
    await onAsked?.();
    const fail = AT_THE_TOKEN_ENDPOINT[/** @type {keyof typeof AT_THE_TOKEN_ENDPOINT} */ (trouble)];
    if (fail) return void fail(response);
    const reply = await zoomWith(trouble).fetch(request);
    const { access_token, refresh_token } = await reply.clone().json();
    for (const token of [access_token, refresh_token]) if (token) secrets.add(token);
    if (access_token) troubleByToken.set(access_token, trouble);
    await send(reply, response);
  }

  const origin = await listen(server);

  return {
    asked,
    secrets,
    onTheWeb,
    origin,
    tokenUrl: `${origin}/oauth/token`,
    apiUrl: `${origin}/v2`,
    /**
     * Answers `/zoom/<trouble>/oauth/authorize` of the page's origin.
     *
     * @param {IncomingMessage} request
     * @param {ServerResponse} response
     */
    async authorize(request, response) {
      const [, , trouble, ...path] = (request.url ?? "").split("/");
      request.url = `/${path.join("/")}`;
      const named = /** @type {Trouble} */ (trouble);
      await answer(zoomWith(named), request, response, async (reply) => {
        if (reply.ok && reply.status !== 204) addCode((await reply.json()).code, named);
      });
    },
    close: () => close(server),
  };
}

/**
 * @param {{ fetch: (request: Request) => Promise<Response> }} zoom
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {(reply: Response) => Promise<void>} [onReply] Called with a copy of the answer.
 */
function answer(zoom, request, response, onReply) {
  const listener = toNodeListener(async (standard) => {
    const reply = await zoom.fetch(standard);
    await onReply?.(reply.clone());
    return reply;
  });
  return listener(request, response);
}

/** @param {Response} reply @param {ServerResponse} response */
async function send(reply, response) {
  response.writeHead(reply.status, [...reply.headers].flat()).end(await reply.text());
}
