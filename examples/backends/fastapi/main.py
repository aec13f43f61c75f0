"""A Zoom App's backend on FastAPI.

Sessions are in Redis, so any number of instances can run behind a load balancer.
"""

import logging

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

import sessions
from access_log import drop_query
from refusal import Refusal
from routes import adding_the_app, in_client, opening_the_app

NO_STORE = {"cache-control": "no-store"}

logging.getLogger("uvicorn.access").addFilter(drop_query)


async def forbid_caching(response: Response) -> None:
    response.headers.update(NO_STORE)


# A redirect from `/callback/` to `/callback` would repeat the code in its URL.
app = FastAPI(openapi_url=None, redirect_slashes=False, dependencies=[Depends(forbid_caching)])
for module in (in_client, adding_the_app, opening_the_app):
    app.include_router(module.router, prefix="/api/zoom")


@app.get("/api/zoom/session")
async def user(request: Request):
    """Answers who is signed in."""
    person = await sessions.find_signed_in(request)
    if person is None:
        raise Refusal(401, "not_signed_in")
    return {"name": person.name}


@app.exception_handler(Refusal)
async def answer_refusal(_request: Request, refusal: Refusal):
    return JSONResponse({"error": refusal.error}, refusal.status, NO_STORE)


@app.exception_handler(HTTPException)
async def answer_http_exception(request: Request, error: HTTPException):
    """Answers a path or a method that there is no route for."""
    response = await http_exception_handler(request, error)
    response.headers.update(NO_STORE)
    return response


@app.exception_handler(Exception)
async def answer_exception(_request: Request, _error: Exception):
    return JSONResponse({"error": "server_error"}, 500, NO_STORE)
