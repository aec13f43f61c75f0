// A Zoom App's backend on Express. Sessions are in Redis, so any number of these may run behind a load balancer.

import { createRequest, sendResponse } from "@remix-run/node-fetch-server";
import { RedisStore } from "connect-redis";
import express from "express";
import session from "express-session";
import { createClient } from "redis";
import { createChallengeHandler, createTokenHandler } from "zoom-pkce/server";

const { ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ZOOM_REDIRECT_URI, SESSION_SECRET } = process.env;
const { ZOOM_TOKEN_URL, ZOOM_API_URL = "https://api.zoom.us/v2", REDIS_URL, PORT = "3000" } = process.env;

const allowedOrigins = [new URL(ZOOM_REDIRECT_URI).origin];
const redis = await createClient({ url: REDIS_URL }).on("error", console.error).connect();
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
      keepCodeVerifier(kept) {
        req.session.zoom = kept;
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
      getCodeVerifier() {
        const kept = req.session.zoom;
        delete req.session.zoom;
        return kept;
      },
    }),
  ),
);

app.get("/api/zoom/user", (req, res) => {
  if (!req.session.user) return res.status(401).json({ error: "not_signed_in" });
  res.json({ name: req.session.user.display_name });
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
      return { name: user.display_name };
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
  return response.json();
}

/** @param {(request: Request) => Promise<Response>} handle */
async function answer(req, res, handle) {
  await sendResponse(res, await handle(createRequest(req, res)));
}

app.listen(Number(PORT), "127.0.0.1", (error) => {
  if (error) throw error;
  console.log(`Listening at http://127.0.0.1:${PORT}/`);
});
