// The store of an account's token: what the application supplies, the memory of the process by
// default, and how both are used.

import { readApiUrl } from "./api-url.js";
import { isWait } from "./backoff.js";
import { callStore } from "./callbacks.js";
import { hasAccessToken } from "./tokens.js";
import { parseObject } from "./zoom-answer.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { SharedWait } from "./backoff.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} TokenStore
 * Where {@link createAccountTokenSource} keeps the token: a few texts, each for a limited time.
 * Processes that share a store, such as Redis, share the token.
 *
 * @property {(key: string) => string | null | undefined | Promise<string | null | undefined>} get
 *   Returns the text; `undefined` or `null` if there is none or its time is over. Anything else,
 *   such as bytes, is a `store_failed`.
 * @property {(key: string, value: string, ttlMs: number) => unknown} set Keeps a text for `ttlMs`
 *   milliseconds, a whole number of at least 1, and replaces the one before; may return a promise.
 *   (Redis: `SET key value PX ttlMs`.) To delete a text, an empty one is set for 1 ms.
 * @property {((key: string, value: string, ttlMs: number) => boolean | Promise<boolean>) | undefined} [setIfAbsent]
 *   Does the same only if there is no text, and returns whether it did. It must be atomic for all
 *   processes. (Redis: `SET key value PX ttlMs NX`.) With it, processes that need a token at the
 *   same time ask Zoom once; without it, each of them asks.
 */

/**
 * @typedef {object} StoredToken
 * One token in a store, and a lock for the process that asks for a new one.
 *
 * @property {() => Promise<Tokens | undefined>} read Reads the token; `undefined` if there is none,
 *   or a text that is not a token. Rejects with `store_failed`.
 * @property {(tokens: Tokens) => Promise<void>} write Replaces the token. A token that has ended is
 *   not written. Rejects with `store_failed`.
 * @property {() => Promise<(() => Promise<void>) | undefined>} lock Takes the lock; `undefined` if
 *   another process has it. Resolves to the function that gives it back, which never rejects.
 *   Rejects with `store_failed`.
 * @property {SharedWait} wait The wait that Zoom asked one of the processes for.
 */

const HINT = "This is the store given to createAccountTokenSource: see the cause. Zoom was not the trouble.";

/**
 * Opens the token of one app and account in a store.
 *
 * @param {TokenStore} store
 * @param {string} key
 * @param {{ tokenUrl: string, timeoutMs: number, lockMs: number }} origin The endpoint that the
 *   token is of, how long a call of the store may take, and how long a lock lasts if it is not
 *   given back.
 * @returns {StoredToken}
 */
export function openStore(store, key, { tokenUrl, timeoutMs, lockMs }) {
  const lockKey = `${key}:lock`;
  const waitKey = `${key}:wait`;
  /**
   * @param {"get" | "set" | "setIfAbsent"} method
   * @param {() => any} run
   * @param {ReadonlyArray<string>} [secrets]
   */
  const call = (method, run, secrets) =>
    callStore({ name: `store.${method}`, timeoutMs, secrets, hint: HINT }, run);

  const readWait = async () => {
    const wait = parseObject(String(await call("get", () => store.get(waitKey))));
    return isWait(wait) ? wait : undefined;
  };

  return {
    async read() {
      const text = await call("get", () => store.get(key));
      if (text === undefined || text === null) return undefined;
      // If this counted as no token, each call would silently ask Zoom for one.
      if (typeof text !== "string") {
        throw new ZoomTokenError("store_failed", {
          reason: "store.get gave neither a string nor undefined or null",
          hint: "The store given to createAccountTokenSource must give back the string that was set. A client of Redis may give bytes or objects unless it is told otherwise.",
        });
      }
      return parseTokens(text, tokenUrl);
    },

    async write(tokens) {
      const ttlMs = Math.floor(tokens.expiresAt - Date.now());
      if (ttlMs < 1) return;
      await call("set", () => store.set(key, JSON.stringify(tokens), ttlMs), [tokens.accessToken]);
    },

    async lock() {
      const setIfAbsent = store.setIfAbsent?.bind(store);
      if (setIfAbsent === undefined) return async () => {};
      const owner = crypto.randomUUID();
      const isOurs = await call("setIfAbsent", () => setIfAbsent(lockKey, owner, lockMs));
      if (isOurs !== true) return undefined;
      const giveBack = async () => {
        // After lockMs it may be another process's lock.
        if ((await store.get(lockKey)) === owner) await store.set(lockKey, "", 1);
      };
      // The error is ignored: an error from before says more, and the lock ends by itself.
      return () => call("set", giveBack).catch(() => {});
    },

    wait: {
      read: readWait,
      async write(wait) {
        try {
          const saved = await readWait();
          // Processes may get different waits: the longest one counts.
          if (saved !== undefined && saved.endsAt >= wait.endsAt) return;
          const ttlMs = Math.max(1, Math.ceil(wait.endsAt - Date.now()));
          await call("set", () => store.set(waitKey, JSON.stringify(wait), ttlMs));
        } catch {
          // Zoom's own error says more, and this process keeps the wait in any case.
        }
      },
    },
  };
}

/**
 * Creates a store in the memory of this process.
 *
 * @returns {TokenStore}
 */
export function createMemoryStore() {
  /** @type {Map<string, { value: string, endsAt: number }>} */
  const entries = new Map();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined || entry.endsAt > Date.now()) return entry?.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value, ttlMs) {
      entries.set(key, { value, endsAt: Date.now() + ttlMs });
    },
  };
}

/**
 * @param {string} text
 * @param {string} tokenUrl
 * @returns {Tokens | undefined} `undefined` if the text is not a token that {@link openStore} has
 *   written. A token that was written without `apiUrl` gets one.
 */
function parseTokens(text, tokenUrl) {
  const tokens = /** @type {Tokens | undefined} */ (parseObject(text));
  if (tokens === undefined || !hasAccessToken(tokens)) return undefined;
  return { ...tokens, apiUrl: readApiUrl(tokens.apiUrl, tokenUrl) };
}
