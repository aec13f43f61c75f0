// A Zoom App's backend on Express. Sessions are in Redis, so any number of these may run behind a load balancer.

import { createRequest, sendResponse } from "@remix-run/node-fetch-server";
import { RedisStore } from "connect-redis";
import express from "express";
import session from "express-session";
import { createClient } from "redis";
import { createChallengeHandler, createTokenHandler } from "zoom-pkce/server";

const { ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ZOOM_REDIRECT_URI, SESSION_SECRET = "" } = process.env;
const { ZOOM_TOKEN_URL, ZOOM_API_URL = "https://api.zoom.us/v2", REDIS_URL, PORT = "3000" } = process.env;
for (const name of ["ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET", "ZOOM_REDIRECT_URI"]) {
  if (!process.env[name]) throw new Error(`${name} is not set.`);
}
if (SESSION_SECRET.length < 32) throw new Error("SESSION_SECRET must have at least 32 characters.");

const allowedOrigins = [new URL(ZOOM_REDIRECT_URI).origin];
// Without Redis nothing works: better an error at once than a page that waits.
const redis = createClient({ url: REDIS_URL, disableOfflineQueue: true });
await redis.on("error", console.error).connect();
const app = express();

// The proxy in front ends TLS, and says so; without this, there would be no Secure cookie.
app.set("trust proxy", 1);
app.use(
  session({
    name: "session",
    store: new RedisStore({ client: redis }),
    secret: SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    // In Zoom's web client the app is in a frame, and its cookie a third party's.
    cookie: { httpOnly: true, secure: true, sameSite: "none", partitioned: true },
  }),
);

// One way: the page makes the code verifier, and posts it with the code.
app.all("/api/zoom/token", (req, res) => answer(req, res, createTokenHandler(tokenOptions(req))));

// The other: it is made here, and stays in the session.
app.all("/api/zoom/session/challenge", (req, res) =>
  answer(
    req,
    res,
    createChallengeHandler({
      allowedOrigins,
      async keepCodeVerifier(kept) {
        req.session.zoom = kept;
        await saved(req);
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
        const kept = req.session.zoom;
        delete req.session.zoom;
        // Before Zoom is asked: a second request finds none.
        if (kept) await saved(req);
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
      // A new ID: whoever knew the old one must not be signed in too.
      await new Promise((resolve, reject) =>
        req.session.regenerate((error) => (error ? reject(error) : resolve())),
      );
      Object.assign(req.session, { user, tokens });
      await saved(req);
      return { name: user.name };
    },
    onError: console.error,
  };
}

/** @param {string} accessToken */
async function fetchUser(accessToken) {
  const response = await fetch(`${ZOOM_API_URL}/users/me`, {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`Zoom's API answered with HTTP status ${response.status}`);
  const { id, display_name, first_name, last_name } = await response.json();
  return { id, name: display_name || [first_name, last_name].filter(Boolean).join(" ") };
}

/** Left to itself, express-session answers first and saves then: the page would not learn of a failure. */
const saved = (req) =>
  new Promise((resolve, reject) => req.session.save((error) => (error ? reject(error) : resolve())));

/** @param {(request: Request) => Promise<Response>} handle */
async function answer(req, res, handle) {
  await sendResponse(res, await handle(createRequest(req, res)));
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
