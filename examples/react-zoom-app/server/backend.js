// The backend. It exchanges the codes, keeps the tokens, and knows who has opened the app. The page
// gets only the name of the person.

import { createTokenHandler, decryptAppContext, ZoomTokenError } from "zoom-pkce/server";

import { createPeople } from "./people.js";
import { createSessions } from "./sessions.js";
import { readZoomUser } from "./zoom-user.js";

const CONTEXT_HEADER = "x-zoom-app-context";

/**
 * Creates the backend.
 *
 * @param {object} zoom
 * @param {string} zoom.clientId
 * @param {string} zoom.clientSecret
 * @param {string[]} zoom.redirectUris The URLs of the pages that may sign in, exactly as on the
 *   app's OAuth allow list.
 * @param {string} [zoom.tokenUrl] Zoom's token endpoint.
 * @param {string} [zoom.userUrl] The URL of `GET /v2/users/me`.
 */
export function createBackend({
  clientId,
  clientSecret,
  redirectUris,
  tokenUrl = "https://zoom.us/oauth/token",
  userUrl = "https://api.zoom.us/v2/users/me",
}) {
  const people = createPeople();
  const sessions = createSessions();

  const handleToken = createTokenHandler({
    clientId,
    clientSecret,
    allowedRedirectUris: redirectUris,
    // The origins that the browser sees. Behind a tunnel or a proxy the server's own is another
    // one.
    allowedOrigins: redirectUris.map((uri) => new URL(uri).origin),
    tokenUrl,
    async onTokens(tokens, { request }) {
      const { id, name } = await readZoomUser(userUrl, tokens.accessToken);
      people.set(id, { name, tokens });
      return answerUser({ name }, sessions.start(request, id));
    },
    onError: report,
  });

  /**
   * Starts the session of the person whom the app context names. If the person is not known or is a
   * guest, or the context is refused, the session ends: it may be of another person.
   *
   * @param {Request} request With an app context.
   */
  async function open(request) {
    try {
      const header = request.headers.get(CONTEXT_HEADER);
      const { uid } = await decryptAppContext(header, { clientId, clientSecret });
      const person = uid === undefined ? undefined : people.get(uid);
      if (uid !== undefined && person) return { person, cookie: sessions.start(request, uid) };
      return { cookie: sessions.end(request) };
    } catch (error) {
      if (!(error instanceof ZoomTokenError)) throw error;
      report(error);
      return { error: error.error, cookie: sessions.end(request) };
    }
  }

  /**
   * The routes but that of the tokens. No page of another origin can ask the first and the last one:
   * the header and the method need a preflight, which is not answered.
   *
   * @type {Record<string, (request: Request) => Promise<Response>>}
   */
  const routes = {
    async "POST /api/zoom/context"(request) {
      // Another page can make a request without the header. It must not end a session.
      if (!request.headers.get(CONTEXT_HEADER)) return refusal("no_context");
      const { person, cookie, error } = await open(request);
      return error ? refusal(error, cookie) : answerUser(person, cookie);
    },

    async "GET /api/zoom/session"(request) {
      return answerUser(people.get(sessions.find(request) ?? ""));
    },

    /** Signs out. A person who is still known would be signed in when the app opens again. */
    async "DELETE /api/zoom/session"(request) {
      const id = sessions.find(request);
      if (id === undefined) return refusal("not_signed_in");
      people.delete(id);
      return answerUser(undefined, sessions.end(request));
    },
  };

  return {
    /**
     * Answers a request of the page, below `/api/zoom/`.
     *
     * @param {Request} request
     * @returns {Promise<Response>}
     */
    async answer(request) {
      const { pathname } = new URL(request.url);
      if (pathname === "/api/zoom/token") return handleToken(request);
      const route = routes[`${request.method} ${pathname}`];
      return route ? route(request) : new Response(null, { status: 404 });
    },

    /**
     * Reads who opens the app from Zoom's request for the page.
     *
     * @param {Request} request
     * @returns {Promise<string | undefined>} The value of `Set-Cookie`, if the request has an app
     *   context. The page is for everyone, so an error is only logged.
     */
    async cookieFor(request) {
      return request.headers.get(CONTEXT_HEADER) ? (await open(request)).cookie : undefined;
    },
  };
}

const NO_STORE = { "cache-control": "no-store" };

/**
 * @param {{ name: string } | undefined} person The answer is `null` without one.
 * @param {string} [cookie] The value of `Set-Cookie`.
 */
const answerUser = (person, cookie) =>
  Response.json(person ? { name: person.name } : null, {
    headers: { ...NO_STORE, ...(cookie && { "set-cookie": cookie }) },
  });

/** @param {string} error @param {string} [cookie] The value of `Set-Cookie`. */
const refusal = (error, cookie) =>
  Response.json(
    { error },
    { status: 401, headers: { ...NO_STORE, ...(cookie && { "set-cookie": cookie }) } },
  );

/** Logs an error. That of a `ZoomTokenError` says what to do. @param {unknown} error */
const report = (error) => console.error(error instanceof ZoomTokenError ? error.message : error);
