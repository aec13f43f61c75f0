"""Routes that a browser opens, and not the `fetch` of a page."""

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.datastructures import URL
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from refusal import Refusal
from routes.navigation import check_navigation
from settings import PAGE_URI

# The URL of a callback has the code: no cache may keep it, and no page that follows may get it.
HEADERS = {"cache-control": "no-store", "referrer-policy": "no-referrer"}

logger = logging.getLogger(__name__)


class BrowserRoute(APIRoute):
    """After a failure the browser goes to the page, which gets the error as a parameter.

    Requests that are not a person's navigation are refused, before anything else.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_for_browser(request: Request) -> Response:
            check_navigation(request)
            try:
                response = await handle(request)
            except Refusal as refusal:
                logger.warning("The app was not added: %s", refusal.error)
                response = redirect_to_page(refusal.error)
            except Exception:
                logger.exception("The app was not added")
                response = redirect_to_page("server_error")
            response.headers.update(HEADERS)
            return response

        return handle_for_browser


def redirect_to_page(error: str) -> Response:
    return RedirectResponse(URL(PAGE_URI).include_query_params(error=error), 303)
