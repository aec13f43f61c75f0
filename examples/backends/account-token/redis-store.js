/**
 * Creates a token store in Redis, which all processes share. Everyone who can read this Redis can
 * use the token.
 *
 * @param {Awaited<ReturnType<import("redis").RedisClientType["connect"]>>} redis
 * @returns {import("zoom-pkce/server").TokenStore}
 */
export function redisStore(redis) {
  const expiresAfter = (ttlMs) => ({ expiration: { type: "PX", value: ttlMs } });
  return {
    get: (key) => redis.get(key),
    set: (key, value, ttlMs) => redis.set(key, value, expiresAfter(ttlMs)),
    setIfAbsent: async (key, value, ttlMs) =>
      (await redis.set(key, value, { ...expiresAfter(ttlMs), condition: "NX" })) === "OK",
  };
}
