"""Opening the app: the app context says who has opened it.

Zoom sends it with the request for the app's Home URL, and the page gets it from
`zoomSdk.getAppContext()`.
"""

import logging

from fastapi import APIRouter, Request, Response

import sessions
from app_context import AppContext, decrypt_app_context
from people import Person, find_person
from refusal import Refusal
from settings import CLIENT_ID, CLIENT_SECRET

router = APIRouter()
logger = logging.getLogger(__name__)


# A page of another origin cannot send this header without a preflight, which is not answered.
@router.post("/context")
async def context(request: Request, response: Response):
    """Signs in the person whom the context names, if the person has signed in before."""
    try:
        person = await who_opens(request)
    except Refusal as refusal:
        # The session may be of another person. Without the header, the request may be another page's.
        if refusal.error != "no_context":
            await sessions.end(request)
        raise
    await sessions.start(request, response, person)
    return {"name": person.name}


async def who_opens(request: Request) -> Person:
    opened = read_context(request)
    if opened.uid is None:
        raise Refusal(401, "guest")
    person = await find_person(opened.uid)
    if person is None:
        raise Refusal(401, "not_signed_in")
    return person


def read_context(request: Request) -> AppContext:
    header = request.headers.get("x-zoom-app-context")
    try:
        return decrypt_app_context(header, CLIENT_ID, CLIENT_SECRET)
    except Refusal as refusal:
        if refusal.error == "wrong_secret":
            logger.warning("An app context does not fit ZOOM_CLIENT_SECRET, or was altered")
        if refusal.error == "wrong_audience":
            logger.warning("An app context is for another app than ZOOM_CLIENT_ID")
        raise
