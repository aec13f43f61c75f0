// A Zoom App's backend on Express. Sessions are in Redis, so any number of instances can run behind
// a load balancer.

import { RedisStore } from "connect-redis";
import express from "express";
import session from "express-session";
import { createClient } from "redis";
import { createChallengeHandler, createTokenHandler } from "zoom-pkce/server";
import { toNodeListener } from "zoom-pkce/server/node";

const { ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ZOOM_REDIRECT_URI, SESSION_SECRET = "" } = process.env;
const { ZOOM_TOKEN_URL, ZOOM_API_URL = "https://api.zoom.us/v2", REDIS_URL, PORT = "3000" } = process.env;
for (const name of ["ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_REDIRECT_URI"]) {
  if (!process.env[name]) throw new Error(`${name} is not set.`);
}
if (SESSION_SECRET.length < 32) throw new Error("SESSION_SECRET must have at least 32 characters.");

const API_TIMEOUT_MS = 10_000;
const allowedOrigins = [new URL(ZOOM_REDIRECT_URI).origin];

// Without its queue the client reports an unreachable Redis at once, and requests don't wait for
// it.
const redis = createClient({ url: REDIS_URL, disableOfflineQueue: true });
await redis.on("error", console.error).connect();

const app = express();

// The proxy in front ends TLS and sends X-Forwarded-Proto. Express must trust it to set Secure
// cookies.
app.set("trust proxy", 1);
app.use(
  session({
    name: "session",
    store: new RedisStore({ client: redis }),
    secret: SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    // Zoom's web client shows the app in a frame, where the cookie is a third-party cookie.
    cookie: { httpOnly: true, secure: true, sameSite: "none", partitioned: true },
  }),
);

// Code verifier in the page: the page makes it and posts it with the code.
app.all("/api/zoom/token", (req, res) => answer(req, res, createTokenHandler(tokenOptions(req))));

// Code verifier in the session: the backend makes it, and the page gets only the challenge.
app.all("/api/zoom/session/challenge", (req, res) =>
  answer(
    req,
    res,
    createChallengeHandler({
      allowedOrigins,
      async keepCodeVerifier(kept) {
        req.session.pendingSignIn = kept;
        await saveSession(req);
      },
      onError: console.error,
    }),
  ),
);
app.all("/api/zoom/session/token", (req, res) =>
  answer(
    req,
    res,
    createTokenHandler({
      ...tokenOptions(req),
      async getCodeVerifier() {
        const kept = req.session.pendingSignIn;
        delete req.session.pendingSignIn;
        // Saved before the token request, so that a second request does not find the verifier.
        if (kept) await saveSession(req);
        return kept;
      },
    }),
  ),
);

app.get("/api/zoom/user", (req, res) => {
  res.set("cache-control", "no-store");
  if (!req.session.user) return res.status(401).json({ error: "not_signed_in" });
  res.json({ name: req.session.user.name });
});

/** @param {express.Request} req */
function tokenOptions(req) {
  return {
    clientId: ZOOM_CLIENT_ID,
    clientSecret: ZOOM_CLIENT_SECRET,
    allowedRedirectUris: [ZOOM_REDIRECT_URI],
    allowedOrigins,
    tokenUrl: ZOOM_TOKEN_URL,
    async onTokens(tokens) {
      const user = await fetchUser(tokens.accessToken);
      // A new session ID: a session ID from before the sign-in must not become signed in.
      await new Promise((resolve, reject) =>
        req.session.regenerate((error) => (error ? reject(error) : resolve())),
      );
      Object.assign(req.session, { user, tokens });
      await saveSession(req);
      return { name: user.name };
    },
    onError: console.error,
  };
}

/** @param {string} accessToken */
async function fetchUser(accessToken) {
  const response = await fetch(`${ZOOM_API_URL}/users/me`, {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(API_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`Zoom's API answered with HTTP status ${response.status}`);
  const { id, display_name, first_name, last_name } = await response.json();
  return { id, name: display_name || [first_name, last_name].filter(Boolean).join(" ") };
}

/**
 * Saves the session before the answer is sent. By itself express-session saves it afterwards, and
 * the page would not learn of a failure.
 *
 * @param {express.Request} req
 */
const saveSession = (req) =>
  new Promise((resolve, reject) => req.session.save((error) => (error ? reject(error) : resolve())));

/**
 * Answers an Express request with a handler of `Request` and `Response`.
 *
 * @param {express.Request} req
 * @param {express.Response} res
 * @param {(request: Request) => Promise<Response>} handler
 */
function answer(req, res, handler) {
  toNodeListener(handler)(req, res);
}

app.use((error, _req, res, next) => {
  console.error(error);
  if (res.headersSent) return next(error);
  res.status(500).set("cache-control", "no-store").json({ error: "server_error" });
});

app.listen(Number(PORT), "127.0.0.1", (error) => {
  if (error) throw error;
  console.log(`Listening at http://127.0.0.1:${PORT}/`);
});
