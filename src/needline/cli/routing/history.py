"""A file of messages with what they were about, one JSON object a line."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from needline.cli.draft import Unreadable
from needline.errors import EstateError, Place, Problem

_FIX = 'write {"text": "...", "intent": "name of a journey"}, or null for none of them'
_MOST_TOLD = 20  # problems; a file in another format has one on every line


class Told(Struct, frozen=True, kw_only=True):
    """What a customer said; other fields of the line are the platform's own."""

    text: str
    intent: str | None  # None: about nothing that anybody here handles


def told_in(path: str) -> tuple[Told, ...]:
    """Every line of the file; empty lines do not count.

    Raises `EstateError` with the places of what cannot be read, and `Unreadable` when the file itself cannot be.
    """
    try:
        lines = Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise Unreadable(path, (error.strerror or "no such file").lower()) from error
    decoder = msgspec.json.Decoder(Told)
    told, problems = list[Told](), list[Problem]()
    for number, line in enumerate(lines, start=1):
        try:
            told += [decoder.decode(line)] if line.strip() else []
        except (msgspec.MsgspecError, UnicodeDecodeError):
            problems += [_problem(Place(path, number, 1))]
    if problems or not told:
        raise EstateError(_first(problems) if problems else [_empty(Place(path, 1, 1))])
    return tuple(told)


def _problem(place: Place) -> Problem:
    # What stands in the line is a customer's and is not told.
    return Problem(path=(), what="this line is no message with its intent", fix=_FIX, place=place)


def _empty(place: Place) -> Problem:
    return Problem(path=(), what="there is no message in it", fix=_FIX, place=place)


def _first(problems: list[Problem]) -> Iterator[Problem]:
    yield from problems[:_MOST_TOLD]
    if len(problems) > _MOST_TOLD:
        what = f"{len(problems) - _MOST_TOLD:,} more lines are no messages"
        yield Problem(path=(), what=what, fix=_FIX, place=problems[_MOST_TOLD].place)
