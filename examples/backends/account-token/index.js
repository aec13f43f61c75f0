// A server-to-server app: says who owns the account, in as many processes as you like, with one token among them.

import { createClient } from "redis";
import { createAccountTokenSource } from "zoom-pkce/server";

import { redisStore } from "./redis-store.js";

const { ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET, ZOOM_ACCOUNT_ID, ZOOM_TOKEN_URL } = process.env;
const { ZOOM_API_URL = "https://api.zoom.us/v2", REDIS_URL } = process.env;

const redis = await createClient({ url: REDIS_URL }).on("error", console.error).connect();
const source = createAccountTokenSource({
  clientId: ZOOM_CLIENT_ID,
  clientSecret: ZOOM_CLIENT_SECRET,
  accountId: ZOOM_ACCOUNT_ID,
  tokenUrl: ZOOM_TOKEN_URL,
  store: redisStore(redis),
  onError: console.error,
});

/** @param {string} path of Zoom's API */
async function askZoom(path) {
  const tokens = await source.getToken();
  const ask = ({ accessToken }) =>
    fetch(ZOOM_API_URL + path, {
      headers: { authorization: `Bearer ${accessToken}` },
      signal: AbortSignal.timeout(10_000),
    });
  let response = await ask(tokens);
  if (response.status === 401) {
    // Ended before its time: one process asks for another, and all use that.
    await source.clear(tokens);
    response = await ask(await source.getToken());
  }
  if (!response.ok) throw new Error(`Zoom's API answered with HTTP status ${response.status}`);
  return response.json();
}

try {
  const { display_name } = await askZoom("/users/me");
  console.log(`The account belongs to ${display_name}.`);
} finally {
  await redis.close();
}
