"""Tests the app context of examples/backends/fastapi with app-contexts.json.

The contexts in that file were made in several languages. Each language decrypts all, and makes its
own again.
"""

import base64
import hashlib
import json
import unittest
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app_context import decrypt_app_context
from refusal import Refusal

VECTORS = json.loads(Path(__file__).with_name("app-contexts.json").read_text("utf-8"))
APP = (VECTORS["client_id"], VECTORS["client_secret"])


def encrypt(made: dict) -> str:
    iv, additional_data = bytes.fromhex(made["iv"]), bytes.fromhex(made["additional_data"])
    content = made["content"].encode()
    key = hashlib.sha256(VECTORS["client_secret"].encode()).digest()
    parts = [
        len(iv).to_bytes(1, "little") + iv,
        len(additional_data).to_bytes(2, "little") + additional_data,
        len(content).to_bytes(4, "little") + AESGCM(key).encrypt(iv, content, additional_data),
    ]
    # With padding.
    return base64.urlsafe_b64encode(b"".join(parts)).decode()


class AppContexts(unittest.TestCase):
    def test_of_every_language_are_decrypted(self):
        for made in VECTORS["valid"]:
            with self.subTest(made["name"]):
                context = decrypt_app_context(made["context"], *APP, now=VECTORS["now"])
                self.assertEqual(context.model_dump(exclude_none=True), json.loads(made["content"]))

    def test_of_python_are_made_here(self):
        own = [made for made in VECTORS["valid"] if made["made_by"] == "python"]
        self.assertTrue(own)
        for made in own:
            self.assertEqual(encrypt(made), made["context"], made["name"])

    def test_that_are_refused(self):
        for refused in VECTORS["refused"]:
            with self.subTest(refused["name"]), self.assertRaises(Refusal) as raised:
                decrypt_app_context(refused["context"], *APP, now=VECTORS["now"])
            self.assertEqual(raised.exception.error, refused["error"], refused["name"])

    def test_a_header_that_is_missing(self):
        with self.assertRaises(Refusal) as raised:
            decrypt_app_context(None, *APP)
        self.assertEqual(raised.exception.error, "no_context")


if __name__ == "__main__":
    unittest.main()
