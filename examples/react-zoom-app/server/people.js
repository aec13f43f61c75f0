// The people who have signed in, by their Zoom user ID, each with a name and the tokens. In memory,
// for the example: a real app keeps them in a database.

/** @import { Tokens } from "zoom-pkce/server" */

/** @typedef {{ name: string, tokens: Tokens }} Person */

/** @returns {Map<string, Person>} */
export const createPeople = () => new Map();
