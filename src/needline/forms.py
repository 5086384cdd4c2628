"""Forms: how much of a customer's value is shown. The only code that opens a `Value`.

What each form promises, whatever the value:

    use       nothing
    exists    whether there is one: "on file" or "none"
    token     a stand-in of 16 characters; the same value and key give the same token, and nothing else
    matches   "yes" or "no"
    banded    a range that holds the value; what has no order shows as hidden
    masked    enough to recognise it and no more: the last four of a card or an identifier, the last two digits
              of a phone, initials, a year, the first letters of an e-mail; never how long it is
    full      the value
"""

import hashlib
import hmac
import re
import unicodedata
from base64 import b32encode
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from needline.estate.categories import Kind
from needline.estate.model import Form

HIDDEN = "•••"
SEPARATOR = " · "  # between the cells of one row
_LAST = 4  # characters; PCI DSS 4.0.1 requirement 3.4.1 allows the last four of a card number
_NUMBER = 12  # characters from which the last four are at most a third


class Value:
    """A customer's datum on its way from a source to a form: the cells of one row.

    It shows nothing of itself in any text, cannot be copied to disk and cannot be encoded, so that a log line or
    an exception that happens to hold one holds no datum.

        >>> f"{Value('4929 1234 5678 9012')}"
        'Value(…)'
    """

    __slots__ = ("_cells",)

    def __init__(self, *cells: str) -> None:
        self._cells = cells

    def __repr__(self) -> str:
        return "Value(…)"

    def __format__(self, spec: str) -> str:
        return "Value(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a value cannot be copied out of its process")


def project(value: Value, form: Form, kind: Kind = Kind.TEXT, *, said: str = "", key: bytes = b"") -> str:
    """Return `value` in `form`; `kind` is what sort of datum it is, `said` what the customer just gave.

    Cells of one row are joined by " · ". Without a `key` a token is hidden.

        >>> project(Value("4929 1234 5678 9012"), Form.MASKED, Kind.CARD)
        '•••9012'
        >>> project(Value("1980-05-01"), Form.MATCHES, Kind.DATE, said="1 May 1980")
        'yes'
        >>> project(Value("1980-05-01"), Form.BANDED, Kind.DATE)
        '1980s'
    """
    match form:
        case Form.FULL:
            return _each(value, str)
        case Form.MASKED:
            return _each(value, lambda cell: mask(cell, kind))
        case Form.BANDED:
            return _each(value, lambda cell: _band(cell, kind))
        case Form.MATCHES:
            return "yes" if any(_same(cell, said, kind) for cell in value._cells) else "no"
        case Form.TOKEN:
            return _token(value, key) if key else HIDDEN
        case Form.EXISTS:
            return "on file" if any(value._cells) else "none"
        case Form.USE:
            return HIDDEN


def present(rows: Sequence[Value], form: Form, kind: Kind, *, said: str = "", key: bytes = b"") -> tuple[str, ...]:
    """All rows of an element in `form`: one text a row, but one answer for the questions yes or no and on file.

    No row at all is an answer as well, and for most forms an empty one.
    """
    if form in (Form.EXISTS, Form.MATCHES):
        answers = {project(row, form, kind, said=said) for row in rows}
        good, bad = ("on file", "none") if form is Form.EXISTS else ("yes", "no")
        return (good if good in answers else bad,)
    return tuple(project(row, form, kind, said=said, key=key) for row in rows)


def use(value: Value) -> str:
    """The datum itself, for an act that the customer or a journey set off: dial it, send to it, bind it.

    Whoever calls this shows it to nobody; the broker and its sources are the only callers.
    """
    return " ".join(value._cells)


def mask(text: str, kind: Kind) -> str:
    """Enough of `text` to recognise it by: at most four characters, and the ending of an e-mail's domain.

        >>> mask("amara.okafor@northgate.example", Kind.EMAIL), mask("Amara Okafor", Kind.NAME)
        ('a•••@n•••.example', 'A••• O•••')
    """
    return _MASKS[kind](text)


def _each(value: Value, show: Callable[[str], str]) -> str:
    """All cells, joined; a cell that holds the separator itself does not become two."""
    return SEPARATOR.join(show(cell).replace(SEPARATOR, " ") for cell in value._cells)


def _mask_text(text: str) -> str:
    """Identifiers keep their last four characters; words keep nothing, since a word cut short is still read."""
    plain = re.sub(r"[\s./-]", "", text)
    digits = sum(character.isdigit() for character in plain)
    if plain.isalnum() and len(plain) >= _NUMBER and digits * 2 > len(plain):
        return HIDDEN + plain[-_LAST:]
    return HIDDEN


def _mask_card(text: str) -> str:
    digits = _digits(text)
    return HIDDEN + digits[-_LAST:] if len(digits) >= _NUMBER else HIDDEN


def _mask_phone(text: str) -> str:
    digits = _digits(text)
    return HIDDEN + digits[-2:] if len(digits) >= 7 else HIDDEN  # noqa: PLR2004  # the shortest subscriber numbers


def _mask_name(text: str) -> str:
    """Initials of up to two words; a short word keeps nothing, since its initial would be much of it."""
    parts = text.split()[:2]
    return " ".join(part[0] + HIDDEN if len(part) > 3 and part[0].isalpha() else HIDDEN for part in parts) or HIDDEN  # noqa: PLR2004  # a third of the word at most


def _mask_email(text: str) -> str:
    local, at, domain = text.rpartition("@")
    host, dot, top = domain.rpartition(".")
    if not (at and dot and local and host) or len(text) < _NUMBER:
        return HIDDEN
    return f"{_initial(local)}{HIDDEN}@{_initial(host)}{HIDDEN}.{top}"


def _initial(text: str) -> str:
    return text[0] if len(text) > 3 else ""  # noqa: PLR2004  # a third of it at most


def _mask_date(text: str) -> str:
    day = _date(text)
    return f"{day.year}" if day else HIDDEN


_MASKS: dict[Kind, Callable[[str], str]] = {
    Kind.NAME: _mask_name,
    Kind.EMAIL: _mask_email,
    Kind.PHONE: _mask_phone,
    Kind.CARD: _mask_card,
    Kind.DATE: _mask_date,
    Kind.ADDRESS: lambda _: HIDDEN,
    Kind.TEXT: _mask_text,
}


def _band(text: str, kind: Kind) -> str:
    """A decade for a date, 1-2-5 steps for a number; what has no order is hidden."""
    if day := _date(text) if kind is Kind.DATE else None:
        return f"{day.year // 10 * 10}s"
    if kind is not Kind.TEXT:
        return HIDDEN
    try:
        number = Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return HIDDEN
    return _steps(number) if number.is_finite() and abs(number) < Decimal(10) ** 12 else HIDDEN


def _steps(number: Decimal) -> str:
    low = 0
    for high in (step * 10**power for power in range(13) for step in (1, 2, 5)):
        if high > abs(number):
            break
        low = high
    return f"{'minus ' if number < 0 else ''}{low:,} to {high:,}"


def _same(text: str, said: str, kind: Kind) -> bool:
    mine, theirs = _plain(text, kind), _plain(said, kind)
    if not mine or not theirs:
        return False
    return hmac.compare_digest(mine.encode(), theirs.encode())


def _plain(text: str, kind: Kind) -> str:
    """What two ways of writing the same datum have in common."""
    match kind:
        case Kind.DATE:
            day = _date(text)
            return day.isoformat() if day else ""
        case Kind.PHONE:
            digits = _digits(text).lstrip("0")
            return digits[-9:] if len(digits) >= 9 else ""  # noqa: PLR2004  # without country code, as people say it
        case Kind.CARD:
            return _digits(text)
        case _:
            folded = unicodedata.normalize("NFKD", text.casefold())
            return "".join(character for character in folded if character.isalnum() or character == "@")


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(character)) for character in text if unicodedata.digit(character, None) is not None)


_DATES = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%d%m%Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")  # fmt: skip


def _date(text: str) -> date | None:
    """The day that `text` names, day before month as most of the world writes; `None` when it names none."""
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b|,", "", text.strip())
    for shape in _DATES:
        try:
            return datetime.strptime(plain, shape).date()  # noqa: DTZ007  # a day of birth has no zone
        except ValueError:
            continue
    return None


def _token(value: Value, key: bytes) -> str:
    seal = hmac.new(key, "\x1f".join(value._cells).encode(), hashlib.sha256).digest()
    return b32encode(seal[:10]).decode()
