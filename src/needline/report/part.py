"""What the steps of a report are made of: points and tables of statements."""

from typing import TypeAlias

from msgspec import Struct

from needline.report.statement import Statement


class Points(Struct, frozen=True, kw_only=True, tag=True):
    """Statements, one below the other."""

    title: str
    points: tuple[Statement, ...]


class Grid(Struct, frozen=True, kw_only=True, tag=True):
    """A table; a cell may say several things."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[Statement, ...], ...], ...]
    note: str = ""  # what has to be known to read it


Part: TypeAlias = Points | Grid


class Step(Struct, frozen=True, kw_only=True):
    """One step of an assessment."""

    number: int
    title: str
    article: str
    asks: str  # what this step is to settle
    parts: tuple[Part, ...]


def said(part: Part) -> tuple[Statement, ...]:
    """Everything that a part says."""
    match part:
        case Points():
            return part.points
        case Grid():
            return tuple(one for row in part.rows for cell in row for one in cell)
