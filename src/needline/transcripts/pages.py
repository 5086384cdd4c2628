"""HTML as its reader sees it: without tags, scripts and styles, and with a new line where one begins."""

import html
import re

from needline.transcripts.mime import hidden_in

_NEW_LINE = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)


def words_of(page: str) -> str:
    r"""What a page says.

    >>> words_of("<p>card ends 9012</p><p>A &amp; B</p>")
    'card ends 9012\nA & B'
    """
    page = _NEW_LINE.sub("\n", page)
    edges = (0, *(edge for span in hidden_in(page) for edge in span), len(page))
    return html.unescape("".join(page[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))).strip()
