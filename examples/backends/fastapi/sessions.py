"""Sessions in Redis, found by a random ID in a cookie. What the page sends as an ID counts only if Redis knows it."""

import json
import secrets

from fastapi import Request, Response
from redis.asyncio import Redis

SESSION_SECONDS = 14 * 24 * 60 * 60
# 5 minutes for the person, and the 10 that a code lives.
SIGN_IN_SECONDS = 15 * 60


class Sessions:
    def __init__(self, redis: Redis):
        self.redis = redis

    async def user_of(self, request: Request) -> dict | None:
        text = await self.redis.get(f"session:{request.cookies.get('session')}")
        return json.loads(text)["user"] if text else None

    async def start(self, request: Request, response: Response, values: dict) -> None:
        """With a new ID: whoever knew the old one must not be signed in too."""
        await self.redis.delete(f"session:{request.cookies.get('session')}")
        session = secrets.token_urlsafe(32)
        await self.redis.set(f"session:{session}", json.dumps(values), ex=SESSION_SECONDS)
        set_cookie(response, "session", session, SESSION_SECONDS)
        set_cookie(response, "sign-in", "", 0)

    async def keep_for_sign_in(self, response: Response, values: dict) -> None:
        sign_in = secrets.token_urlsafe(32)
        await self.redis.set(f"sign-in:{sign_in}", json.dumps(values), ex=SIGN_IN_SECONDS)
        set_cookie(response, "sign-in", sign_in, SIGN_IN_SECONDS)

    async def take_for_sign_in(self, request: Request) -> dict | None:
        """In one command, so that of two requests one finds it."""
        text = await self.redis.getdel(f"sign-in:{request.cookies.get('sign-in')}")
        return json.loads(text) if text else None


def set_cookie(response: Response, name: str, value: str, seconds: int) -> None:
    # In Zoom's web client the app is in a frame, and its cookie a third party's.
    flags = "Path=/; HttpOnly; Secure; SameSite=None; Partitioned"
    response.headers.append("set-cookie", f"{name}={value}; Max-Age={seconds}; {flags}")
