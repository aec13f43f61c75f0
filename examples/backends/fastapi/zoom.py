"""Requests to Zoom: exchanging the code, and reading the user."""

import asyncio
import os

import httpx
from pydantic import BaseModel, Field, ValidationError

from refusal import Refusal

CREDENTIALS = (os.environ["ZOOM_CLIENT_ID"], os.environ["ZOOM_CLIENT_SECRET"])
TOKEN_URL = os.environ.get("ZOOM_TOKEN_URL", "https://zoom.us/oauth/token")
API_URL = os.environ.get("ZOOM_API_URL", "https://api.zoom.us/v2")
TIMEOUT_SECONDS = 10

# The refusals that say nothing about the code: Zoom takes no requests for now.
BUSY = {429: "rate_limited", 503: "unavailable"}


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
    # `data` is the form in the body. `params` would be the query string, which Zoom refuses.
    answer = await send("POST", TOKEN_URL, auth=CREDENTIALS, data=form)
    if answer.is_success:
        return parse(Tokens, answer)
    try:
        error, number = answer.json().get("error"), answer.json().get("errorCode")
    except (ValueError, AttributeError):
        error = number = None
    # `reason` is not logged: it contains the code.
    log(f"Zoom refused: HTTP status {answer.status_code}, error {error!r}, errorCode {number!r}")
    if answer.status_code in BUSY:
        raise Refusal(answer.status_code, BUSY[answer.status_code])
    if error == "invalid_grant":
        raise Refusal(400, "invalid_grant")
    raise Refusal(502, "token_request_failed")


async def fetch_user(access_token: str) -> User:
    headers = {"authorization": f"Bearer {access_token}"}
    return parse(User, await send("GET", f"{API_URL}/users/me", headers=headers))


async def send(method: str, url: str, **options) -> httpx.Response:
    try:
        # A limit for the whole request. The timeout of httpx is for each of its steps.
        async with asyncio.timeout(TIMEOUT_SECONDS), httpx.AsyncClient() as client:
            return await client.request(method, url, **options)
    except (TimeoutError, httpx.HTTPError) as error:
        log(f"Zoom could not be reached: {type(error).__name__}")
        is_timeout = isinstance(error, (TimeoutError, httpx.TimeoutException))
        raise Refusal(504 if is_timeout else 502, "token_request_failed") from None


def parse(model: type[BaseModel], answer: httpx.Response):
    try:
        if answer.is_success:
            return model.model_validate_json(answer.content)
        problem = "an error"
    except ValidationError:
        problem = f"something else than {model.__name__}"
    log(f"Zoom answered with {problem}: HTTP status {answer.status_code}")
    raise Refusal(502, "token_request_failed")


def log(message: str) -> None:
    print(message, flush=True)
