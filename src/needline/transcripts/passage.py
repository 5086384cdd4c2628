"""What a reader makes of a file: pieces which, written one after the other, are the file again.

    Kept       bytes that hold no text of anybody's: brackets, boundaries, times
    Passage    text that somebody wrote or said, where it stands, and how a changed text is written in its place
    Unread     bytes that could not be read, and why; when a file is written masked, `[unread]` stands for them

`said` is what of a passage is told to whoever finds personal data, `placed` moves findings to the passage's own
offsets, `edits` makes of them what is to be written, and `written` writes it. What was not edited is written byte for
byte as it was read.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from needline.spot.finding import Finding, settled

UNREAD = "[unread]"  # what stands in a masked file for what could not be read

Hidden: TypeAlias = tuple[tuple[int, int], ...]


class Kept(Struct, frozen=True):
    """Bytes that are written as they were read."""

    raw: bytes


class Unread(Struct, frozen=True, kw_only=True):
    """What could not be read; `why` never quotes it."""

    line: int  # from 1
    why: str
    stand_in: bytes = UNREAD.encode()  # what is written in its place, in the form of the file

    def __str__(self) -> str:
        return f"line {self.line}: {self.why}"


class Places:
    """The lines and columns of places in a text that come in order, so that each part of it is looked at once."""

    def __init__(self, text: str, line: int) -> None:
        self._text, self._line, self._from, self._line_start = text, line, 0, 0

    def of(self, start: int) -> tuple[int, int]:
        """The line and the column of a character that stands behind the last that was asked for, both from 1."""
        if newlines := self._text.count("\n", self._from, start):
            self._line += newlines
            self._line_start = self._text.rfind("\n", self._from, start) + 1
        self._from = start
        return self._line, start - self._line_start + 1


class Passage(Struct, frozen=True, kw_only=True):
    """Text that somebody wrote or said, and where it stands in the file."""

    text: str
    raw: bytes  # as it stands in the file
    ink: Callable[[str], bytes]  # a changed text, in the form of the file
    line: int  # of the first character, from 1
    column: int = 1
    where: str = ""  # in the file's own terms: Transcript.3.Content, Subject
    cue: str = ""  # what the place says of the text: the key or the column that it stands under
    role: str = ""  # customer, agent or tool; empty: not known
    conversation: str = ""  # what the passages of one conversation have in common; empty: none
    hidden: Hidden = ()  # spans of `text` that no reader of it sees: tags, times

    def seen(self) -> str:
        """The text without what is hidden."""
        return "".join(self.text[start:end] for start, end in self._visible())

    def _visible(self) -> Iterator[tuple[int, int]]:
        edges = (0, *(edge for span in self.hidden for edge in span), len(self.text))
        return zip(edges[::2], edges[1::2], strict=True)

    def at(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Findings in `seen`, moved to where they stand in `text`."""
        moved: list[tuple[int, int]] = []  # up to this offset of `seen`, add so much
        length = 0
        for start, end in self._visible():
            length += end - start
            moved.append((length, end - length))
        for finding in findings:
            start = next((finding.start + by for upto, by in moved if finding.start < upto), finding.start)
            end = next((finding.end + by for upto, by in moved if finding.end <= upto), len(self.text))
            yield replace(finding, start=start, end=end)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of a character of `text`, both from 1."""
        newlines = self.text.count("\n", 0, offset)
        if not newlines:
            return self.line, self.column + offset
        return self.line + newlines, offset - self.text.rfind("\n", 0, offset)


Piece: TypeAlias = Kept | Passage | Unread
Edit: TypeAlias = tuple[int, int, str]  # instead of the characters from start up to end, this text


def said(passage: Passage) -> str:
    """What is told to whoever finds personal data: the text, behind the words that its place says of it."""
    return _before(passage) + passage.seen()


def _before(passage: Passage) -> str:
    return f"{passage.cue}: " if passage.cue else ""


def placed(passage: Passage, found: Iterable[Finding], also: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """Findings in what was `said`, moved to the offsets of the text; with `also`, those in the text as it stands."""
    before = len(_before(passage))
    behind = (
        replace(one, start=max(one.start - before, 0), end=one.end - before) for one in found if one.end > before
    )
    also = tuple(also)
    if not also:
        return settled(passage.at(behind))
    tags = tuple(_holding(passage.hidden, also))
    return settled((*(part for one in passage.at(behind) for part in _parted(one, tags)), *also))


def _holding(hidden: Hidden, also: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """The hidden spans in which one of the findings `also` lies, which are in order."""
    starts = [one.start for one in also]
    for start, end in hidden:
        at = bisect_left(starts, end)
        if at and also[at - 1].end > start:
            yield start, end


def _parted(finding: Finding, tags: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """`finding` without the tags within it that hold findings of their own: as a whole it would hide those."""
    start = finding.start
    for first, last in tags[bisect_left(tags, (start, start)) :]:
        if last > finding.end:
            break
        if start < first:
            yield replace(finding, start=start, end=first)
        start = last
    if start < finding.end:
        yield replace(finding, start=start)


def edits(passage: Passage, findings: Iterable[Finding], instead: Callable[[str, Finding], str]) -> tuple[Edit, ...]:
    """What to write in place of the findings: `instead` says it of each value, as its reader sees it.

    What is hidden within a value stays, so that a page stays a page.
    """
    made: list[Edit] = []
    for finding in findings:
        pieces = _pieces(finding, passage.hidden)
        value = "".join(passage.text[start:end] for start, end in pieces)
        first, *others = pieces
        made += [(*first, instead(value, finding)), *((start, end, "") for start, end in others)]
    return tuple(made)


def _pieces(finding: Finding, hidden: Hidden) -> list[tuple[int, int]]:
    within = [span for span in hidden if finding.start <= span[0] and span[1] <= finding.end]
    edges = (finding.start, *(edge for span in within for edge in span), finding.end)
    pieces = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
    return pieces or [(finding.start, finding.end)]


def written(passage: Passage, changes: Iterable[Edit]) -> bytes:
    """The bytes of the passage with the edits, which are in order; without any, the bytes that were read."""
    changes = tuple(changes)
    if not changes:
        return passage.raw
    rests = pairwise((0, *(edge for start, end, _ in changes for edge in (start, end)), len(passage.text)))
    kept = [passage.text[start:end] for at, (start, end) in enumerate(rests) if at % 2 == 0]
    texts = (*(text for _, _, text in changes), "")
    return passage.ink("".join(part for pair in zip(kept, texts, strict=True) for part in pair))
