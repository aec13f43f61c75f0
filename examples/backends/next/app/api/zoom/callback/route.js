// Zoom redirects here after a person has added the app.

import { createCallbackHandler, requestDeepLink } from "zoom-pkce/server";

import { installOptions } from "../../../../lib/adding-the-app.js";
import { take } from "../../../../lib/session.js";
import { pageUri, signIn, zoomApp } from "../../../../lib/zoom.js";

/** @import { Tokens } from "zoom-pkce/server" */

export function GET(request) {
  const getCodeVerifier = () => take("pendingInstall");
  return createCallbackHandler({ ...zoomApp(), ...installOptions(), getCodeVerifier, onTokens })(request);
}

/** @param {Tokens} tokens */
async function onTokens(tokens) {
  await signIn(tokens);
  return deepLinkFor(tokens);
}

/**
 * Returns the link that opens the app in the Zoom client, or the page if Zoom gives none: the person
 * is signed in all the same.
 *
 * @param {Tokens} tokens
 */
const deepLinkFor = ({ accessToken, apiUrl }) =>
  requestDeepLink({ accessToken, apiUrl, action: "added" }).catch((error) => {
    console.error(error);
    return pageUri();
  });
