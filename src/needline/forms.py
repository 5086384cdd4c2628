"""Forms: how much of a customer's value is shown. The only code that opens a `Value`.

What each form promises, whatever the value:

    use       nothing
    exists    whether there is one: "on file" or "none"
    token     a stand-in of 16 characters; the same value and key give the same token, and nothing else does
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
from decimal import Decimal
from typing import NoReturn

from needline.estate.categories import Kind
from needline.estate.model import Form

HIDDEN = "•••"
SEPARATOR = " · "  # between the cells of one row
_LAST = 4  # characters; PCI DSS 4.0.1 requirement 3.4.1 allows the last four of a card number
_NUMBER = 12  # characters from which the last four are at most a third
_LONGEST_CARD = 19  # digits; ISO/IEC 7812-1


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
            return "yes" if any(_same(cell, said, kind) for cell in _cells(value)) else "no"
        case Form.TOKEN:
            return _token(value, key) if key else HIDDEN
        case Form.EXISTS:
            return "on file" if any(cell.strip() for cell in _cells(value)) else "none"
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
    return " ".join(_cells(value))


def mask(text: str, kind: Kind) -> str:
    """Enough of `text` to recognise it by: at most four characters, and the ending of an e-mail's domain.

    >>> mask("amara.okafor@northgate.example", Kind.EMAIL), mask("Amara Okafor", Kind.NAME)
    ('a•••@n•••.example', 'A••• O•••')
    """
    return _MASKS[kind](text)


def _cells(value: Value) -> tuple[str, ...]:
    return value._cells  # noqa: SLF001  # the one line that opens a value


def _each(value: Value, show: Callable[[str], str]) -> str:
    """All cells, joined; a cell that holds the separator itself does not become two."""
    return SEPARATOR.join(show(cell).replace(SEPARATOR, " ") for cell in _cells(value))


def _mask_text(text: str) -> str:
    """Identifiers keep their last four characters; words keep nothing, since a word cut short is still read."""
    plain = re.sub(r"[\s./-]", "", text)
    digits = sum(character.isdigit() for character in plain)
    identifier = plain.isalnum() and digits * 2 > len(plain) and not _WORD.search(text)
    return HIDDEN + plain[-_LAST:] if identifier and len(plain) >= _NUMBER else HIDDEN


_WORD = re.compile(r"[^\W\d_]{5}")  # a bank's code in an IBAN has four letters


def _mask_card(text: str) -> str:
    """The last four, where the text is one card number and nothing else: not an expiry date or a code behind it."""
    digits = _digits(text)
    alone = _NUMBER <= len(digits) <= _LONGEST_CARD and not re.search(r"[^\W\d_]|[/,;:]", text)
    return HIDDEN + digits[-_LAST:] if alone else HIDDEN


def _mask_phone(text: str) -> str:
    digits = _digits(text)
    return HIDDEN + digits[-2:] if len(digits) >= 7 else HIDDEN  # the shortest subscriber numbers


def _mask_name(text: str) -> str:
    """Initials of up to two words; a short word keeps nothing, since its initial would be much of it."""
    return " ".join(_initial(part) + HIDDEN for part in text.split()[:2]) or HIDDEN


def _mask_email(text: str) -> str:
    parts = _EMAIL.fullmatch(text)
    if parts is None or len(text) < _NUMBER:
        return HIDDEN
    return f"{_initial(parts[1])}{HIDDEN}@{_initial(parts[2])}{HIDDEN}.{parts[3]}"


def _initial(text: str) -> str:
    """The first of at least four letters, so that it is a quarter at most; what nobody sees does not count."""
    plain = unicodedata.normalize("NFKC", text)
    return plain[0] if plain[:1].isalnum() and sum(map(str.isalnum, plain)) > 3 else ""


def _mask_date(text: str) -> str:
    day = _date(text)
    return f"{day.year}" if day else HIDDEN


# Nothing but one address: what follows the last dot is shown as it is, so it must be an ending and no sentence.
_EMAIL = re.compile(r"([^\s@<>,;]+)@([^\s@<>,;]+)\.([^\W\d_]{2,18}|xn--[a-z0-9-]{2,20})")

_MASKS: dict[Kind, Callable[[str], str]] = {
    Kind.NAME: _mask_name,
    Kind.EMAIL: _mask_email,
    Kind.PHONE: _mask_phone,
    Kind.CARD: _mask_card,
    Kind.DATE: _mask_date,
    Kind.MONEY: lambda _: HIDDEN,
    Kind.ADDRESS: lambda _: HIDDEN,
    Kind.TEXT: _mask_text,
}


def _band(text: str, kind: Kind) -> str:
    """A decade for a date, 1-2-5 steps for a number; what has no order is hidden."""
    if day := _date(text) if kind is Kind.DATE else None:
        return f"{day.year // 10 * 10}s"
    if kind not in (Kind.TEXT, Kind.MONEY) or not _AMOUNT.fullmatch(text):
        return HIDDEN
    number = Decimal(re.sub("[, ]", "", text))
    return _steps(number) if abs(number) < Decimal(10) ** 12 else HIDDEN


# Commas and spaces part thousands; a text that uses them otherwise, such as 1.234,56, names no number for sure.
_AMOUNT = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,30})(?:\.[0-9]{1,30})?")


def _steps(number: Decimal) -> str:
    low = 0
    for high in (step * 10**power for power in range(13) for step in (1, 2, 5)):
        if high > abs(number):
            break
        low = high
    return f"minus {high:,} to minus {low:,}" if number < 0 else f"{low:,} to {high:,}"


def _same(text: str, said: str, kind: Kind) -> bool:
    mine, theirs = _plain(text, kind), _plain(said, kind)
    if not mine or not theirs:
        return False
    return hmac.compare_digest(_bytes(mine), _bytes(theirs))


def _plain(text: str, kind: Kind) -> str:
    """What two ways of writing the same datum have in common."""
    match kind:
        case Kind.DATE:
            day = _date(text)
            return day.isoformat() if day else ""
        case Kind.PHONE:
            digits = _digits(text).lstrip("0")
            return digits[-9:] if len(digits) >= 9 else ""  # without country code, as people say it
        case Kind.CARD:
            return _digits(text)
        case Kind.EMAIL:
            return unicodedata.normalize("NFKC", text.strip()).casefold()
        case _:
            folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
            return "".join(_folded_digit(character) for character in folded if _tells_words_apart(character))


def _tells_words_apart(character: str) -> bool:
    """Letters and digits do, and vowel signs as of Devanagari or Thai; accents, points and punctuation do not."""
    sign = unicodedata.category(character) in ("Mn", "Mc") and not unicodedata.combining(character)
    return character.isalnum() or (sign and not _VARIANT.match(character))


_VARIANT = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # how to draw the letter before it


def _folded_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _digits(text: str) -> str:
    return "".join(
        str(unicodedata.digit(character)) for character in text if unicodedata.digit(character, None) is not None
    )


_DATES = (
    "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%d%m%Y",
    "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y",
)  # fmt: skip


def _date(text: str) -> date | None:
    """The day that `text` names, day before month as most of the world writes; `None` when it names none."""
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b|,", "", "".join(map(_folded_digit, text.strip())))
    for shape in _DATES:
        try:
            return datetime.strptime(plain, shape).date()  # noqa: DTZ007  # a day of birth has no zone
        except ValueError:
            continue
    return None


def _token(value: Value, key: bytes) -> str:
    told = "".join(f"{len(cell)}:{cell}" for cell in _cells(value))  # two cells never read as one
    return b32encode(hmac.digest(key, _bytes(told), hashlib.sha256)[:10]).decode()


def _bytes(text: str) -> bytes:
    """UTF-8 of any text; the error that a lone surrogate would raise carries the whole text with it."""
    return text.encode("utf-8", "surrogatepass")
