"""From bytes to text, and what to say when that does not go.

A lone surrogate (half of a character, which JSON can write and UTF-8 cannot) becomes U+FFFD: as long, so that
offsets stay true.
"""

import re

_HALF = re.compile("[\ud800-\udfff]")
NOT_UTF8 = "not UTF-8"
BINARY = "binary, no text"


def whole(text: str) -> str:
    """The text without halves of characters."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def plain_ink(text: str) -> bytes:
    """The text in UTF-8."""
    return whole(text).encode()


def wrong_with(raw: bytes) -> str:
    """What is said of bytes that are no UTF-8: that they are none, or that they are no text at all."""
    return BINARY if b"\0" in raw else NOT_UTF8
