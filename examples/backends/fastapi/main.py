"""A Zoom App's backend on FastAPI. Sessions are in Redis, so any number of these may run behind a load balancer."""

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
MAX_BYTES = 8 * 1024
NO_STORE = {"cache-control": "no-store"}

app = FastAPI(openapi_url=None)
sessions = Sessions(Redis.from_url(os.environ.get("REDIS_URL", "redis://127.0.0.1:6379"), decode_responses=True))


class Fields(BaseModel):
    """What `forward` posts. No message may show its values."""

    code: str = Field(pattern=r"^[\x21-\x7e]{1,2048}$")
    code_verifier: str | None = Field(None, pattern=r"^[A-Za-z0-9._~-]{43,128}$")
    redirect_uri: Literal[REDIRECT_URI]
    state: str | None = None


@app.exception_handler(Refusal)
async def refuse(_request: Request, refusal: Refusal):
    return JSONResponse({"error": refusal.error}, refusal.status, NO_STORE)


@app.exception_handler(Exception)
async def fail(_request: Request, _error: Exception):
    return JSONResponse({"error": "server_error"}, 500, NO_STORE)


async def own_page_only(request: Request, response: Response):
    """Another page could sign a person in as somebody else (RFC 6749, section 10.12)."""
    if request.headers.get("origin") != ORIGIN:
        raise Refusal(403, "forbidden_origin")
    response.headers.update(NO_STORE)


async def read_fields(request: Request) -> Fields:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Refusal(415, "unsupported_media_type")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise Refusal(413, "content_too_large")
    try:
        return Fields.model_validate_json(body)
    except ValidationError:
        raise Refusal(400, "invalid_request") from None


@app.post("/api/zoom/token", dependencies=[Depends(own_page_only)])
async def token(request: Request, response: Response):
    """One way: the page makes the code verifier, and posts it with the code."""
    fields = await read_fields(request)
    if fields.code_verifier is None:
        raise Refusal(400, "invalid_request")
    return await sign_in(request, response, fields.code, fields.code_verifier)


@app.post("/api/zoom/session/challenge", dependencies=[Depends(own_page_only)])
async def challenge(response: Response):
    """The other: it is made here, and stays here. Zoom's client knows `plain` only: the challenge is the verifier."""
    code_verifier, state = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    await sessions.keep_for_sign_in(response, {"code_verifier": code_verifier, "state": state})
    return {"codeChallenge": code_verifier, "state": state}


@app.post("/api/zoom/session/token", dependencies=[Depends(own_page_only)])
async def token_of_session(request: Request, response: Response):
    fields = await read_fields(request)
    kept = await sessions.take_for_sign_in(request)
    if kept is None or not secrets.compare_digest(kept["state"].encode(), (fields.state or "").encode()):
        raise Refusal(400, "invalid_request")
    return await sign_in(request, response, fields.code, kept["code_verifier"])


@app.get("/api/zoom/user")
async def user(request: Request, response: Response):
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
