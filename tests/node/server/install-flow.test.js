// Adding the app, from the first link to the signed-in page: a backend on node:http behind a proxy
// that ends TLS, against the simulated Zoom.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createCallbackHandler, createInstallHandler, requestDeepLink } from "../../../js/server/index.js";
import { toNodeListener } from "../../../js/server/node/listener.js";
import { CLIENT_ID, CLIENT_SECRET, startZoom } from "../simulator/server-helpers.js";
import { serve } from "./helpers.js";
import { CALLBACK, INSTALL } from "./install-helpers.js";

/** @import { KeptInstall, Tokens } from "../../../js/server/index.js" */

const LINK = "https://zoom.us/launch/deeplink/abc";
const PUBLIC = new URL(CALLBACK).origin;

/**
 * Starts the backend, and returns a browser in front of it.
 *
 * @param {import("node:test").TestContext} t
 */
async function startBackend(t) {
  const zoom = await startZoom(t, { redirectUris: [CALLBACK] });
  /** @type {string[]} */
  const bearers = [];
  const apiUrl = new URL(
    "/",
    await serve(t, (request, response) => {
      bearers.push(request.headers.authorization ?? "");
      response.end(JSON.stringify({ deeplink: LINK }));
    }),
  ).origin;

  /** @type {Map<string, { kept?: KeptInstall, tokens?: Tokens }>} */
  const sessions = new Map();
  const idOf = (/** @type {Request} */ request) =>
    /\bid=([\w-]+)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? "";
  const open = (/** @type {Headers} */ headers, /** @type {object} */ session) => {
    const id = crypto.randomUUID();
    sessions.set(id, session);
    headers.append("set-cookie", `id=${id}; Path=/; HttpOnly; Secure; SameSite=Lax`);
  };
  const app = /** @type {const} */ ({
    clientId: CLIENT_ID,
    redirectUri: CALLBACK,
    authorizeUrl: `${zoom.url}/oauth/authorize`,
  });
  /** @param {KeptInstall} kept @param {{ request: Request, headers: Headers }} context */
  const keepCodeVerifier = (kept, { request, headers }) => {
    const session = sessions.get(idOf(request));
    if (session) session.kept = kept;
    else open(headers, { kept });
  };
  const install = createInstallHandler({ ...app, keepCodeVerifier });
  const callback = createCallbackHandler({
    ...app,
    clientSecret: CLIENT_SECRET,
    tokenUrl: zoom.tokenUrl,
    keepCodeVerifier,
    getCodeVerifier(request) {
      const session = sessions.get(idOf(request));
      const kept = session?.kept;
      delete session?.kept;
      return kept;
    },
    async onTokens(tokens, { request, headers }) {
      sessions.delete(idOf(request));
      open(headers, { tokens });
      return requestDeepLink({ accessToken: tokens.accessToken, apiUrl });
    },
  });
  const listeners = { "/zoom/install": toNodeListener(install), "/zoom/callback": toNodeListener(callback) };
  const inside = new URL(
    "/",
    await serve(t, (request, response) => {
      const path = /** @type {keyof typeof listeners} */ (request.url?.split("?")[0]);
      listeners[path](request, response);
    }),
  ).origin;

  let cookie = "";
  /** Whether Zoom drops the state. */
  let dropsState = false;

  /** Answers as Zoom's page for a person who agrees. @param {URL} url */
  async function consent({ searchParams }) {
    const { body } = await zoom.authorize(Object.fromEntries(searchParams));
    assert.ok(body.code, JSON.stringify(body));
    const query = new URLSearchParams({ code: body.code, state: searchParams.get("state") ?? "" });
    if (dropsState) query.delete("state");
    return `${body.redirect_uri}?${query}`;
  }

  return {
    sessions,
    bearers,
    newCode: () => zoom.authorize({ redirect_uri: CALLBACK }).then(({ body }) => body.code),
    dropState: () => (dropsState = true),
    /** Follows redirects as a browser does. @param {string} url */
    async browse(url) {
      const visited = [];
      for (let hops = 0; hops < 10; hops++) {
        const { origin, pathname, search } = new URL(url);
        visited.push(origin === PUBLIC ? pathname : origin === zoom.url ? "zoom" : "elsewhere");
        if (origin === zoom.url) {
          url = await consent(new URL(url));
          continue;
        }
        if (origin !== PUBLIC) return { url, visited, status: 0, body: undefined };
        const response = await fetch(inside + pathname + search, { headers: { cookie }, redirect: "manual" });
        for (const set of response.headers.getSetCookie()) cookie = set.split(";")[0];
        const location = response.headers.get("location");
        if (location === null) return { url, visited, status: response.status, body: await response.json() };
        url = location;
      }
      return assert.fail(`a loop: ${visited.join(", ")}`);
    },
  };
}

test("the app's own link ends signed in, in the Zoom client", async (t) => {
  const { browse, sessions, bearers } = await startBackend(t);
  const { url, visited } = await browse(INSTALL);
  assert.equal(url, LINK);
  assert.deepEqual(visited, ["/zoom/install", "zoom", "/zoom/callback", "elsewhere"]);
  // The session has a new id, and the old one is gone.
  assert.equal(sessions.size, 1);
  const [{ tokens }] = sessions.values();
  assert.equal(tokens?.scope, "user:read:user zoomapp:inmeeting");
  assert.deepEqual(bearers, [`Bearer ${tokens?.accessToken}`]);
});

test("Add in the Marketplace, without a state, ends signed in after one more round", async (t) => {
  const { browse, newCode, sessions } = await startBackend(t);
  const code = await newCode();
  const { url, visited } = await browse(`${CALLBACK}?code=${code}`);
  assert.equal(url, LINK);
  assert.deepEqual(visited, ["/zoom/callback", "zoom", "/zoom/callback", "elsewhere"]);
  assert.equal([...sessions.values()].filter(({ tokens }) => tokens).length, 1);
});

test("the callback that is opened again, and a state that is always lost, end in errors", async (t) => {
  const { browse, newCode, dropState } = await startBackend(t);
  await browse(INSTALL);
  const replayed = await browse(`${CALLBACK}?code=${await newCode()}&state=a-state-of-before`);
  assert.deepEqual([replayed.status, replayed.body?.error], [400, "session_expired"]);
  dropState();
  const { visited, status, body } = await browse(`${CALLBACK}?code=${await newCode()}`);
  assert.deepEqual(visited, ["/zoom/callback", "zoom", "/zoom/callback"]);
  assert.deepEqual([status, body?.error], [400, "state_missing"]);
});
