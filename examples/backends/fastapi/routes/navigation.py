"""Navigations: the requests by which a person opens a page in a tab or a window."""

from fastapi import Request

from refusal import Refusal


def check_navigation(request: Request) -> None:
    """Refuses what a page or the browser loads by itself: images, frames, scripts and prefetches.

    They could use up or replace a sign-in that is under way. No page can write these headers. A
    request without them, of an older browser or of curl, is accepted.
    """
    headers = request.headers
    destination = headers.get("sec-fetch-dest", "document")
    # A service worker that passes a navigation on leaves the destination empty.
    is_passed_on = destination == "empty" and headers.get("sec-fetch-mode") == "navigate"
    is_page = destination == "document" or is_passed_on
    # Such as `prefetch;prerender`. Older browsers call the header Purpose.
    purposes = headers.get("sec-purpose", "") + headers.get("purpose", "")
    if not is_page or "prefetch" in purposes:
        raise Refusal(403, "navigation_required")
