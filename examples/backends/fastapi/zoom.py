"""What is asked of Zoom."""

import asyncio
import os

import httpx
from pydantic import BaseModel, Field, ValidationError

from refusal import Refusal

CREDENTIALS = (os.environ["ZOOM_CLIENT_ID"], os.environ["ZOOM_CLIENT_SECRET"])
TOKEN_URL = os.environ.get("ZOOM_TOKEN_URL", "https://zoom.us/oauth/token")
API_URL = os.environ.get("ZOOM_API_URL", "https://api.zoom.us/v2")
TIMEOUT_SECONDS = 10


class Tokens(BaseModel):
    access_token: str = Field(min_length=1)
    refresh_token: str | None = None
    expires_in: int = 3600


class User(BaseModel):
    id: str
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""

    @property
    def name(self) -> str:
        return self.display_name or f"{self.first_name} {self.last_name}".strip()


async def exchange_code(code: str, code_verifier: str, redirect_uri: str) -> Tokens:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": code_verifier,
        "redirect_uri": redirect_uri,
    }
    # `data` is the form body; `params` would be the query string, which Zoom refuses.
    reply = await ask("POST", TOKEN_URL, auth=CREDENTIALS, data=form)
    if reply.is_success:
        return read(Tokens, reply)
    try:
        error, number = reply.json().get("error"), reply.json().get("errorCode")
    except (ValueError, AttributeError):
        error = number = None
    # Not `reason`, which repeats the code.
    print(f"Zoom refused: HTTP status {reply.status_code}, error {error!r}, errorCode {number!r}", flush=True)
    raise Refusal(400, "invalid_grant") if error == "invalid_grant" else Refusal(502, "token_request_failed")


async def fetch_user(access_token: str) -> User:
    reply = await ask("GET", f"{API_URL}/users/me", headers={"authorization": f"Bearer {access_token}"})
    return read(User, reply)


async def ask(method: str, url: str, **options) -> httpx.Response:
    try:
        # A limit for all of it: httpx's own is for each step.
        async with asyncio.timeout(TIMEOUT_SECONDS), httpx.AsyncClient() as client:
            return await client.request(method, url, **options)
    except (TimeoutError, httpx.HTTPError) as error:
        print(f"Zoom was not reached: {type(error).__name__}", flush=True)
        is_slow = isinstance(error, (TimeoutError, httpx.TimeoutException))
        raise Refusal(504 if is_slow else 502, "token_request_failed") from None


def read(model: type[BaseModel], reply: httpx.Response):
    try:
        if reply.is_success:
            return model.model_validate_json(reply.content)
        problem = "an error"
    except ValidationError:
        problem = f"no {model.__name__}"
    print(f"Zoom answered with {problem}: HTTP status {reply.status_code}", flush=True)
    raise Refusal(502, "token_request_failed")
