// The connection to Redis, which keeps the sessions and the people.

import { createClient } from "redis";

import { redisUrl } from "./settings.js";

// Without its queue the client reports an unreachable Redis at once, and requests don't wait for
// it.
export const redis = createClient({ url: redisUrl, disableOfflineQueue: true });
await redis.on("error", console.error).connect();
