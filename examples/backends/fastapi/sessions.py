"""Sessions in Redis, found by a random ID in a cookie.

An ID in a cookie is valid only if Redis has a session with that ID.
"""

import json
import secrets

from fastapi import Request, Response
from redis.asyncio import Redis

SESSION_SECONDS = 14 * 24 * 60 * 60
# 5 minutes for the person to decide, and the 10 minutes that a code lives at most.
SIGN_IN_SECONDS = 15 * 60


class Sessions:
    def __init__(self, redis: Redis):
        self.redis = redis

    async def user_of(self, request: Request) -> dict | None:
        text = await self.redis.get(f"session:{request.cookies.get('session')}")
        return json.loads(text)["user"] if text else None

    async def start(self, request: Request, response: Response, values: dict) -> None:
        """Starts a session with a new ID: an ID from before the sign-in must not become signed in."""
        await self.redis.delete(f"session:{request.cookies.get('session')}")
        session_id = secrets.token_urlsafe(32)
        await self.redis.set(f"session:{session_id}", json.dumps(values), ex=SESSION_SECONDS)
        set_cookie(response, "session", session_id, SESSION_SECONDS)
        set_cookie(response, "sign-in", "", 0)

    async def keep_sign_in(self, response: Response, values: dict) -> None:
        """Keeps the values of a sign-in between its challenge and its code."""
        sign_in_id = secrets.token_urlsafe(32)
        await self.redis.set(f"sign-in:{sign_in_id}", json.dumps(values), ex=SIGN_IN_SECONDS)
        set_cookie(response, "sign-in", sign_in_id, SIGN_IN_SECONDS)

    async def take_sign_in(self, request: Request) -> dict | None:
        """Returns the kept values and deletes them, in one command: only one request gets them."""
        text = await self.redis.getdel(f"sign-in:{request.cookies.get('sign-in')}")
        return json.loads(text) if text else None


def set_cookie(response: Response, name: str, value: str, seconds: int) -> None:
    # Zoom's web client shows the app in a frame, where the cookie is a third-party cookie.
    flags = "Path=/; HttpOnly; Secure; SameSite=None; Partitioned"
    response.headers.append("set-cookie", f"{name}={value}; Max-Age={seconds}; {flags}")
