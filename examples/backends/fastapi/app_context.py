"""The app context: who opens the app, and where.

Zoom sends it with the request for the app's Home URL, as the header `x-zoom-app-context`. A page
gets the same text from `zoomSdk.getAppContext()`.
"""

import base64
import hashlib
import re
import time
from typing import Annotated, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from refusal import Refusal

MAX_CHARS = 16384
TAG_BYTES = 16
# What AES-GCM takes on every platform.
IV_BYTES = (12, 16)
BASE64 = re.compile(r"([A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}")

Text = Annotated[str, Field(strict=True, min_length=1)]
Milliseconds = Annotated[float, Field(strict=True, allow_inf_nan=False)]
OptionalText = Annotated[
    str | None, BeforeValidator(lambda value: value if isinstance(value, str) and value else None)
]


class AppContext(BaseModel, extra="allow"):
    """What a context holds. Fields that are not listed here are kept as they are."""

    typ: Text
    aud: Text
    iss: Literal["marketplace.zoom.us"]
    ts: Milliseconds
    exp: Milliseconds
    # A guest's context has none.
    uid: OptionalText = None
    # The action of a deep link. A person can write it: it may be JSON, or anything else.
    act: OptionalText = None


def decrypt_app_context(
    header: str | None, client_id: str, client_secret: str, now: float | None = None
) -> AppContext:
    """Decrypts and checks a context. `now` is a time in milliseconds since the epoch.

    Raises a `Refusal` with an `error` of these:

    - `no_context`: the header is missing;
    - `invalid_context`: it does not have the form of a context, or holds something else;
    - `wrong_secret`: it is encrypted with another client secret, or was altered;
    - `wrong_audience`: it is for another client ID;
    - `context_expired`: its time is over, about two minutes after it was made.
    """
    if not header:
        raise Refusal(401, "no_context")
    iv, additional_data, sealed = read_layout(header)
    key = hashlib.sha256(client_secret.encode()).digest()
    try:
        content = AESGCM(key).decrypt(iv, sealed, additional_data)
    except InvalidTag:
        raise Refusal(401, "wrong_secret") from None
    try:
        context = AppContext.model_validate_json(content)
    except ValidationError:
        raise INVALID from None
    if context.aud != client_id:
        raise Refusal(401, "wrong_audience")
    if (time.time() * 1000 if now is None else now) >= context.exp:
        raise Refusal(401, "context_expired")
    return context


def read_layout(header: str) -> tuple[bytes, bytes, bytes]:
    """Returns the IV, the additional data, and the ciphertext with the tag after it.

    Each of the three has its length before it, in 1, 2 and 4 bytes, little-endian. The length of
    the ciphertext does not count the tag.
    """
    if len(header) > MAX_CHARS or not BASE64.fullmatch(header):
        raise INVALID
    digits = header.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        rest = base64.urlsafe_b64decode(digits + "=" * (-len(digits) % 4))
    except ValueError:
        raise INVALID from None

    def take(length: int) -> bytes:
        nonlocal rest
        if length > len(rest):
            raise INVALID
        part, rest = rest[:length], rest[length:]
        return part

    def take_number(size: int) -> int:
        return int.from_bytes(take(size), "little")

    iv = take(take_number(1))
    additional_data = take(take_number(2))
    sealed = take(take_number(4) + TAG_BYTES)
    if rest or len(iv) not in IV_BYTES:
        raise INVALID
    return iv, additional_data, sealed


INVALID = Refusal(401, "invalid_context")
