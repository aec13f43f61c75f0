"""Signing in within the Zoom client: the page posts the code that it got there."""

from typing import Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, ValidationError

import sessions
from people import save_person
from refusal import Refusal
from settings import ORIGIN, PAGE_URI
from zoom import CODE_PATTERN, exchange_code

MAX_BODY_BYTES = 40 * 1024


async def check_origin(request: Request) -> None:
    """Refuses requests from other origins.

    Another page could otherwise post a code of its own and sign the person in as another user
    (RFC 6749, section 10.12).
    """
    if request.headers.get("origin") != ORIGIN:
        raise Refusal(403, "forbidden_origin")


router = APIRouter(dependencies=[Depends(check_origin)])


class Fields(BaseModel):
    """The JSON that `forward` of zoom-pkce posts.

    Its values are secrets: no message may contain them.
    """

    code: str = Field(pattern=CODE_PATTERN)
    code_verifier: str | None = Field(None, pattern=r"^[A-Za-z0-9._~-]{43,128}$")
    redirect_uri: Literal[PAGE_URI]
    state: str | None = None


@router.post("/token")
async def token(request: Request, response: Response):
    """Signs in with the code verifier of the page, which posts it with the code."""
    fields = await read_fields(request)
    if fields.code_verifier is None:
        raise Refusal(400, "invalid_request")
    return await sign_in(request, response, fields.code, fields.code_verifier)


@router.post("/session/challenge")
async def session_challenge(response: Response):
    """Makes a code verifier, keeps it, and answers with its challenge.

    Zoom's client supports only the challenge method `plain`: the challenge is the verifier itself.
    """
    kept = sessions.Kept()
    await sessions.keep("sign-in", response, kept)
    return {"codeChallenge": kept.code_verifier, "state": kept.state}


@router.post("/session/token")
async def session_token(request: Request, response: Response):
    """Signs in with the code verifier that `session_challenge` has kept."""
    fields = await read_fields(request)
    kept = await sessions.take("sign-in", request)
    if kept is None or not kept.has_state(fields.state or ""):
        raise Refusal(400, "invalid_request")
    return await sign_in(request, response, fields.code, kept.code_verifier)


async def sign_in(request: Request, response: Response, code: str, code_verifier: str):
    tokens = await exchange_code(code, code_verifier, PAGE_URI)
    person = await save_person(tokens)
    await sessions.start(request, response, person)
    return {"name": person.name}


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
