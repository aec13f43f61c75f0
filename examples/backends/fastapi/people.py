"""The people who have signed in, in Redis: by Zoom's user ID, a name and the tokens."""

import json
import time

from pydantic import BaseModel

from database import redis
from zoom import Tokens, fetch_user


class Person(BaseModel):
    id: str
    name: str


async def save_person(tokens: Tokens) -> Person:
    """Asks Zoom whose tokens these are, and saves them. Those from before are replaced."""
    user = await fetch_user(tokens.access_token)
    saved = {
        "access_token": tokens.access_token,
        "refresh_token": tokens.refresh_token,
        "expires_at": time.time() + tokens.expires_in,
    }
    await redis.set(key_of(user.id), json.dumps({"name": user.name, "tokens": saved}))
    return Person(id=user.id, name=user.name)


async def find_person(person_id: str) -> Person | None:
    text = await redis.get(key_of(person_id))
    return Person(id=person_id, name=json.loads(text)["name"]) if text else None


def key_of(person_id: str) -> str:
    return f"zoom-person:{person_id}"
