// A server-to-server app that prints who owns the account. Any number of processes share one token.

import { createClient } from "redis";
import { createAccountTokenSource } from "zoom-pkce/server";

import { redisStore } from "./redis-store.js";

const { ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ZOOM_ACCOUNT_ID, ZOOM_TOKEN_URL } = process.env;
const { ZOOM_API_URL = "https://api.zoom.us/v2", REDIS_URL } = process.env;

const API_TIMEOUT_MS = 10_000;

const redis = await createClient({ url: REDIS_URL }).on("error", console.error).connect();
const tokenSource = createAccountTokenSource({
  clientId: ZOOM_CLIENT_ID,
  clientSecret: ZOOM_CLIENT_SECRET,
  accountId: ZOOM_ACCOUNT_ID,
  tokenUrl: ZOOM_TOKEN_URL,
  store: redisStore(redis),
  onError: console.error,
});

/**
 * Sends a GET request to Zoom's API.
 *
 * @param {string} path The path below `ZOOM_API_URL`, such as `/users/me`.
 * @returns {Promise<any>} The JSON of the answer.
 */
async function fetchFromZoom(path) {
  const request = ({ accessToken }) =>
    fetch(ZOOM_API_URL + path, {
      headers: { authorization: `Bearer ${accessToken}` },
      signal: AbortSignal.timeout(API_TIMEOUT_MS),
    });
  const tokens = await tokenSource.getToken();
  let response = await request(tokens);
  if (response.status === 401) {
    // The token has ended early. One process requests a new one, and all processes use it.
    await tokenSource.clear(tokens);
    response = await request(await tokenSource.getToken());
  }
  if (!response.ok) throw new Error(`Zoom's API answered with HTTP status ${response.status}`);
  return response.json();
}

try {
  const { display_name } = await fetchFromZoom("/users/me");
  console.log(`The account belongs to ${display_name}.`);
} finally {
  await redis.close();
}
