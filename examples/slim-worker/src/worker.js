// Sign-in on the web (not in the Zoom client), on Workers: there wasm comes as a module, never as bytes.

import { exchangeCode } from "zoom-pkce/server";
import { generateCodeChallenge, generateCodeVerifier, init } from "zoom-pkce/slim";
import wasm from "zoom-pkce/zoom_pkce.wasm";

/** Only this browser has it, for ten minutes: the state and the code verifier are made of it, so nothing has to be stored. */
const COOKIE = "__Host-zoom_sign_in";
const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** The state is in URLs, where others may see it: it is a hash, which does not tell what is in the cookie. */
const stateOf = (/** @type {string} */ secret) => generateCodeChallenge(secret);

/**
 * The code verifier: not to be worked out from the cookie without the worker's own secret.
 *
 * @param {string} secret
 * @param {Env} env
 */
async function verifierOf(secret, { VERIFIER_SECRET }) {
  const bytes = new TextEncoder();
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(VERIFIER_SECRET), hmac, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(secret)));
  const base64 = btoa(String.fromCharCode(...signature));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace("=", "");
}

/** @param {Env} env */
async function login(env) {
  const secret = generateCodeVerifier();
  const url = new URL(env.ZOOM_AUTHORIZE_URL);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: env.ZOOM_CLIENT_ID,
    redirect_uri: env.ZOOM_REDIRECT_URI,
    state: stateOf(secret),
    code_challenge: generateCodeChallenge(await verifierOf(secret, env)),
    code_challenge_method: "S256",
  }).toString();
  const cookie = `${COOKIE}=${secret}; Max-Age=600; ${ATTRIBUTES}`;
  const headers = { location: url.href, "set-cookie": cookie, "cache-control": "no-store" };
  return new Response(null, { status: 302, headers });
}

/** @param {Request} request @param {Env} env */
async function callback(request, env) {
  const { searchParams } = new URL(request.url);
  const cookies = request.headers.get("cookie")?.split("; ") ?? [];
  const secret = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  if (!secret || !/^[\w.~-]{43}$/.test(secret) || searchParams.get("state") !== stateOf(secret)) {
    return answer(400, { error: "state_mismatch", hint: "Start at /login, in this browser." });
  }
  if (searchParams.has("error")) return answer(403, { error: "access_denied" });
  try {
    const tokens = await exchangeCode({
      clientId: env.ZOOM_CLIENT_ID,
      clientSecret: env.ZOOM_CLIENT_SECRET,
      code: searchParams.get("code") ?? "",
      codeVerifier: await verifierOf(secret, env),
      codeChallengeMethod: "S256",
      redirectUri: env.ZOOM_REDIRECT_URI,
      tokenUrl: env.ZOOM_TOKEN_URL,
    });
    // Keep the tokens here, in a session of your own; the browser needs none of them.
    return answer(200, { scope: tokens.scope });
  } catch (error) {
    // What it says is for whoever runs the worker.
    console.error(error.message, error.hint ?? "");
    return answer(502, { error: error.error ?? "failed" });
  }
}

/** The end of a sign-in, and of its cookie. @param {number} status @param {object} body */
function answer(status, body) {
  const headers = { "set-cookie": `${COOKIE}=; Max-Age=0; ${ATTRIBUTES}`, "cache-control": "no-store" };
  return Response.json(body, { status, headers });
}

/** @param {Env} env */
function checkSettings(env) {
  for (const name of [
    "ZOOM_CLIENT_ID",
    "ZOOM_CLIENT_SECRET",
    "ZOOM_REDIRECT_URI",
    "ZOOM_AUTHORIZE_URL",
    "ZOOM_TOKEN_URL",
  ]) {
    if (!env[name]) throw new Error(`${name} is not set`);
  }
  if ((env.VERIFIER_SECRET ?? "").length < 32) {
    throw new Error("VERIFIER_SECRET: must be at least 32 random characters");
  }
}

export default {
  /** @param {Request} request @param {Env} env */
  async fetch(request, env) {
    try {
      checkSettings(env);
    } catch (error) {
      console.error(error.message);
      return new Response("This worker is not set up: its log says what is missing.\n", { status: 500 });
    }
    // Once for all requests; workerd lets no module wait for it at its top.
    await init(wasm);
    const { pathname } = new URL(request.url);
    if (pathname === "/login") return login(env);
    if (pathname === "/callback") return callback(request, env);
    return new Response("Sign in at /login\n", { status: pathname === "/" ? 200 : 404 });
  },
};

/**
 * @typedef {object} Env What config.capnp takes from the environment.
 * @property {string} ZOOM_CLIENT_ID
 * @property {string} ZOOM_CLIENT_SECRET
 * @property {string} ZOOM_REDIRECT_URI This worker's `/callback`, on the app's OAuth allow list.
 * @property {string} ZOOM_AUTHORIZE_URL
 * @property {string} ZOOM_TOKEN_URL
 * @property {string} VERIFIER_SECRET At least 32 random characters.
 */
