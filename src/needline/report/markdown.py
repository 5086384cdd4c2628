"""The draft of an impact assessment as Markdown, for wikis and repositories."""

import re
from collections.abc import Iterable, Iterator

from needline.report.dpia import Assessment
from needline.report.part import Grid, Points
from needline.report.statement import Statement, blanks, counted

# What CommonMark, tables of GitHub and raw HTML give a meaning to, wherever in a line it stands.
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&$!])")
_SIGNS_OF_CODE = re.compile(r"[`|\n]")  # what would end a span of code, or the cell of a table that it stands in


def dpia_markdown(draft: Assessment) -> str:
    """The draft; each statement is followed by the key that it rests on."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Assessment) -> Iterator[str]:
    open_ = counted(blanks(draft.statements()), "place is", "places are")
    yield f"# {_plain(draft.estate)}: data protection impact assessment"
    yield ""
    yield f"Responsible: {_plain(draft.owner)}."
    yield ""
    yield f"**Draft**, written from the estate. {open_} for a person to fill in and marked"
    yield "**\\[to be completed: …\\]**. It holds names of elements and no customer's data."
    for step in draft.steps:
        yield f"\n## {step.number} · {_plain(step.title)}\n"
        yield f"*{_plain(step.asks)}* ({_plain(step.article)})"
        for part in step.parts:
            yield f"\n### {_plain(part.title)}\n"
            yield from _points(part) if isinstance(part, Points) else _grid(part)


def _points(part: Points) -> Iterator[str]:
    yield from (f"- {_told(one)}" for one in part.points)


def _grid(part: Grid) -> Iterator[str]:
    if part.note:
        yield f"{_plain(part.note)}\n"
    yield _row(map(_plain, part.headings))
    yield _row("---" for _ in part.headings)
    for row in part.rows:
        yield _row("<br>".join(map(_told, cell)) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _told(one: Statement) -> str:
    return f"**{_plain(one.text)}**" if one.blank else f"{_plain(one.text)} `{_SIGNS_OF_CODE.sub('', one.source)}`"


def _plain(text: str) -> str:
    r"""The text on one line, with nothing in it that means something to a reader of Markdown.

    >>> print(_plain("a | <b> *c*"))
    a \| \<b\> \*c\*
    """
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
