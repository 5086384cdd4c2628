"""The two factors of a sign-in: what somebody knows, and what somebody has.

Passwords are kept as argon2id (RFC 9106) with the numbers of OWASP's Password Storage Cheat Sheet: 19 MiB, two
passes, one lane. They are brought to NFC first, so that an ü is an ü on every keyboard (SP 800-63B-4 section
3.1.1.2). Codes are those of RFC 6238 as authenticator apps make them: six digits, a step of 30 seconds; one step
early or late will do (section 5.2).
"""

import asyncio
import hmac
import re
import secrets
import unicodedata
from base64 import b32encode
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pyotp import TOTP

SECRET = 16  # bytes at least; RFC 4226 requirement 6

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Beside the event loop and two at a time: a burst of sign-ins takes neither all cores nor all memory.
_BESIDE = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
_LONGEST = 1024  # characters of a password; more is never right
_CODE = re.compile(r"[0-9]{6}")


async def hashed(password: str) -> str:
    """How `password` is kept. Costs 20 to 40 ms of one core."""
    return await asyncio.get_running_loop().run_in_executor(_BESIDE, _HASHER.hash, _bytes(password))


async def is_password(kept: str, said: str) -> bool:
    """Whether `said` is the password that is `kept`. Always costs one hash."""
    return await asyncio.get_running_loop().run_in_executor(_BESIDE, _verified, kept, _bytes(said))


@cache
def of_nobody() -> str:
    """A kept password that nothing is right for, so that an unknown name costs what a known one costs."""
    return _HASHER.hash(secrets.token_bytes(32))


def digits(said: str) -> str:
    """The code in what somebody typed, or nothing.

    >>> digits(" 123 456 ")
    '123456'
    >>> digits("١٢٣٤٥٦")
    ''
    """
    bare = "".join(said.split())
    return bare if _CODE.fullmatch(bare) else ""


def step(secret: bytes, said: str, at: float, after: int) -> int | None:
    """The 30-second step whose code is `said`, if it is near `at` and later than the step `after`."""
    app = TOTP(b32encode(secret).decode())
    now = app.timecode(at)
    near = [one for one in (now - 1, now, now + 1) if one >= 0]
    right = [one for one in near if hmac.compare_digest(app.generate_otp(one), digits(said))]
    return next((one for one in right if one > after), None)


def _bytes(password: str) -> bytes:
    text = password if len(password) <= _LONGEST else ""
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")


def _verified(kept: str, said: bytes) -> bool:
    try:
        return _HASHER.verify(kept, said)
    except (VerificationError, InvalidHashError):
        return False
