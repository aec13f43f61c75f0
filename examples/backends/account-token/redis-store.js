// Where all processes find the same token. Whoever can read this Redis can use it.

/**
 * @param {Awaited<ReturnType<import("redis").RedisClientType["connect"]>>} redis
 * @returns {import("zoom-pkce/server").TokenStore}
 */
export function redisStore(redis) {
  const options = (ttlMs) => ({ expiration: { type: "PX", value: ttlMs } });
  return {
    get: (key) => redis.get(key),
    set: (key, value, ttlMs) => redis.set(key, value, options(ttlMs)),
    setIfAbsent: async (key, value, ttlMs) =>
      (await redis.set(key, value, { ...options(ttlMs), condition: "NX" })) === "OK",
  };
}
