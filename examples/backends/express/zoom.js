// What is the same for every sign-in: the app, and what happens with the tokens.

import { savePerson } from "./people.js";
import { startSession } from "./session.js";
import { clientId, clientSecret, tokenUrl } from "./settings.js";

/** @import { Request } from "express" */
/** @import { Tokens } from "zoom-pkce/server" */

const API_TIMEOUT_MS = 10_000;

/** The options for the handlers of `zoom-pkce/server`. */
export const app = { clientId, clientSecret, tokenUrl, onError: console.error };

/**
 * Signs a person in: saves the tokens and starts a session.
 *
 * @param {Request} req
 * @param {Tokens} tokens
 */
export async function signIn(req, tokens) {
  const { id, name } = await fetchUser(tokens);
  await savePerson(id, { name, tokens });
  await startSession(req, { id, name });
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
