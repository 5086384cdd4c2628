"""What the values of a column look like: checksums, shapes, and the share of values that have them.

Evidence holds counts and one shape such as `Aa 00` or `a@a.a`; it cannot be turned back into a value.
"""

import ipaddress
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

import phonenumbers
from msgspec import Struct
from stdnum import iban, luhn

from needline.discover.tokens import listed


class Look(StrEnum):
    """What a value by itself looks like, as a reason says it of many."""

    EMAIL = "e-mail addresses"
    CARD = "card numbers (the checksum holds)"
    IBAN = "bank accounts (the checksum holds)"
    PHONE = "phone numbers"
    IP = "IP addresses"
    HASH = "hashed passwords"
    SSN = "social security numbers"
    UUID = "UUIDs"
    YES_NO = "yes or no"
    DATE = "dates"
    NUMBER = "numbers"
    URL = "links"
    JSON = "JSON"
    PROSE = "sentences"
    WORDS = "words"


class Evidence(Struct, frozen=True, kw_only=True):
    """What a sample says of one column."""

    rows: int
    filled: int  # rows with a value
    distinct: int
    shares: Mapping[Look, float]  # of the distinct values
    shape: str = ""  # the commonest one
    years: tuple[int, ...] = ()  # of dates, in order

    def share(self, look: Look) -> float:
        """The share of the distinct values that look so."""
        return self.shares.get(look, 0.0)


ENOUGH = 5  # distinct values, before a share means anything
_MOST = 1_000
_EMAIL = re.compile(r"(?:[^<>@\"]{0,80}<)?[^\s@<>,;]{1,64}@[^\s@<>,;]+\.[^\W\d_]{2,}>?")
_SPLIT = re.compile(r"\s*[,;]\s*")
_CARD = re.compile(r"[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}|3\d{3}[ -]?\d{6}[ -]?\d{5}")
_IBAN = re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}")
_PHONE = re.compile(r"\+?[\d(][\d ()./-]{5,22}\d(?: ?(?:x|ext\.?) ?\d{1,6})?")
_IP = re.compile(r"[\da-fA-F:.]{3,45}(?:/\d+)?")
_HASH = re.compile(r"\$(?:2[abxy]|argon2\w*|[156y]|P|pbkdf2\S*)\$\S{15,}|pbkdf2_\w+\$\S+|\{?(?:SSHA|bcrypt)\}\S+")
_SSN = re.compile(r"\d{3}-\d{2}-\d{4}")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_YES_NO = listed("""
    0 1 true false t f y n yes no ja nein oui non si
""")
_DATE = re.compile(r"((?:19|20)\d\d)-\d\d?-\d\d?(?:[ T].*)?|\d\d?[./]\d\d?[./]((?:19|20)\d\d)")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_URL = re.compile(r"https?://\S+|www\.\S+")
_PROSE = 5  # words
_WORDS = re.compile(r"[^\W\d_]+(?:[ '.-]{1,2}[^\W\d_]+)*\.?")


def evidence(values: Iterable[str | None]) -> Evidence:
    """What the values look like."""
    rows = list(values)
    filled = [value.strip() for value in rows if value is not None and value.strip()]
    distinct = list(dict.fromkeys(filled))[:_MOST]
    looks = Counter(looked for value in distinct for looked in (look(value),) if looked is not None)
    shares = {look: number / len(distinct) for look, number in looks.items()}
    shapes = Counter(map(shape, distinct)).most_common(1)
    return Evidence(
        rows=len(rows), filled=len(filled), distinct=len(distinct), shares=shares,
        shape=shapes[0][0] if shapes else "", years=tuple(sorted(filter(None, map(_year, distinct)))),
    )  # fmt: skip


def look(value: str) -> Look | None:
    """What one value looks like; the first that fits.

    >>> look("4111 1111 1111 1111"), look("2024-05-01"), look("+44 20 7946 0018")
    (<Look.CARD: 'card numbers (the checksum holds)'>, <Look.DATE: 'dates'>, <Look.PHONE: 'phone numbers'>)
    """
    return next((one for one, fits in _LOOKS if fits(value)), None)


_LETTERS = re.compile(r"[^\W\d_]+")


def shape(value: str) -> str:
    """The value with each word as a or A or Aa, and each digit as 0; at most 24 characters.

    >>> shape("Jane.Miller@mail.example"), shape("AB-12 x")
    ('Aa.Aa@a.a', 'A-00 a')
    """
    letters = _LETTERS.sub(lambda found: _word(found[0]), value[:60])
    return re.sub(r"\d", "0", letters)[:24]


def _word(word: str) -> str:
    return "A" if word.isupper() else "a" if not word[0].isupper() else "Aa"


def _year(value: str) -> int:
    found = _DATE.fullmatch(value)
    return int(found[1] or found[2]) if found else 0


# ── looks ──────────────────────────────────────────────────────────────────────────────────────────
def _whole(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def _emails(value: str) -> bool:
    return "@" in value and all(_EMAIL.fullmatch(one) for one in _SPLIT.split(value.strip(",; ")))


def _card(value: str) -> bool:
    return _CARD.fullmatch(value) is not None and bool(luhn.is_valid(re.sub(r"\D", "", value)))


def _iban(value: str) -> bool:
    return _IBAN.fullmatch(value.upper()) is not None and bool(iban.is_valid(value))


def _ip(value: str) -> bool:
    if not _IP.fullmatch(value) or (value.count(".") != 3 and value.count(":") < 2):
        return False
    try:
        ipaddress.ip_address(value.partition("/")[0])
    except ValueError:
        return False
    return True


def _phone(value: str) -> bool:
    """A number written as phones are: with a plus, or with signs between its digits."""
    if not _PHONE.fullmatch(value) or not 7 <= sum(map(str.isdigit, value)) <= 15:
        return False
    if not value.startswith("+"):
        return True
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(value, None))
    except phonenumbers.NumberParseException:
        return False


def _json(value: str) -> bool:
    return value[:1] in "{[" and value[-1:] in "}]"


def _prose(value: str) -> bool:
    return len(value.split()) >= _PROSE


_LOOKS: tuple[tuple[Look, Callable[[str], bool]], ...] = (
    (Look.YES_NO, lambda value: value.lower() in _YES_NO),
    (Look.EMAIL, _emails),
    (Look.HASH, _whole(_HASH)),
    (Look.UUID, _whole(_UUID)),
    (Look.CARD, _card),
    (Look.IBAN, _iban),
    (Look.DATE, _whole(_DATE)),
    (Look.SSN, _whole(_SSN)),
    (Look.IP, _ip),
    (Look.NUMBER, _whole(_NUMBER)),
    (Look.PHONE, _phone),
    (Look.URL, _whole(_URL)),
    (Look.JSON, _json),
    (Look.PROSE, _prose),
    (Look.WORDS, _whole(_WORDS)),
)
