// The options of the token handlers, and what happens with the tokens.

import { readSession } from "./session.js";

const API_TIMEOUT_MS = 10_000;

/** Reads the environment at each request: it is not set while Next.js builds. */
export function tokenOptions() {
  const { ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ZOOM_REDIRECT_URI, ZOOM_TOKEN_URL } = process.env;
  return {
    clientId: ZOOM_CLIENT_ID,
    clientSecret: ZOOM_CLIENT_SECRET,
    allowedRedirectUris: [ZOOM_REDIRECT_URI],
    allowedOrigins: [new URL(ZOOM_REDIRECT_URI).origin],
    tokenUrl: ZOOM_TOKEN_URL,
    onTokens,
    onError: console.error,
  };
}

async function onTokens({ accessToken }) {
  const user = await fetchUser(accessToken);
  // Store the tokens in your database, by the user's ID. A cookie holds at most 4 KiB.
  const session = await readSession();
  delete session.pendingSignIn;
  session.user = user;
  await session.save();
  return { name: user.name };
}

/** @param {string} accessToken */
async function fetchUser(accessToken) {
  const { ZOOM_API_URL = "https://api.zoom.us/v2" } = process.env;
  const response = await fetch(`${ZOOM_API_URL}/users/me`, {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(API_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`Zoom's API answered with HTTP status ${response.status}`);
  const { id, display_name, first_name, last_name } = await response.json();
  return { id, name: display_name || [first_name, last_name].filter(Boolean).join(" ") };
}
