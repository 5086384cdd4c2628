"""Pictures as text: elements of SVG, with every text in them escaped, which the type says.

Colours and fonts are the style sheet's; here are shapes and places.
"""

import unicodedata
from xml.sax.saxutils import escape, quoteattr

from needline.map.words import plain

_WIDE = {"W", "F"}  # East Asian width (UAX #11): as wide as two of ours


class Drawing(str):
    """Markup: made here, out of escaped text and of other markup only; templates take it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def tag(name: str, *inside: Drawing, **attributes: object) -> Drawing:
    """One element; `inside` is markup. An attribute that is None or empty is left out, `_` stands for `-`.

    >>> tag("rect", width=2.50, rx=None)
    '<rect width="2.5"/>'
    """
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}={_quoted(value)}"
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    return Drawing(f"<{name}{given}>{''.join(inside)}</{name}>" if inside else f"<{name}{given}/>")


def together(*parts: Drawing) -> Drawing:
    """Several elements, one after the other."""
    return Drawing("".join(parts))


def words(text: str) -> Drawing:
    """Text as markup.

    >>> words("<b> & co")
    '&lt;b&gt; &amp; co'
    """
    return Drawing(escape(plain(text)))


def title(text: str) -> Drawing:
    """The name of a shape, for whoever points at it or hears it."""
    return tag("title", words(text))


def fitted(text: str, width: float, letter: float = 6.7) -> str:
    """`text` cut to `width` where one letter takes about `letter`.

    >>> fitted("a disputed charge", 70), fitted("charge", 70)
    ('a dispute…', 'charge')
    """
    text, room = plain(text), width
    for at, sign in enumerate(text):
        room -= letter * (2 if unicodedata.east_asian_width(sign) in _WIDE else 1)
        if room < 0:
            return text[: max(at - 1, 0)].rstrip() + "…"
    return text


def _quoted(value: object) -> str:
    match value:
        case float():
            return f'"{value:.1f}"' if value % 1 else f'"{value:.0f}"'
        case int():
            return f'"{value}"'
        case _:
            return quoteattr(plain(str(value)))
