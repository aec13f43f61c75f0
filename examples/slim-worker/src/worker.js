// Sign-in on the web (not in the Zoom client) on Workers, where the wasm is imported as a module.

import { exchangeCode } from "zoom-pkce/server";
import { generateCodeChallenge, generateCodeVerifier, init } from "zoom-pkce/slim";
import wasm from "zoom-pkce/zoom_pkce.wasm";

/**
 * The cookie holds a random text, the seed of one sign-in. State and code verifier are derived from
 * it, so the worker stores nothing.
 */
const COOKIE_NAME = "__Host-zoom_sign_in";
const COOKIE_ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";
const COOKIE_LIFETIME_SECONDS = 600;
const SEED = /^[\w.~-]{43}$/;

const REQUIRED_SETTINGS = [
  "ZOOM_CLIENT_ID",
  "ZOOM_CLIENT_SECRET",
  "ZOOM_REDIRECT_URI",
  "ZOOM_AUTHORIZE_URL",
  "ZOOM_TOKEN_URL",
];

/**
 * @typedef {object} Env The settings, which config.capnp takes from the environment.
 * @property {string} ZOOM_CLIENT_ID
 * @property {string} ZOOM_CLIENT_SECRET
 * @property {string} ZOOM_REDIRECT_URI The URL of `/callback`, as on the app's OAuth allow list.
 * @property {string} ZOOM_AUTHORIZE_URL
 * @property {string} ZOOM_TOKEN_URL
 * @property {string} VERIFIER_SECRET At least 32 random characters.
 */

export default {
  /** @param {Request} request @param {Env} env */
  async fetch(request, env) {
    try {
      checkSettings(env);
    } catch (error) {
      console.error(error.message);
      return new Response("This worker is not set up: its log says what is missing.\n", { status: 500 });
    }
    // Only the first call does anything. workerd does not allow `await` at the top of a module.
    await init(wasm);
    const { pathname } = new URL(request.url);
    if (pathname === "/login") return login(env);
    if (pathname === "/callback") return callback(request, env);
    return new Response("Sign in at /login\n", { status: pathname === "/" ? 200 : 404 });
  },
};

/** Redirects to Zoom, and sets the cookie with the seed. @param {Env} env */
async function login(env) {
  const seed = generateCodeVerifier();
  const url = new URL(env.ZOOM_AUTHORIZE_URL);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: env.ZOOM_CLIENT_ID,
    redirect_uri: env.ZOOM_REDIRECT_URI,
    state: deriveState(seed),
    code_challenge: generateCodeChallenge(await deriveCodeVerifier(seed, env)),
    code_challenge_method: "S256",
  }).toString();
  const cookie = `${COOKIE_NAME}=${seed}; Max-Age=${COOKIE_LIFETIME_SECONDS}; ${COOKIE_ATTRIBUTES}`;
  const headers = { location: url.href, "set-cookie": cookie, "cache-control": "no-store" };
  return new Response(null, { status: 302, headers });
}

/**
 * Handles the redirect back from Zoom: compares the state and exchanges the code.
 *
 * @param {Request} request
 * @param {Env} env
 */
async function callback(request, env) {
  const { searchParams } = new URL(request.url);
  const seed = readSeed(request);
  if (seed === undefined || searchParams.get("state") !== deriveState(seed)) {
    return answer(400, { error: "state_mismatch", hint: "Start at /login, in this browser." });
  }
  if (searchParams.has("error")) return answer(403, { error: "access_denied" });
  try {
    const tokens = await exchangeCode({
      clientId: env.ZOOM_CLIENT_ID,
      clientSecret: env.ZOOM_CLIENT_SECRET,
      code: searchParams.get("code") ?? "",
      codeVerifier: await deriveCodeVerifier(seed, env),
      codeChallengeMethod: "S256",
      redirectUri: env.ZOOM_REDIRECT_URI,
      tokenUrl: env.ZOOM_TOKEN_URL,
    });
    // Store the tokens here, in a session of your own. The browser needs none of them.
    return answer(200, { scope: tokens.scope });
  } catch (error) {
    // The message is for the log only: it may describe the app's settings.
    console.error(error.message);
    return answer(502, { error: error.error ?? "failed" });
  }
}

/** @param {Request} request @returns {string | undefined} The seed in the cookie. */
function readSeed(request) {
  const cookies = request.headers.get("cookie")?.split("; ") ?? [];
  const cookie = cookies.find((pair) => pair.startsWith(`${COOKIE_NAME}=`));
  const seed = cookie?.slice(COOKIE_NAME.length + 1);
  return seed !== undefined && SEED.test(seed) ? seed : undefined;
}

/**
 * Returns the state: the SHA-256 of the seed. The state appears in URLs, where others may see it,
 * and does not reveal the seed.
 *
 * @param {string} seed
 */
const deriveState = (seed) => generateCodeChallenge(seed);

/**
 * Returns the code verifier: the HMAC-SHA-256 of the seed. Without the worker's secret it cannot be
 * derived from the cookie.
 *
 * @param {string} seed
 * @param {Env} env
 */
async function deriveCodeVerifier(seed, { VERIFIER_SECRET }) {
  const encoder = new TextEncoder();
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(VERIFIER_SECRET), hmac, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(seed)));
  const base64 = btoa(String.fromCharCode(...signature));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace("=", "");
}

/**
 * Ends a sign-in: answers with JSON and deletes the cookie.
 *
 * @param {number} status
 * @param {object} body
 */
function answer(status, body) {
  const cookie = `${COOKIE_NAME}=; Max-Age=0; ${COOKIE_ATTRIBUTES}`;
  return Response.json(body, { status, headers: { "set-cookie": cookie, "cache-control": "no-store" } });
}

/** @param {Env} env @throws {Error} If a setting is missing. */
function checkSettings(env) {
  for (const name of REQUIRED_SETTINGS) {
    if (!env[name]) throw new Error(`${name} is not set`);
  }
  if ((env.VERIFIER_SECRET ?? "").length < 32) {
    throw new Error("VERIFIER_SECRET: must be at least 32 random characters");
  }
}
