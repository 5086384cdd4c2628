"""The customers of these tests, what they know and have, and the steps they take."""

from base64 import b32encode
from collections.abc import Iterable
from pathlib import Path

from pyotp import TOTP

from needline.customers import Failed, Next, SignIn, Why
from needline.estate.model import Assurance
from tests.clock import Clock

ONE, TWO = Assurance.ONE_FACTOR, Assurance.TWO_FACTOR
ANNA, BARE, APP, GHOST = "anna", "bare", "app", "unknown-0123456789abcdef"
PASSWORD = "correct horse battery"
SECRET = b"a secret of twenty by"
WRONG, SPENT, GONE = (Failed(why=why) for why in (Why.WRONG, Why.SPENT, Why.GONE))
CODE = Next(needs=("code",))


async def enrol(sign_in: SignIn) -> None:
    """Anna has a password, Bare nothing, App a password and an authenticator."""
    await sign_in.enrol(ANNA, PASSWORD)
    await sign_in.enrol(BARE, "")
    await sign_in.enrol(APP, PASSWORD, SECRET)


def of_app(clock: Clock) -> str:
    return TOTP(b32encode(SECRET).decode()).at(clock.now)


def other(right: str, by: int = 1) -> str:
    return f"{(int(right) + by) % 10**6:06d}"


async def sent(sign_in: SignIn, token: str) -> str:
    code = await sign_in.new_code(token)
    assert code is not None
    return code


async def passed(sign_in: SignIn, subject: str = ANNA, *, contact: str = "c-1") -> str:
    """The token of a link whose password step is done."""
    token = await sign_in.invite(contact, subject, TWO)
    assert await sign_in.password(token, None, PASSWORD) == CODE
    return token


async def fail(sign_in: SignIn, subject: str, times: int) -> None:
    token = await sign_in.invite("c-fail", subject, TWO)
    for _ in range(times):
        assert await sign_in.password(token, None, "wrong password") == WRONG


def found(folder: Path, texts: Iterable[str]) -> list[str]:
    """Which of the texts stand in clear in a file of the folder."""
    on_disk = b"".join(path.read_bytes() for path in folder.iterdir())
    return [text for text in texts if text.encode() in on_disk]
