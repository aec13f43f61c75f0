"""Tests the modules of examples/backends/fastapi. Its settings are those of fastapi.test.js."""

import logging
import time
import unittest

import httpx

import settings
from access_log import drop_query
from main import app
from refusal import Refusal
from sessions import Kept
from zoom import DeepLink, parse

CODE = "a-code-of-zoom"
FAILED = "https://app.example.com/page?tab=1&error=server_error#/home"


class Settings(unittest.TestCase):
    def test_addresses_that_follow_from_others(self):
        self.assertEqual(settings.ORIGIN, "https://app.example.com")
        self.assertEqual(settings.CALLBACK_URI, "https://app.example.com/api/zoom/callback")
        self.assertEqual(settings.AUTHORIZE_URL, "https://zoom.example.com/oauth/authorize")


class AddingTheApp(unittest.IsolatedAsyncioTestCase):
    async def test_without_redis_the_browser_comes_to_the_page(self):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=settings.ORIGIN) as browser:
            for path in ("install", f"callback?code={CODE}&state=a-state"):
                with self.assertLogs("routes.browser_route", "ERROR") as logs:
                    answer = await browser.get(f"/api/zoom/{path}")
                self.assertEqual((answer.status_code, answer.headers["location"]), (303, FAILED))
                self.assertEqual(answer.headers["cache-control"], "no-store")
                self.assertEqual(answer.headers["referrer-policy"], "no-referrer")
                printed = "\n".join(logs.output)
                self.assertIn("redis.exceptions.ConnectionError", printed)
                self.assertNotIn(CODE, printed)


class Restarts(unittest.TestCase):
    def test_are_recent_for_30_seconds(self):
        self.assertTrue(Kept(is_restart=True).is_recent_restart())
        self.assertFalse(Kept(is_restart=False).is_recent_restart())
        for seconds, is_recent in ((20, True), (30, False)):
            kept = Kept(is_restart=True, started_at=time.time() - seconds)
            # As Redis gives it back.
            kept = Kept.model_validate_json(kept.model_dump_json())
            self.assertEqual(kept.is_recent_restart(), is_recent, seconds)


class DeepLinks(unittest.TestCase):
    def test_that_are_absolute_and_no_script_are_taken(self):
        for link in ("https://zoom.us/launch/a?b=c#d", "zoommtg://zoom.us/join?action=added"):
            self.assertEqual(str(self.read({"deeplink": link}).deeplink), link)
        scripts = ["javascript:a", " JavaScript:a", "java\nscript:a"]
        scripts += ["data:,a", "blob:a", "vbscript:a"]
        for link in (*scripts, "/page", "//zoom.us/", "", None, 1):
            with self.subTest(link), self.assertRaises(Refusal), self.assertLogs("zoom"):
                self.read({"deeplink": link})

    def read(self, answer: dict) -> DeepLink:
        request = httpx.Request("POST", f"{settings.API_URL}/zoomapp/deeplink")
        return parse(DeepLink, httpx.Response(200, json=answer, request=request))


class AccessLog(unittest.TestCase):
    def test_has_no_query(self):
        for path in ("/api/zoom/callback", f"/api/zoom/callback?code={CODE}?&state=a-state"):
            # As uvicorn makes it.
            args = ("127.0.0.1:1", "GET", path, "1.1", 303)
            text = '%s - "%s %s HTTP/%s" %d'
            record = logging.LogRecord("uvicorn.access", logging.INFO, "", 0, text, args, None)
            self.assertTrue(drop_query(record))
            expected = '127.0.0.1:1 - "GET /api/zoom/callback HTTP/1.1" 303'
            self.assertEqual(record.getMessage(), expected)


if __name__ == "__main__":
    unittest.main()
