"""What to say about a text that does not have its shape, and what was probably meant.

A complaint about an endpoint never shows it: the password of a URL must not reach a log.
"""

import difflib
import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

from msgspec import Struct

from needline.estate import shapes
from needline.estate.categories import KEYS, known
from needline.estate.rules import FORMS, explained, parse_rule
from needline.estate.scalars import excerpt

_LONGEST_HINT = 80  # characters: comparing words takes time that grows with the product of their lengths

Near: TypeAlias = Callable[[str, Iterable[str], float], str | None]


class Complaint(Struct, frozen=True, kw_only=True):
    """What is wrong with a text, and what to do about it."""

    what: str
    fix: str


def near_miss(word: str, options: Iterable[str], cutoff: float = 0.7) -> str | None:
    """The option that was probably meant by a mistyped word; `cutoff` is how like it must be, up to 1.

    >>> near_miss("custmer_proves", ("called", "customer_proves"))
    'customer_proves'
    """
    if len(word) > _LONGEST_HINT:
        return None
    return next(iter(difflib.get_close_matches(word, list(options), n=1, cutoff=cutoff)), None)


def complaint(pattern: str, text: str, near: Near) -> Complaint | None:
    """What is wrong with a text that should have the shape of this pattern; None if nothing."""
    return _SHAPES[pattern](text, near)


def _plain(pattern: str, what: str, fix: str) -> Callable[[str, Near], Complaint | None]:
    has_shape = re.compile(pattern).fullmatch

    def complain(text: str, _: Near) -> Complaint | None:
        return None if has_shape(text) else Complaint(what=f"{excerpt(text)} is {what}", fix=fix)

    return complain


def _category(text: str, near: Near) -> Complaint | None:
    if known(text):
        return None
    meant = near(text, KEYS, 0.7)
    fix = f"did you mean {meant!r}?" if meant else "use a key of the Fides taxonomy, such as 'user.contact.email'"
    return Complaint(what=f"{excerpt(text)} is no Fides data category", fix=fix)


_is_secret = re.compile(shapes.SECRET).fullmatch
_is_endpoint = re.compile(shapes.ENDPOINT).fullmatch
_holds_password = re.compile(
    r"[^:]+://[^:/@?#]*:[^@]*@"  # user:password@, as SQLAlchemy reads it
    r"|.*[?&;][^=&;]*(?:pass|pwd|secret|token|key|credential)[^=&;]*=",
    re.IGNORECASE,
).match


def _endpoint(text: str, _: Near) -> Complaint | None:
    if not _is_endpoint(text):
        return Complaint(what="this is neither env:NAME nor a URL", fix="write env: and the name of a variable")
    if _holds_password(text):
        return Complaint(what="this URL holds a password", fix="move it to a variable and write env:NAME")
    return None


def _secret(text: str, _: Near) -> Complaint | None:
    if _is_secret(text):
        return None
    return Complaint(what="this is a secret in the open", fix="move it to a variable and write env:NAME")


def _sentence(text: str, near: Near) -> Complaint | None:
    if parse_rule(text):
        return None
    form = near(text, FORMS, 0.35)  # names stand where the form has blanks, so it is never very like
    fix = f"the nearest form is {explained(form)}" if form else f"write one of: {'; '.join(FORMS)}"
    return Complaint(what=f"{excerpt(text)} is no rule", fix=fix)


_SHAPES: dict[str, Callable[[str, Near], Complaint | None]] = {
    shapes.CATEGORY: _category,
    shapes.ENDPOINT: _endpoint,
    shapes.SECRET: _secret,
    shapes.SENTENCE: _sentence,
} | {
    pattern: _plain(pattern, what, fix)
    for pattern, what, fix in (
        (shapes.NAME, "no name", "use small letters, digits and _, beginning with a letter"),
        (shapes.SPAN, "no span of time", "write a number and d, w, m or y, such as 90d"),
        (shapes.COLUMN, "no column of a table", "write table.column, such as customers.id"),
        (shapes.SQL_NAME, "no name of one table or column", "write it without dots and quotes"),
        (shapes.COUNTRY, "no country", "write its two capital letters, such as GB"),
        (shapes.LANGUAGE, "no language", "write its tag, such as en or pt-BR"),
        (shapes.HEADER, "no name of a header", "write it in small letters, such as authorization"),
        (shapes.REQUEST, "no path of a request", "begin with a slash, without spaces: /customers/{person}"),
        (shapes.JSON_PATH, "no path into an answer", "write names and [*] only, such as $.orders[*].state"),
    )
}
