import { redactedError, redactor } from "../shared/redact.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} TokenStore
 * Where {@link createAccountTokenSource} keeps the token: a few texts, each for a while. With one that processes share, such
 * as Redis, they share the token.
 *
 * @property {(key: string) => string | null | undefined | Promise<string | null | undefined>} get gives the text back;
 *   `undefined` or `null` where there is none, or its time is over. Anything else (bytes, say) is `store_failed`
 * @property {(key: string, value: string, ttlMs: number) => unknown} set keeps a text for `ttlMs` milliseconds, a whole
 *   number of at least 1, in place of what was there; may give a promise. (Redis: `SET key value PX ttlMs`.) An empty text
 *   for 1 ms is how a text is taken away
 * @property {((key: string, value: string, ttlMs: number) => boolean | Promise<boolean>) | undefined} [setIfAbsent] the same,
 *   but only where there is no text, and says whether it did; atomic, for all processes. (Redis: `SET key value PX ttlMs
 *   NX`.) With it, processes that need a token at the same time ask Zoom once; without it, each asks
 */

/**
 * Calls something of the application's that keeps tokens, and gives up after a while.
 *
 * @template T
 * @param {string} name what is called, for messages
 * @param {number} timeoutMs
 * @param {ReadonlyArray<string | undefined>} secrets what its error must not show
 * @param {string} hint
 * @param {() => T | Promise<T>} run
 * @returns {Promise<T>}
 * @throws {ZoomTokenError} `store_failed`
 */
export async function callStore(name, timeoutMs, secrets, hint, run) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => {
    const error = new Error(`no answer within ${timeoutMs} ms`);
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    return await Promise.race([(async () => run())(), late]);
  } catch (cause) {
    throw new ZoomTokenError("store_failed", {
      reason: `${name} failed`,
      hint,
      cause: redactedError(cause, redactor(secrets)),
    });
  } finally {
    clearTimeout(timer);
  }
}

/** @returns {TokenStore} the memory of this process */
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
 * @returns {Tokens | undefined} `undefined` where they are not what {@link openStore} has written
 */
function parseTokens(text) {
  try {
    const tokens = JSON.parse(text);
    const isWhole =
      typeof tokens.accessToken === "string" &&
      tokens.accessToken !== "" &&
      Number.isFinite(tokens.expiresAt);
    return isWhole ? tokens : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A store as a source of tokens uses it: one token, and a lock for whoever asks for it.
 *
 * @param {TokenStore} store
 * @param {string} key
 * @param {{ timeoutMs: number, lockMs: number }} limits how long a call of the store may take, and how long a lock holds if
 *   nobody gives it back
 */
export function openStore(store, key, { timeoutMs, lockMs }) {
  const lockKey = `${key}:lock`;
  const hint =
    "This is the store given to createAccountTokenSource: see the cause. Zoom was not the trouble.";
  /**
   * @param {"get" | "set" | "setIfAbsent"} method
   * @param {string | undefined} secret
   * @param {() => any} run
   */
  const call = (method, secret, run) => callStore(`store.${method}`, timeoutMs, [secret], hint, run);

  return {
    /** @returns {Promise<Tokens | undefined>} */
    async read() {
      const text = await call("get", undefined, () => store.get(key));
      if (text === undefined || text === null) return undefined;
      // Else each call would ask Zoom for a token, and nobody would see it.
      if (typeof text !== "string") {
        throw new ZoomTokenError("store_failed", {
          reason: "store.get gave neither a string nor undefined or null",
          hint: "The store given to createAccountTokenSource must give back the string that was set. A client of Redis may give bytes or objects unless it is told otherwise.",
        });
      }
      return parseTokens(text);
    },

    /** @param {Tokens} tokens */
    async write(tokens) {
      const ttlMs = Math.floor(tokens.expiresAt - Date.now());
      if (ttlMs < 1) return;
      await call("set", tokens.accessToken, () => store.set(key, JSON.stringify(tokens), ttlMs));
    },

    /** @returns {Promise<(() => Promise<void>) | undefined>} gives the lock back; `undefined` where another has it */
    async lock() {
      if (store.setIfAbsent === undefined) return async () => {};
      const owner = crypto.randomUUID();
      const isOurs = await call("setIfAbsent", undefined, () => store.setIfAbsent?.(lockKey, owner, lockMs));
      if (isOurs !== true) return undefined;
      return async () => {
        const giveBack = async () => {
          if ((await store.get(lockKey)) === owner) await store.set(lockKey, "", 1);
        };
        // What failed before says more than this would, and the lock ends by itself.
        await call("set", undefined, giveBack).catch(() => {});
      };
    },
  };
}
