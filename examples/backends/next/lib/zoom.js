// The options of the handlers, and what happens with the tokens.

import { savePerson } from "./people.js";
import { startSession } from "./session.js";

/** @import { Tokens } from "zoom-pkce/server" */

const API_TIMEOUT_MS = 10_000;

/** Reads the environment at each request: it is not set while Next.js builds. */
export function zoomApp() {
  const { ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ZOOM_TOKEN_URL } = process.env;
  return {
    clientId: ZOOM_CLIENT_ID,
    clientSecret: ZOOM_CLIENT_SECRET,
    tokenUrl: ZOOM_TOKEN_URL,
    onError: console.error,
  };
}

/** The URL of the page, where people sign in within the Zoom client. */
export const pageUri = () => process.env.ZOOM_REDIRECT_URI;

/** The options for a sign-in within the Zoom client. */
export const tokenOptions = () => ({
  ...zoomApp(),
  allowedRedirectUris: [pageUri()],
  allowedOrigins: [new URL(pageUri()).origin],
  onTokens: signIn,
});

/**
 * Signs a person in: saves the tokens and starts a session.
 *
 * @param {Tokens} tokens
 */
export async function signIn(tokens) {
  const { id, name } = await fetchUser(tokens);
  await savePerson(id, { name, tokens });
  await startSession({ id, name });
  return { name };
}

/** @param {Tokens} tokens */
async function fetchUser({ accessToken, apiUrl }) {
  const response = await fetch(`${apiUrl}/v2/users/me`, {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(API_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`Zoom's API answered with HTTP status ${response.status}`);
  const { id, display_name, first_name, last_name } = await response.json();
  if (typeof id !== "string" || id === "") throw new Error("Zoom's API answered without a user's ID");
  return { id, name: display_name || [first_name, last_name].filter(Boolean).join(" ") };
}
