"""The session of a browser, in Redis.

It consists of up to three values. Each has a cookie with its name, and in the cookie a random ID,
which is valid only if Redis has a value with that ID:

- `session`: the person who is signed in;
- `sign-in` and `install`: what is kept between the beginning of a sign-in and its code, in the
  Zoom client and in a browser that adds the app.
"""

import secrets
import time
from typing import Literal, get_args

from fastapi import Request, Response
from pydantic import BaseModel, Field

from database import redis
from people import Person

SESSION_SECONDS = 14 * 24 * 60 * 60
# 5 minutes for the person to decide, and the 10 minutes that a code lives at most.
SIGN_IN_SECONDS = 15 * 60
# A redirect that loses its `state` comes back within this time. A person takes longer.
RESTART_LOOP_SECONDS = 30

KeptName = Literal["sign-in", "install"]


class Kept(BaseModel):
    """What is kept of a sign-in until its code comes. By default, the values are new ones."""

    code_verifier: str = Field(default_factory=lambda: secrets.token_urlsafe(32))
    state: str = Field(default_factory=lambda: secrets.token_urlsafe(24))
    # Whether a callback without a `state` has begun it.
    is_restart: bool = False
    started_at: float = Field(default_factory=time.time)

    def has_state(self, state: str) -> bool:
        return secrets.compare_digest(self.state.encode(), state.encode())

    def is_recent_restart(self) -> bool:
        return self.is_restart and time.time() < self.started_at + RESTART_LOOP_SECONDS


async def find_signed_in(request: Request) -> Person | None:
    text = await redis.get(key_of("session", request))
    return Person.model_validate_json(text) if text else None


async def start(request: Request, response: Response, person: Person) -> None:
    """Starts a session with a new ID: an ID from before the sign-in must not become signed in."""
    await end(request)
    await set_value("session", response, person, SESSION_SECONDS)
    for name in get_args(KeptName):
        set_cookie(response, name, "", 0)


async def end(request: Request) -> None:
    """Deletes what the session holds. The IDs that the cookies still have are not valid then."""
    names = ("session", *get_args(KeptName))
    await redis.delete(*(key_of(name, request) for name in names))


async def keep(name: KeptName, response: Response, kept: Kept) -> None:
    await set_value(name, response, kept, SIGN_IN_SECONDS)


async def take(name: KeptName, request: Request) -> Kept | None:
    """Returns the kept values and deletes them, in one command: only one request gets them."""
    text = await redis.getdel(key_of(name, request))
    return Kept.model_validate_json(text) if text else None


async def drop(name: KeptName, request: Request, state: str) -> None:
    """Deletes the kept values if they have this state."""
    key = key_of(name, request)
    text = await redis.get(key)
    if text and Kept.model_validate_json(text).has_state(state):
        await redis.delete(key)


def key_of(name: str, request: Request) -> str:
    return f"{name}:{request.cookies.get(name)}"


async def set_value(name: str, response: Response, value: BaseModel, seconds: int) -> None:
    value_id = secrets.token_urlsafe(32)
    await redis.set(f"{name}:{value_id}", value.model_dump_json(), ex=seconds)
    set_cookie(response, name, value_id, seconds)


def set_cookie(response: Response, name: str, value: str, seconds: int) -> None:
    # Zoom's web client shows the app in a frame, where the cookie is a third-party cookie.
    flags = "Path=/; HttpOnly; Secure; SameSite=None; Partitioned"
    response.headers.append("set-cookie", f"{name}={value}; Max-Age={seconds}; {flags}")
