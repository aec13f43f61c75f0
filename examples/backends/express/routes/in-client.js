// Signing in within the Zoom client: the page posts the code that `zoomSdk.authorize` has led to.

import { Router } from "express";
import { createChallengeHandler, createTokenHandler } from "zoom-pkce/server";
import { toNodeListener } from "zoom-pkce/server/node";

import { keep, take } from "../session.js";
import { pageUri } from "../settings.js";
import { app, signIn } from "../zoom.js";

/** @import { Request } from "express" */

const allowedOrigins = [new URL(pageUri).origin];

/** @param {Request} req */
const tokenOptions = (req) => ({
  ...app,
  allowedRedirectUris: [pageUri],
  allowedOrigins,
  onTokens: (tokens) => signIn(req, tokens),
});

export const inClient = Router();

// Code verifier in the page: the page makes it and posts it with the code.
inClient.all("/token", (req, res) => {
  toNodeListener(createTokenHandler(tokenOptions(req)))(req, res);
});

// Code verifier in the session: the backend makes it, and the page gets only the challenge.
inClient.all("/session/challenge", (req, res) => {
  const handler = createChallengeHandler({
    allowedOrigins,
    keepCodeVerifier: (kept) => keep(req, "pendingSignIn", kept),
    onError: app.onError,
  });
  toNodeListener(handler)(req, res);
});

inClient.all("/session/token", (req, res) => {
  const getCodeVerifier = () => take(req, "pendingSignIn");
  toNodeListener(createTokenHandler({ ...tokenOptions(req), getCodeVerifier }))(req, res);
});
