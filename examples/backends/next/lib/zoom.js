// What all routes go by, and what a sign-in leads to.

import { readSession } from "./session.js";

/** Read with each request: while Next.js builds, none of it is set. */
export function zoomOptions() {
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
  const { ZOOM_API_URL = "https://api.zoom.us/v2" } = process.env;
  const response = await fetch(`${ZOOM_API_URL}/users/me`, {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`Zoom's API answered with HTTP status ${response.status}`);
  const { id, display_name, first_name, last_name } = await response.json();
  const name = display_name || [first_name, last_name].filter(Boolean).join(" ");
  // Your app keeps the tokens in its database, by this ID: a cookie holds 4 KiB at the most.
  const session = await readSession();
  delete session.zoom;
  session.user = { id, name };
  await session.save();
  return { name };
}
