// The options for adding the app in a browser, by the app's own link or by "Add" in the Zoom App
// Marketplace.

import { keep } from "./session.js";
import { pageUri, zoomApp } from "./zoom.js";

export function installOptions() {
  const { clientId, tokenUrl, onError } = zoomApp();
  return {
    clientId,
    tokenUrl,
    redirectUri: new URL("/api/zoom/callback", pageUri()).href,
    keepCodeVerifier: (kept) => keep("pendingInstall", kept),
    onFailure: ({ error }) => pageWith(error),
    onError,
  };
}

/** The page, which shows why the app could not be added. @param {string} error */
function pageWith(error) {
  const url = new URL(pageUri());
  url.searchParams.set("error", error);
  return url;
}
