"""The connection to Redis, which keeps the sessions and the people."""

from redis.asyncio import Redis

from settings import REDIS_URL

redis = Redis.from_url(REDIS_URL, decode_responses=True)
