"""A Zoom App's backend on FastAPI.

Sessions are in Redis, so any number of instances can run behind a load balancer.
"""

import os
import secrets
import time
from typing import Literal
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, ValidationError
from redis.asyncio import Redis

from refusal import Refusal
from sessions import Sessions
from zoom import exchange_code, fetch_user

REDIRECT_URI = os.environ["ZOOM_REDIRECT_URI"]
ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(REDIRECT_URI))
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379")
MAX_BODY_BYTES = 40 * 1024
NO_STORE = {"cache-control": "no-store"}

app = FastAPI(openapi_url=None)
sessions = Sessions(Redis.from_url(REDIS_URL, decode_responses=True))


class Fields(BaseModel):
    """The JSON that `forward` of zoom-pkce posts. Its values are secrets: no message may contain them."""

    code: str = Field(pattern=r"^[\x21-\x7e]{1,4096}$")
    code_verifier: str | None = Field(None, pattern=r"^[A-Za-z0-9._~-]{43,128}$")
    redirect_uri: Literal[REDIRECT_URI]
    state: str | None = None


@app.exception_handler(Refusal)
async def answer_refusal(_request: Request, refusal: Refusal):
    return JSONResponse({"error": refusal.error}, refusal.status, NO_STORE)


@app.exception_handler(Exception)
async def answer_exception(_request: Request, _error: Exception):
    return JSONResponse({"error": "server_error"}, 500, NO_STORE)


async def check_origin(request: Request, response: Response):
    """Refuses requests from other origins.

    Another page could otherwise post a code of its own and sign the person in as another user
    (RFC 6749, section 10.12).
    """
    if request.headers.get("origin") != ORIGIN:
        raise Refusal(403, "forbidden_origin")
    response.headers.update(NO_STORE)


async def read_fields(request: Request) -> Fields:
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type != "application/json":
        raise Refusal(415, "unsupported_media_type")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise Refusal(413, "content_too_large")
    try:
        return Fields.model_validate_json(body)
    except ValidationError:
        raise Refusal(400, "invalid_request") from None


@app.post("/api/zoom/token", dependencies=[Depends(check_origin)])
async def token(request: Request, response: Response):
    """Signs in with the code verifier of the page, which posts it with the code."""
    fields = await read_fields(request)
    if fields.code_verifier is None:
        raise Refusal(400, "invalid_request")
    return await sign_in(request, response, fields.code, fields.code_verifier)


@app.post("/api/zoom/session/challenge", dependencies=[Depends(check_origin)])
async def session_challenge(response: Response):
    """Makes a code verifier, keeps it, and answers with its challenge.

    Zoom's client supports only the challenge method `plain`: the challenge is the verifier itself.
    """
    code_verifier, state = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    await sessions.keep_sign_in(response, {"code_verifier": code_verifier, "state": state})
    return {"codeChallenge": code_verifier, "state": state}


@app.post("/api/zoom/session/token", dependencies=[Depends(check_origin)])
async def session_token(request: Request, response: Response):
    """Signs in with the code verifier that `session_challenge` has kept."""
    fields = await read_fields(request)
    kept = await sessions.take_sign_in(request)
    if kept is None or not is_equal(kept["state"], fields.state or ""):
        raise Refusal(400, "invalid_request")
    return await sign_in(request, response, fields.code, kept["code_verifier"])


@app.get("/api/zoom/user")
async def user(request: Request, response: Response):
    """Answers who is signed in."""
    response.headers.update(NO_STORE)
    user = await sessions.user_of(request)
    if user is None:
        raise Refusal(401, "not_signed_in")
    return {"name": user["name"]}


async def sign_in(request: Request, response: Response, code: str, code_verifier: str):
    tokens = await exchange_code(code, code_verifier, REDIRECT_URI)
    user = await fetch_user(tokens.access_token)
    values = {
        "user": {"id": user.id, "name": user.name},
        "tokens": {**tokens.model_dump(), "expires_at": time.time() + tokens.expires_in},
    }
    await sessions.start(request, response, values)
    return {"name": user.name}


def is_equal(a: str, b: str) -> bool:
    return secrets.compare_digest(a.encode(), b.encode())
