"""The words of the map: what things are called on it, and how figures are told."""

import re
from collections.abc import Iterable, Mapping, Sequence

from needline.estate.model import Estate, Form

LETTERS: Mapping[Form, str] = {
    Form.FULL: "F",
    Form.MASKED: "M",
    Form.BANDED: "B",
    Form.MATCHES: "=",
    Form.TOKEN: "T",
    Form.EXISTS: "E",
    Form.USE: "U",
}
TOLD: Mapping[Form, str] = {
    Form.FULL: "in full",
    Form.MASKED: "masked",
    Form.BANDED: "as a range",
    Form.MATCHES: "as yes or no",
    Form.TOKEN: "as a token",
    Form.EXISTS: "as on file or not",
    Form.USE: "only to use",
}

# What XML has no place for, and marks that turn the direction of the text around them (UAX #9, explicit formatting).
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def plain(text: str) -> str:
    r"""`text` in one line, without what could break out of it or turn it around.

    >>> plain("a\n\u202eb")
    'a b'
    """
    tame = text.isascii() and text.isprintable()  # which nearly all text is, and sooner told
    return " ".join((text if tame else _UNFIT.sub(" ", text)).split())


def called(estate: Estate, section: str, name: str) -> str:
    """What people call something in this section of the estate."""
    part = getattr(estate, section).get(name)
    return plain(getattr(part, "called", "") or name.replace("_", " "))


def handler(estate: Estate, name: str) -> str:
    """What people call a desk or a bot."""
    return called(estate, "bots" if name in estate.bots else "desks", name)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words in a row.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    some = list(words)
    return f" {last} ".join(part for part in (", ".join(some[:-1]), some[-1] if some else "") if part)


def folded(some: Sequence[str], most: int) -> str:
    """The first of the words, and how many more there are.

    >>> folded(["a", "b", "c", "d"], 2)
    'a, b and 2 more'
    """
    return listed(some if len(some) <= most else [*some[:most], f"{len(some) - most} more"])


def count(number: float, one: str = "", many: str = "") -> str:
    """A number as people read it, with its noun if there is one.

    >>> count(1200000), count(1, "desk"), count(2, "journey"), count(0.25)
    ('1,200,000', '1 desk', '2 journeys', '0.25')
    """
    figure = f"{number:,.0f}" if number == round(number) or abs(number) >= 100 else f"{number:.3g}"
    return f"{figure} {one if number == 1 else many or one + 's'}" if one else figure
