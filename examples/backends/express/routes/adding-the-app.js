// Adding the app in a browser: the app's own link, and "Add" in the Zoom App Marketplace.

import { Router } from "express";
import { createCallbackHandler, createInstallHandler, requestDeepLink } from "zoom-pkce/server";
import { toNodeListener } from "zoom-pkce/server/node";

import { keep, take } from "../session.js";
import { callbackUri, pageUri } from "../settings.js";
import { app, signIn } from "../zoom.js";

/** @import { Request } from "express" */
/** @import { Tokens } from "zoom-pkce/server" */

export const addingTheApp = Router();

/** @param {Request} req */
function installOptions(req) {
  const { clientId, tokenUrl, onError } = app;
  return {
    clientId,
    tokenUrl,
    redirectUri: callbackUri,
    keepCodeVerifier: (kept) => keep(req, "pendingInstall", kept),
    onFailure: ({ error }) => pageWith(error),
    onError,
  };
}

addingTheApp.all("/install", (req, res) => {
  toNodeListener(createInstallHandler(installOptions(req)))(req, res);
});

addingTheApp.all("/callback", (req, res) => {
  const handler = createCallbackHandler({
    ...app,
    ...installOptions(req),
    getCodeVerifier: () => take(req, "pendingInstall"),
    async onTokens(tokens) {
      await signIn(req, tokens);
      return deepLinkFor(tokens);
    },
  });
  toNodeListener(handler)(req, res);
});

/** The page, which shows why the app could not be added. @param {string} error */
function pageWith(error) {
  const url = new URL(pageUri);
  url.searchParams.set("error", error);
  return url;
}

/**
 * Returns the link that opens the app in the Zoom client, or the page if Zoom gives none: the person
 * is signed in all the same.
 *
 * @param {Tokens} tokens
 */
const deepLinkFor = ({ accessToken, apiUrl }) =>
  requestDeepLink({ accessToken, apiUrl, action: "added" }).catch((error) => {
    app.onError(error);
    return pageUri;
  });
