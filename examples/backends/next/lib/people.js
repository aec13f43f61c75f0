// The people who have signed in, in Redis, by their Zoom user ID, each with a name and the tokens.

import { createClient } from "redis";

/** @import { Tokens } from "zoom-pkce/server" */

/** @type {ReturnType<typeof connect> | undefined} */
let connected;

function connect() {
  // Without its queue the client reports an unreachable Redis at once, and requests don't wait for
  // it.
  const redis = createClient({ url: process.env.REDIS_URL, disableOfflineQueue: true });
  return redis.on("error", console.error).connect();
}

/** Connects at the first use: there is no Redis while Next.js builds. */
const redis = () => (connected ??= connect());

/** @param {string} id */
const keyOf = (id) => `zoom-person:${id}`;

/** @param {string} id @param {{ name: string, tokens: Tokens }} person */
export async function savePerson(id, person) {
  await (await redis()).set(keyOf(id), JSON.stringify(person));
}

/** @param {string} id @returns {Promise<{ name: string, tokens: Tokens } | undefined>} */
export async function findPerson(id) {
  const text = await (await redis()).get(keyOf(id));
  return text ? JSON.parse(text) : undefined;
}
