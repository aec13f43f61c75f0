"""The settings, which are environment variables."""

import os
from urllib.parse import urljoin, urlsplit

CLIENT_ID = os.environ["ZOOM_CLIENT_ID"]
CLIENT_SECRET = os.environ["ZOOM_CLIENT_SECRET"]

# The URL of the page, where people sign in within the Zoom client.
PAGE_URI = os.environ["ZOOM_REDIRECT_URI"]
ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(PAGE_URI))
# The URL that Zoom redirects to after a person has added the app.
CALLBACK_URI = urljoin(PAGE_URI, "/api/zoom/callback")

TOKEN_URL = os.environ.get("ZOOM_TOKEN_URL", "https://zoom.us/oauth/token")
# Zoom's page for the person's consent.
AUTHORIZE_URL = urljoin(TOKEN_URL, "authorize")
API_URL = os.environ.get("ZOOM_API_URL", "https://api.zoom.us/v2")
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379")
