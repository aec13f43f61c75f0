"""Adding the app in a browser: the app's own link, and "Add" in the Zoom App Marketplace."""

import base64
import hashlib
import logging
import re

from fastapi import APIRouter, Request, Response
from fastapi.datastructures import URL
from fastapi.responses import RedirectResponse

import sessions
from people import save_person
from refusal import Refusal
from routes.browser_route import BrowserRoute
from settings import AUTHORIZE_URL, CALLBACK_URI, CLIENT_ID, PAGE_URI
from zoom import CODE_PATTERN, exchange_code, request_deep_link

router = APIRouter(route_class=BrowserRoute)
logger = logging.getLogger(__name__)


@router.get("/install")
async def install() -> Response:
    """Sends a browser to Zoom, to add the app."""
    return await start(is_restart=False)


@router.get("/callback")
async def callback(request: Request) -> Response:
    """Signs in, and opens the app in the client. Zoom redirects here with the person's decision."""
    names = ("code", "state", "error", "error_description")
    code, state, error, _ = (read_parameter(request, name) for name in names)
    if not error and not re.fullmatch(CODE_PATTERN, code):
        raise Refusal(400, "invalid_request")
    if error:
        # Any link can have an error. It ends a sign-in only with the state of that sign-in.
        await sessions.drop("install", request, state)
        raise refusal_of(error)
    kept = await sessions.take("install", request)
    if not state:
        # "Add" in the Marketplace leads here without a `state`. A stranger's link can do so too,
        # with the stranger's code: the code is not used, and the sign-in starts anew. If it was
        # started anew just before, something drops the `state`.
        if kept and kept.is_recent_restart():
            raise Refusal(400, "state_missing")
        return await start(is_restart=True)
    if kept is None:
        raise Refusal(400, "session_expired")
    if not kept.has_state(state):
        raise Refusal(400, "state_mismatch")
    tokens = await exchange_code(code, kept.code_verifier, CALLBACK_URI)
    person = await save_person(tokens)
    response = await redirect_to_app(tokens.access_token)
    await sessions.start(request, response, person)
    return response


async def start(is_restart: bool) -> Response:
    """Begins a sign-in with the challenge method S256, which Zoom supports for the web redirect."""
    kept = sessions.Kept(is_restart=is_restart)
    digest = hashlib.sha256(kept.code_verifier.encode()).digest()
    url = URL(AUTHORIZE_URL).include_query_params(
        response_type="code",
        client_id=CLIENT_ID,
        redirect_uri=CALLBACK_URI,
        state=kept.state,
        code_challenge=base64.urlsafe_b64encode(digest).decode().rstrip("="),
        code_challenge_method="S256",
    )
    response = RedirectResponse(url, 302)
    await sessions.keep("install", response, kept)
    return response


def read_parameter(request: Request, name: str) -> str:
    """Returns a parameter of the redirect, or an empty text if it is left out."""
    values = request.query_params.getlist(name)
    if len(values) > 1:
        raise Refusal(400, "invalid_request")
    return "".join(values)


def refusal_of(error: str) -> Refusal:
    """Returns the refusal for an error of Zoom's, without its words: any link may have others."""
    if error == "access_denied":
        return Refusal(403, "access_denied")
    logger.warning("Zoom's page for consent answered with the error %.100r", error)
    return Refusal(502, "authorization_failed")


async def redirect_to_app(access_token: str) -> Response:
    """Opens the app in the client, or the page if Zoom has no link for it.

    The person is signed in all the same.
    """
    try:
        return RedirectResponse(await request_deep_link(access_token), 303)
    except Refusal:
        return RedirectResponse(PAGE_URI, 303)
