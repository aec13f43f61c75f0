// A backend with the endpoints of Zoom's sample, zoomapps-advancedsample-react: GET /authorize makes a
// challenge, POST /onauthorized takes `{ code, state, href }`.

import { randomBytes, randomUUID } from "node:crypto";

import { exchangeCode } from "zoom-pkce/server";

/** @typedef {Parameters<typeof exchangeCode>[0]} ExchangeOptions */

const newText = () => randomBytes(32).toString("base64url");

/**
 * @param {Pick<ExchangeOptions, "clientId" | "clientSecret" | "tokenUrl" | "fetch">} zoom
 * @param {string} path The path of the endpoints.
 * @returns {(request: Request) => Promise<Response>}
 */
export function createSampleBackend(zoom, path) {
  /** @type {Map<string, { codeVerifier: string, state: string }>} */
  const sessions = new Map();

  /** @param {string} session */
  function makeChallenge(session) {
    const codeVerifier = newText();
    const state = newText();
    sessions.set(session, { codeVerifier, state });
    const headers = { "set-cookie": `sample=${session}; Path=${path}; HttpOnly; SameSite=Lax` };
    return Response.json({ codeChallenge: codeVerifier, state }, { headers });
  }

  /** @param {Request} request @param {string} session */
  async function exchange(request, session) {
    const { code, state, href } = await request.json();
    const kept = sessions.get(session);
    if (!code || state !== kept?.state) return Response.json({ error: "State mismatch" }, { status: 400 });
    try {
      await exchangeCode({ ...zoom, code, codeVerifier: kept?.codeVerifier, redirectUri: href });
    } catch (thrown) {
      const { error } = /** @type {any} */ (thrown);
      return Response.json({ error }, { status: 400 });
    }
    return Response.json({ result: "Success" });
  }

  return async (request) => {
    const session = /\bsample=([\w-]+)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? randomUUID();
    switch (`${request.method} ${new URL(request.url).pathname}`) {
      case `GET ${path}/authorize`:
        return makeChallenge(session);
      case `POST ${path}/onauthorized`:
        return exchange(request, session);
      default:
        return new Response(null, { status: 404 });
    }
  };
}
