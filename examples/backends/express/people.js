// The people who have signed in, by their Zoom user ID, each with a name and the tokens.

import { redis } from "./redis.js";

/** @import { Tokens } from "zoom-pkce/server" */

/** @param {string} id */
const keyOf = (id) => `zoom-person:${id}`;

/** @param {string} id @param {{ name: string, tokens: Tokens }} person */
export const savePerson = (id, person) => redis.set(keyOf(id), JSON.stringify(person));

/** @param {string} id @returns {Promise<{ name: string, tokens: Tokens } | undefined>} */
export async function findPerson(id) {
  const text = await redis.get(keyOf(id));
  return text ? JSON.parse(text) : undefined;
}
