// Sign-in on the web (not in the Zoom client), on Workers: there wasm comes as a module, never as bytes.

import { exchangeCode } from "zoom-pkce/server";
import { generateCodeChallenge, generateState, init } from "zoom-pkce/slim";
import wasm from "zoom-pkce/zoom_pkce.wasm";

const STATE_COOKIE = "__Host-zoom_state";

/**
 * The code verifier of a state: nobody without the secret can work it out, so nothing has to be stored.
 *
 * @param {string} state
 * @param {string} secret
 */
async function verifierOf(state, secret) {
  const bytes = new TextEncoder();
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), hmac, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(state)));
  const base64 = btoa(String.fromCharCode(...signature));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace("=", "");
}

/** @param {Env} env */
async function login(env) {
  const state = generateState();
  const url = new URL(env.ZOOM_AUTHORIZE_URL);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: env.ZOOM_CLIENT_ID,
    redirect_uri: env.ZOOM_REDIRECT_URI,
    state,
    code_challenge: generateCodeChallenge(await verifierOf(state, env.VERIFIER_SECRET)),
    code_challenge_method: "S256",
  }).toString();
  const cookie = `${STATE_COOKIE}=${state}; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax`;
  return new Response(null, { status: 302, headers: { location: url.href, "set-cookie": cookie } });
}

/** @param {Request} request @param {Env} env */
async function callback(request, env) {
  const { searchParams } = new URL(request.url);
  const state = searchParams.get("state");
  const cookies = request.headers.get("cookie")?.split("; ") ?? [];
  if (!state || !cookies.includes(`${STATE_COOKIE}=${state}`)) {
    return Response.json(
      { error: "state_mismatch", hint: "Start at /login, in this browser." },
      { status: 400 },
    );
  }
  try {
    const tokens = await exchangeCode({
      clientId: env.ZOOM_CLIENT_ID,
      clientSecret: env.ZOOM_CLIENT_SECRET,
      code: searchParams.get("code") ?? "",
      codeVerifier: await verifierOf(state, env.VERIFIER_SECRET),
      codeChallengeMethod: "S256",
      redirectUri: env.ZOOM_REDIRECT_URI,
      tokenUrl: env.ZOOM_TOKEN_URL,
    });
    // Keep the tokens here; the browser needs none of them.
    return Response.json({ scope: tokens.scope });
  } catch (error) {
    console.error(error);
    return Response.json({ error: error.error, hint: error.hint }, { status: 502 });
  }
}

export default {
  /** @param {Request} request @param {Env} env */
  async fetch(request, env) {
    await init(wasm);
    const { pathname } = new URL(request.url);
    if (pathname === "/login") return login(env);
    if (pathname === "/callback") return callback(request, env);
    return new Response("Sign in at /login\n", { status: pathname === "/" ? 200 : 404 });
  },
};

/**
 * @typedef {object} Env What config.capnp binds.
 * @property {string} ZOOM_CLIENT_ID
 * @property {string} ZOOM_CLIENT_SECRET
 * @property {string} ZOOM_REDIRECT_URI This worker's `/callback`, on the app's OAuth allow list.
 * @property {string} ZOOM_AUTHORIZE_URL
 * @property {string} ZOOM_TOKEN_URL
 * @property {string} VERIFIER_SECRET At least 32 random bytes, as text.
 */
