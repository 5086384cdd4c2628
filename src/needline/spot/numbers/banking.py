"""Bank accounts: IBAN by country and length; sort codes, routing and domestic numbers by the words beside them.

An IBAN whose checksum is wrong is a mistyped one and still somebody's: country and length are enough (ISO 13616).
"""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.numbers.cues import Cue
from needline.spot.numbers.lists import listed

# Length of an IBAN by country, from the registry of SWIFT (release 101).
_LENGTHS: Final = MappingProxyType({code[:2]: int(code[2:]) for code in listed("iban")})
_HEAD: Final = Expression(r"[A-Za-z]{2}[0-9]{2}")
_WRITTEN: Final = Expression(r"[A-Za-z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{4}){3,7}(?:[ -]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_SIGN: Final = Expression(r"[ .\-]{0,2}([A-Za-z0-9])")
_LEAST_DIGITS: Final = 10  # the fewest in any country's IBAN


def iban_at(text: str, start: int) -> Finding | None:
    """The IBAN that begins at `start`, in any grouping and case."""
    country = text[start : start + 2].upper()
    length = _LENGTHS.get(country)
    if length is None or not _HEAD.match(text, start):
        return None
    said, end = _characters(text, start, length)
    if len(said) != length or sum(map(str.isdigit, said)) < _LEAST_DIGITS or text[end : end + 1].isalnum():
        return _nearly(text, start, said)
    if _holds(said):
        return Finding(start, end, Found.BANK_ACCOUNT, 0.99, f"an IBAN of {country}; the checksum holds")
    return Finding(start, end, Found.BANK_ACCOUNT, 0.9, f"written as an IBAN of {country}; the checksum is wrong")


def _nearly(text: str, start: int, said: str) -> Finding | None:
    """A written IBAN of which a character is missing or too much, in groups of four or in one piece."""
    plain = _WRITTEN.match(text, start)
    if plain and sum(map(str.isdigit, plain[0])) > max(_LEAST_DIGITS, len(said) - 8):
        return Finding(start, plain.end(), Found.BANK_ACCOUNT, 0.75, "written as an IBAN; its length is wrong")
    return None


def _characters(text: str, start: int, length: int) -> tuple[str, int]:
    """The next `length` letters and digits from `start` on, and where they end."""
    said: list[str] = []
    end = start
    while len(said) < length and (sign := _SIGN.match(text, end)):
        said.append(sign[1].upper())
        end = sign.end()
    return "".join(said), end


def _holds(iban: str) -> bool:
    """Whether the check digits hold (ISO 7064 MOD 97-10)."""
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


_SORT_CODE: Final = Expression(r"[0-9]{2}([- ])[0-9]{2}\1[0-9]{2}|[0-9]{6}|[0-9]{3}-[0-9]{3}")
_YEAR: Final = Expression(r"(?:19|20)[0-9]{2}")


def account(start: int, end: int, digits: str, shape: str, cue: Cue) -> Finding | None:
    """The finding for digits that words call an account; few digits are one only right behind such words."""
    if not 4 <= len(digits) <= 28 or (
        len(digits) < 6 and not (cue.numbered or cue.ending or (cue.words == 1 and not _YEAR.fullmatch(digits)))
    ):
        return None
    score = 0.95 if len(digits) >= 6 else 0.85
    why = "a sort code" if _SORT_CODE.fullmatch(shape) and "-" in shape else "words call it an account"
    return Finding(start, end, Found.BANK_ACCOUNT, score, why)


def unnamed(text: str, start: int, end: int, digits: str) -> Finding | None:
    """Digits alone that are an account by their check digits: a Polish NRB, a Spanish CCC, a Mexican CLABE."""
    if len(digits) == 26 and _holds("PL" + digits):
        return Finding(start, end, Found.BANK_ACCOUNT, 0.99, "a Polish account; the checksum holds")
    if len(digits) == 20 and _ccc_holds(digits):
        return Finding(start, end, Found.BANK_ACCOUNT, 0.97, "a Spanish account; the check digits hold")
    if len(digits) == 18 and _BANKS.match(digits) and _clabe_holds(digits) and text[start:end].isdigit():
        return Finding(start, end, Found.BANK_ACCOUNT, 0.96, "a Mexican CLABE; the check digit holds")
    return None


_BANKS: Final = Expression(r"0[0-7][0-9]|1[0-6][0-9]|6[0-9]{2}|7[0-2][0-9]")  # of Mexico


def _ccc_holds(digits: str) -> bool:
    first = _ccc_digit("00" + digits[:8])
    return f"{first}{_ccc_digit(digits[10:])}" == digits[8:10]


def _ccc_digit(digits: str) -> int:
    """The check digit of ten digits of a Spanish account: weights 2^n modulo 11."""
    rest = 11 - sum(int(digit) * (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)[at] for at, digit in enumerate(digits)) % 11
    return rest if rest < 10 else 11 - rest


def _clabe_holds(digits: str) -> bool:
    total = sum(int(digit) * (3, 7, 1)[at % 3] % 10 for at, digit in enumerate(digits[:17]))
    return (10 - total % 10) % 10 == int(digits[17])


_BIC: Final = Expression(
    r"(?<![A-Za-z0-9])(?:bic|swift)(?:[ /-]?(?:bic|swift|code|no\.?|nr\.?|is|ist|est|es)){0,3}[\s:=\"'*]{1,4}"
    r"([A-Za-z]{6}[A-Za-z0-9]{2}(?:[A-Za-z0-9]{3})?)(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def bics(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # a rule is asked so
    """Bank identifier codes that are called so (ISO 9362)."""
    for match in _BIC.finditer(text):
        if match[1].isupper() or any(map(str.isdigit, match[1])):
            yield Finding(*match.span(1), Found.BANK_ACCOUNT, 0.9, "a BIC, called so")
