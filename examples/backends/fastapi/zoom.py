"""Requests to Zoom: exchanging the code, reading the user, and asking for a deep link."""

import asyncio
import logging
from typing import Annotated, TypeVar

import httpx
from pydantic import AfterValidator, AnyUrl, BaseModel, Field, ValidationError

from refusal import Refusal
from settings import API_URL, CLIENT_ID, CLIENT_SECRET, TOKEN_URL

CODE_PATTERN = r"^[\x21-\x7e]{1,4096}$"
TIMEOUT_SECONDS = 10

# The refusals that say nothing about the code: Zoom takes no requests for now.
BUSY = {429: "rate_limited", 503: "unavailable"}

Model = TypeVar("Model", bound=BaseModel)
logger = logging.getLogger(__name__)


def forbid_script(url: AnyUrl) -> AnyUrl:
    """Refuses a URL that would run in the page that shows it."""
    if url.scheme in ("javascript", "data", "blob", "vbscript"):
        raise ValueError("The URL is a script")
    return url


class Tokens(BaseModel):
    access_token: str = Field(min_length=1)
    refresh_token: str | None = None
    expires_in: int = 3600


class User(BaseModel):
    id: str = Field(min_length=1)
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""

    @property
    def name(self) -> str:
        return self.display_name or f"{self.first_name} {self.last_name}".strip()


class DeepLink(BaseModel):
    deeplink: Annotated[AnyUrl, AfterValidator(forbid_script)]


async def exchange_code(code: str, code_verifier: str, redirect_uri: str) -> Tokens:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": code_verifier,
        "redirect_uri": redirect_uri,
    }
    # `data` is the form in the body. `params` would be the query string, which Zoom refuses.
    answer = await send("POST", TOKEN_URL, auth=(CLIENT_ID, CLIENT_SECRET), data=form)
    if answer.is_success:
        return parse(Tokens, answer)
    try:
        error, number = answer.json().get("error"), answer.json().get("errorCode")
    except (ValueError, AttributeError):
        error = number = None
    # `reason` is not logged: it contains the code.
    logger.warning(
        "Zoom refused: HTTP status %d, error %r, errorCode %r", answer.status_code, error, number
    )
    if answer.status_code in BUSY:
        raise Refusal(answer.status_code, BUSY[answer.status_code])
    if error == "invalid_grant":
        raise Refusal(400, "invalid_grant")
    raise Refusal(502, "token_request_failed")


async def fetch_user(access_token: str) -> User:
    return await ask_api(User, "GET", "/users/me", access_token)


async def request_deep_link(access_token: str) -> str:
    """Returns a URL that opens the app in the Zoom client. Its context has the action as `act`."""
    action = {"action": "added"}
    link = await ask_api(DeepLink, "POST", "/zoomapp/deeplink", access_token, json=action)
    return str(link.deeplink)


async def ask_api(
    model: type[Model], method: str, path: str, access_token: str, **options
) -> Model:
    headers = {"authorization": f"Bearer {access_token}"}
    return parse(model, await send(method, API_URL + path, headers=headers, **options))


async def send(method: str, url: str, **options) -> httpx.Response:
    try:
        # A limit for the whole request. The timeout of httpx is for each of its steps.
        async with asyncio.timeout(TIMEOUT_SECONDS), httpx.AsyncClient() as client:
            return await client.request(method, url, **options)
    except (TimeoutError, httpx.HTTPError) as error:
        logger.warning("Zoom could not be reached: %s", type(error).__name__)
        is_timeout = isinstance(error, (TimeoutError, httpx.TimeoutException))
        raise Refusal(504 if is_timeout else 502, "token_request_failed") from None


def parse(model: type[Model], answer: httpx.Response) -> Model:
    try:
        if answer.is_success:
            return model.model_validate_json(answer.content)
        problem = "an error"
    except ValidationError:
        problem = f"something else than {model.__name__}"
    path, status = answer.url.path, answer.status_code
    logger.warning("Zoom answered %s with %s: HTTP status %d", path, problem, status)
    raise Refusal(502, "token_request_failed")
