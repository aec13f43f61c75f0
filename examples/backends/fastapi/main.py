"""A Zoom App's backend on FastAPI. Sessions are in Redis, so any number of these may run behind a load balancer."""

import asyncio
import os
import secrets
import time
from typing import Annotated, Literal
from urllib.parse import urlsplit

import httpx
from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, ValidationError
from starsessions import SessionMiddleware, load_session, regenerate_session_id
from starsessions.stores.redis import RedisStore

CREDENTIALS = (os.environ["ZOOM_CLIENT_ID"], os.environ["ZOOM_CLIENT_SECRET"])
REDIRECT_URI = os.environ["ZOOM_REDIRECT_URI"]
ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(REDIRECT_URI))
TOKEN_URL = os.environ.get("ZOOM_TOKEN_URL", "https://zoom.us/oauth/token")
API_URL = os.environ.get("ZOOM_API_URL", "https://api.zoom.us/v2")
ZOOM_SECONDS = 10
MAX_BYTES = 8 * 1024
CODE_VERIFIER_SECONDS = 15 * 60

app = FastAPI(openapi_url=None)
app.add_middleware(
    SessionMiddleware,
    store=RedisStore(os.environ.get("REDIS_URL", "redis://127.0.0.1:6379")),
    lifetime=14 * 24 * 60 * 60,
    rolling=True,
    # In Zoom's web client the app is in a frame, and its cookie a third party's.
    cookie_same_site="none; partitioned",
)


class Refusal(Exception):
    def __init__(self, status: int, error: str):
        self.status, self.error = status, error


@app.exception_handler(Refusal)
async def refuse(_request: Request, refusal: Refusal):
    return JSONResponse({"error": refusal.error}, refusal.status, {"cache-control": "no-store"})


class Fields(BaseModel):
    """What `forward` posts. No message may show its values."""

    code: str = Field(pattern=r"^[\x21-\x7e]{1,2048}$")
    code_verifier: str | None = Field(None, pattern=r"^[A-Za-z0-9._~-]{43,128}$")
    redirect_uri: Literal[REDIRECT_URI]
    state: str | None = None


async def session_of(request: Request, response: Response) -> dict:
    """For requests of the app's own page only: others could sign somebody in as somebody else (RFC 6749, section 10.12)."""
    if request.headers.get("origin") != ORIGIN:
        raise Refusal(403, "forbidden_origin")
    response.headers["cache-control"] = "no-store"
    await load_session(request)
    return request.session


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


Session = Annotated[dict, Depends(session_of)]


@app.post("/api/zoom/token")
async def token(request: Request, session: Session):
    """One way: the page makes the code verifier, and posts it with the code."""
    fields = await read_fields(request)
    if fields.code_verifier is None:
        raise Refusal(400, "invalid_request")
    return await sign_in(request, fields.code, fields.code_verifier)


@app.post("/api/zoom/session/challenge")
async def challenge(session: Session):
    """The other: it is made here, and stays in the session. Zoom's client knows `plain` only: the challenge is the verifier."""
    code_verifier, state = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    session["zoom"] = {
        "code_verifier": code_verifier,
        "state": state,
        "expires_at": time.time() + CODE_VERIFIER_SECONDS,
    }
    return {"codeChallenge": code_verifier, "state": state}


@app.post("/api/zoom/session/token")
async def token_of_session(request: Request, session: Session):
    fields = await read_fields(request)
    kept = session.pop("zoom", None)
    if kept is None or fields.state != kept["state"] or time.time() > kept["expires_at"]:
        raise Refusal(400, "invalid_request")
    return await sign_in(request, fields.code, kept["code_verifier"])


@app.get("/api/zoom/user")
async def user(request: Request):
    await load_session(request)
    if "user" not in request.session:
        raise Refusal(401, "not_signed_in")
    return {"name": request.session["user"]["display_name"]}


async def sign_in(request: Request, code: str, code_verifier: str):
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": code_verifier,
        "redirect_uri": REDIRECT_URI,
    }
    # `data` is the form body; `params` would be the query string, which Zoom refuses.
    tokens = await ask_zoom("POST", TOKEN_URL, auth=CREDENTIALS, data=form)
    bearer = {"authorization": f"Bearer {tokens['access_token']}"}
    user = await ask_zoom("GET", f"{API_URL}/users/me", headers=bearer)
    # A new ID: whoever knew the old one must not be signed in too.
    regenerate_session_id(request)
    tokens["expires_at"] = time.time() + tokens["expires_in"]
    request.session.update(user=user, tokens=tokens)
    return {"name": user["display_name"]}


async def ask_zoom(method: str, url: str, **options) -> dict:
    try:
        async with asyncio.timeout(ZOOM_SECONDS), httpx.AsyncClient(timeout=ZOOM_SECONDS) as zoom:
            reply = await zoom.request(method, url, **options)
            answer = reply.json()
    except (TimeoutError, httpx.TimeoutException):
        raise Refusal(504, "token_request_failed") from None
    except (httpx.HTTPError, ValueError):
        raise Refusal(502, "token_request_failed") from None
    if reply.is_success and isinstance(answer, dict):
        return answer
    error = answer.get("error") if isinstance(answer, dict) else None
    # Not `reason`, which repeats the code.
    print(f"Zoom answered with HTTP status {reply.status_code}: {error}", flush=True)
    raise Refusal(400, error) if error == "invalid_grant" else Refusal(502, "token_request_failed")
