// A process that gets an account's token. It shares a store with other processes: an HTTP server
// with the commands that Redis has for this. It prints the tokens that it got.

import { createAccountTokenSource } from "../../../js/server/index.js";

const [, , tokenUrl, storeUrl = ""] = process.argv;

/** @param {unknown[]} command */
async function ask(...command) {
  const response = await fetch(storeUrl, { method: "POST", body: JSON.stringify(command) });
  return response.json();
}

const source = createAccountTokenSource({
  clientId: "simulated-client-id",
  clientSecret: "simulated-client-secret",
  accountId: "an-account",
  tokenUrl,
  store: {
    get: (key) => ask("get", key),
    set: (key, value, ttlMs) => ask("set", key, value, ttlMs),
    setIfAbsent: (key, value, ttlMs) => ask("setIfAbsent", key, value, ttlMs),
  },
});
const callers = await Promise.all([source.getToken(), source.getToken(), source.getToken()]);
console.log(JSON.stringify(callers.map(({ accessToken }) => accessToken)));
