"""Passwords and the codes of apps."""

import asyncio
import unicodedata

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from hypothesis import given
from hypothesis import strategies as st

from needline.factors import digits, hashed, is_password, of_nobody, step

SECRET = b"12345678901234567890"  # RFC 6238 appendix B
# The last six of the eight digits that RFC 6238 appendix B gives for SHA-1.
KNOWN = (
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
)


@pytest.mark.parametrize(("at", "code"), KNOWN)
def test_codes_are_those_of_rfc_6238(at: int, code: str) -> None:
    assert step(SECRET, code, at, 0) == at // 30


@pytest.mark.parametrize(("late", "right"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_code_may_be_one_step_early_or_late(late: int, right: bool) -> None:
    at = 1234567890
    assert (step(SECRET, "005924", at + late, 0) == at // 30) is right


def test_a_step_that_was_used_is_not_right_again() -> None:
    assert step(SECRET, "287082", 59, 0) == 1
    assert step(SECRET, "287082", 59, 1) is None


@pytest.mark.parametrize("kept", [hashed, None])
def test_passwords_are_argon2id_with_the_numbers_of_owasp(kept: object) -> None:
    numbers = extract_parameters(asyncio.run(hashed("correct horse")) if kept else of_nobody())
    assert (numbers.type, numbers.memory_cost, numbers.time_cost, numbers.parallelism) == (Type.ID, 19456, 2, 1)


PASSWORDS = (
    ("correct horse", "correct horse", True),
    ("correct horse", "correct horsf", False),
    ("correct horse", "correct horse ", False),
    ("pässwörter", unicodedata.normalize("NFD", "pässwörter"), True),
    ("correct horse", "", False),
    ("x" * 1025, "x" * 1025 + "y", True),  # both too long: kept as nothing, which nobody may enrol
    ("\ud800 lone", "\ud800 lone", True),
)


@pytest.mark.parametrize(("password", "said", "right"), PASSWORDS)
def test_a_password_is_right_when_it_is_the_same_text(password: str, said: str, right: bool) -> None:
    async def play() -> bool:
        return await is_password(await hashed(password), said)

    assert asyncio.run(play()) is right


@pytest.mark.parametrize("said", ["", "password", "correct horse"])
def test_nothing_is_the_password_of_nobody(said: str) -> None:
    assert not asyncio.run(is_password(of_nobody(), said))


def test_a_hash_that_is_none_fits_nothing() -> None:
    assert not asyncio.run(is_password("rubbish", "correct horse"))


@given(st.text())
def test_a_code_is_six_plain_digits_or_nothing(said: str) -> None:
    code = digits(said)
    assert code == "" or (len(code) == 6 and code.isascii() and code.isdigit())
