"""Rows: what the tagger learns from, whatever it was made of: a text, its spans, and the turn before.

The labelled sets are cut into turns, since the tagger reads turns: a line of a transcript is a row without the name of
who speaks, and knows the line before it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from bench.spot import score, sets

type_of_span = tuple[int, int, str]  # start, end, label

IGNORED = "?"  # the label of a span that is neither required nor punished
TRANSCRIPTS = frozenset({"synth_spoken_calls", "tau_service_sessions_long"})  # a row is a whole conversation
CHATS = frozenset({"multidogo_chat", "tau_service_chat_messages"})  # rows of a conversation follow each other
# What the recogniser's caller had just been asked; the rows of EVI name only the item.
QUESTIONS = {
    "postcode": (
        "what is your postcode",
        "can you tell me your postcode please",
        "your post code please",
        "postcode",
    ),
    "name": ("what is your name", "can i take your full name", "please spell your last name", "first and last name"),
    "dob": ("what is your date of birth", "date of birth please", "when were you born", "your date of birth"),
}
_SPEAKERS = ("AGENT: ", "CUSTOMER: ", "[user] ", "[assistant] ", "[tool] ")
_LONGEST_SPEAKER = 12  # code points


class Row(Struct, frozen=True, kw_only=True):
    """A text with its spans, and where it is from; texts of one group never stand on both sides of a split."""

    text: str
    spans: tuple[type_of_span, ...] = ()
    before: str = ""
    source: str = ""
    group: str = ""
    lang: str = "en"


type_of_rows = dict[str, list[Row]]  # by source


class Mixture(Struct, frozen=True):
    """What the tagger is trained on: rows by source, and how often each source is drawn."""

    rows: type_of_rows
    shares: dict[str, float]


def corpus(folder: Path, name: str) -> Iterator[Row]:
    """The rows of the labelled set `name`, each with the turn before it."""
    last = Row(text="")
    for read in sets.rows(name, folder):
        row = Row(text=read.text, spans=_spans(read), source=name, group=read.group, lang=read.lang)
        if name in TRANSCRIPTS and "\n" in row.text:
            yield from _turns(row)
        elif item := str(read.meta.get("item", "")):
            yield replace(row, before=_question(item, row.text))
        else:
            yield replace(row, before=last.text) if name in CHATS and row.group == last.group else row
        last = row


def split(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The rows to train on, and those kept for measuring: the ones that the bench calls unseen."""
    trained: list[Row] = []
    kept: list[Row] = []
    for row in rows:
        (kept if sets.held_out(row.group) else trained).append(row)
    return trained, kept


def _spans(read: score.Row) -> tuple[type_of_span, ...]:
    known = [(span.start, span.end, span.label) for span in read.spans]
    return tuple(sorted(known + [(span.start, span.end, IGNORED) for span in read.ignore]))


def _question(item: str, answer: str) -> str:
    """A question after `item`; the same answer was always given to the same one."""
    questions = next((asked for key, asked in QUESTIONS.items() if key in item), ("",))
    return Random(answer).choice(questions)


def _turns(row: Row) -> Iterator[Row]:
    """The turns of a transcript."""
    start, before = 0, ""
    for line in _lines(row.text):
        said = _said(line)
        turn = replace(_part(row, start + len(line) - len(said), said.rstrip("\n")), before=before)
        yield turn
        start, before = start + len(line), turn.text


def _lines(text: str) -> list[str]:
    """Turns with their line ends: a line without a speaker belongs to the turn before it."""
    turns: list[str] = []
    for line in text.splitlines(keepends=True):
        if turns and not line.startswith(_SPEAKERS):
            turns[-1] += line
        else:
            turns.append(line)
    return turns


def _said(line: str) -> str:
    for mark in (": ", "] "):
        speaker, found, said = line.partition(mark)
        if found and len(speaker) < _LONGEST_SPEAKER:
            return said
    return line


def _part(row: Row, start: int, text: str) -> Row:
    """The part `text` of the row, which begins at `start`."""
    end = start + len(text)
    spans = (
        (max(s, start) - start, min(e, end) - start, label) for s, e, label in row.spans if s < end and e > start
    )
    return replace(row, text=text, spans=tuple(spans))
