"""Reading: one pass over the runs of digits in a text, and what each of them is.

    a run      digits with up to five separators between, as in "4929 1234 5678 9012" or "07700 900123, 0114 496 0268"
    dates      are cut out of it; they are no part of a longer number
    13 digits  and more are masked as a whole: a card number, unless something else is certain
    a piece    what commas and lines leave together is tried as a whole; when that is nothing, so is each part of it
               that spaces leave
    a word     of letters and digits is read as one

What a piece is: the words before it first, then what was asked for, then how it is written, then the words behind it.
"""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from needline.spot.finding import Finding, Found
from needline.spot.numbers import banking, cards, dates, identities, naming, phones, references
from needline.spot.numbers.cues import Cue, Kind, cue_after, cue_before
from needline.spot.numbers.lookalikes import is_amount, is_article, is_long_amount, is_parcel, uuid_around

_RUN: Final = re.compile(r"[0-9]+(?:[ \-./_,|()\t\r\n]{1,5}[0-9]+){0,400}")
_GROUP: Final = re.compile(r"[0-9]+")
# A comma right before one to three digits groups or parts decimals.
_HARD: Final = re.compile(r" {0,3}(?:,(?![0-9]{1,3}(?![0-9]))|[|\t\r\n])[ ,|\t\r\n]{0,4}")
_SOFT: Final = re.compile(r" - |/ | +")
# Most numbers of a shop's records are prices; 11.27 may be an expiry date.
_PRICE: Final = re.compile(r"[0-9]{3,7}[.,][0-9]{1,2}|[0-9]{1,2}[.,](?:[0-9]|[015-9][0-9])")
_PRICE_LONG: Final = 11  # characters
_JOINTS: Final = frozenset("-_#")
_STRONG: Final = frozenset({Kind.PHONE, Kind.CARD, Kind.BANK, Kind.IDENTITY})
_INHERITED: Final = MappingProxyType(
    {
        Found.REFERENCE: Cue(Kind.REFERENCE, numbered=True),
        Found.PHONE: Cue(Kind.PHONE, numbered=True),
        Found.IDENTITY_NUMBER: Cue(Kind.IDENTITY, numbered=True),
    }
)
type_of_span = tuple[int, int]
type_of_finds = tuple[Finding, ...]


def numbers(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:
    """The personal data in `text` that has digits."""
    if Found.BIRTH_DATE in asked:
        yield from dates.births(text, asked)
    elif not asked:
        yield from dates.recorded(text)
    reader = _Reader(text, asked)
    for run in _RUN.finditer(text):
        start, end = run.span()
        if end > reader.done:
            yield from reader.run(start, end)
    if reader.long > cards.LEAST:
        yield from cards.fours(text, reader.cleared)


class _Reader:
    """Reads the runs of one text, from left to right."""

    def __init__(self, text: str, asked: tuple[str, ...]) -> None:
        self._text = text
        self._asked = tuple([one for one in asked if one in naming.ASKABLE]) if asked else ()
        self._last: Finding | None = None
        self.done = 0  # all before it is read
        self.long = 0  # characters of runs that may hold groups of four
        self.cleared: list[type_of_span] = []  # of 13 digits and more, and no card

    def run(self, start: int, end: int) -> type_of_finds | list[Finding]:
        """The findings in a run of digits."""
        text = self._text
        start = max(start, self.done)
        size = end - start
        self.long += size if size > 3 else 0
        if size < cards.LEAST and text[start:end].isdigit() and not self._is_joined(start, end):
            return (self._digits(start, end, text[start:end]) or ()) if size > 2 else ()
        if size < _PRICE_LONG and _PRICE.fullmatch(text, start, end) and not self._is_joined(start, end):
            return ()
        if (iban := self._iban(start)) is not None:
            return self._keep(iban)
        if size > 9 and "-" in text[start - 1 : end] and (uuid := uuid_around(text, start)) > start:
            self.done = uuid
            return ()
        return list(self._parts(start, end))

    def _parts(self, start: int, end: int) -> Iterator[Finding]:
        """The findings in a run of several groups: of its dates, and of what is left between them."""
        text = self._text
        days = _days(text, start, end)
        for first, last in days:
            if dates.is_called_birth(text, first, last):
                yield dates.called(first, last)
        for first, last in _between(text, start, end, days):
            long = last - first >= cards.LEAST
            for one, other in cards.stretches(text, first, last) if long else ((first, last),):
                digits = "".join(_GROUP.findall(text, one, other)) if long else ""
                yield from self._long(one, other, digits) if len(digits) >= cards.LEAST else self._pieces(one, other)

    def _is_joined(self, start: int, end: int) -> bool:
        """Whether letters, or signs that codes hold, stand right beside."""
        before, behind = self._text[start - 1 : start], self._text[end : end + 1]
        return before.isalpha() or before in _JOINTS or behind.isalpha() or behind in _JOINTS

    def _keep(self, finding: Finding) -> type_of_finds:
        self._last = finding
        self.done = max(self.done, finding.end)
        return (finding,)

    def _iban(self, start: int) -> Finding | None:
        text = self._text
        if start < 2 or not text[start - 2 : start].isalpha() or text[start - 3 : start - 2].isalnum():
            return None
        return banking.iban_at(text, start - 2)

    def _long(self, start: int, end: int, digits: str) -> type_of_finds:
        text = self._text
        self.done = end
        if cards.is_dialled(text, start, digits):
            dialled = phones.dialled(text, start, end, digits)
            return self._keep(dialled or phones.named(text, start, end, 0.7))
        if is_long_amount(text, start, end) or is_article(text, start, digits) or is_parcel(text, start, digits):
            self.cleared.append((start, end))
            return ()
        known = None if cards.is_issued(digits) else identities.long(start, end, digits)
        known = known or banking.unnamed(text, start, end, digits)
        return self._keep(known or cards.card(start, end, digits, cue_before(text, start), self._asked))

    def _pieces(self, start: int, end: int) -> Iterator[Finding]:
        """The findings in what is no card number: of pieces, and of the parts of a piece that is nothing whole."""
        for first, last in _split(self._text, start, end, _HARD):
            if first < self.done:
                continue
            whole = self._whole(first, last)
            if whole is not None:
                yield from whole
                continue
            parts = _split(self._text, first, last, _SOFT)
            for one, other in parts if len(parts) > 1 else ():
                if one >= self.done:
                    yield from self._whole(one, other) or ()

    def _whole(self, start: int, end: int) -> type_of_finds | None:
        """The finding of a piece as a whole, none when it certainly is nothing, None when nobody knows."""
        text = self._text
        groups = _GROUP.findall(text, start, end)
        first = start + len(groups[0])
        if len(groups) > 1 and (known := identities.lettered(text, start, end)) is not None:
            return self._keep(known)
        if self._is_word(start, first) or (len(groups) > 1 and self._is_word(end - len(groups[-1]), end)):
            return self._word(start, end)
        digits = "".join(groups)
        return self._digits(start, end, digits) if len(digits) > 2 else None

    def _is_word(self, start: int, end: int) -> bool:
        """Whether digits are part of a word with letters, and no telephone number with its extension."""
        text = self._text
        before, behind = text[start - 1 : start], text[end : end + 1]
        if before.isalpha() or (before in {"-", "_"} and text[start - 2 : start - 1].isalpha()):
            return True
        joined = behind.isalpha() or (behind in {"-", "_"} and text[end + 1 : end + 2].isalpha())
        return joined and not phones.has_extension(text, end) and not _LABELLED.match(text, end)

    def _word(self, start: int, end: int) -> type_of_finds | None:
        """The findings in a word of letters and digits, and in what follows it in the piece."""
        text = self._text
        begin, until = references.token_at(text, start)
        finding = self._token(begin, until)
        until = self._until_long(start, until, known=bool(finding) or references.is_thing(text[begin:until]))
        self.done = max(self.done, until)
        found = self._keep(finding) if finding else ()
        rest = _trimmed(text, until, end) if until < end else None
        return found + tuple(self._pieces(*rest)) if rest else found

    def _until_long(self, start: int, end: int, *, known: bool) -> int:
        """Where a word ends, or before it a run of 13 digits begins that goes on behind it or that nobody knows."""
        for group in _GROUP.finditer(self._text, start, end):
            run = _RUN.match(self._text, group.start()) if group.start() > start else None
            if run and sum(map(str.isdigit, run[0])) >= cards.LEAST and (run.end() > end or not known):
                return group.start()
        return end

    def _token(self, start: int, end: int) -> Finding | None:
        text = self._text
        known = identities.written(text, start, end)
        if known:
            return known
        if references.is_thing(text[start:end]) or references.is_in_link(text, start):
            return None
        cue = cue_before(text, start) or self._inherited(start)
        if cue and cue.kind is Kind.IDENTITY:
            return identities.named(start, end, sum(map(str.isalnum, text[start:end])))
        if (cue and cue.kind is Kind.PLACE) or (not cue and self._asked[:1] == (Found.PLACE,)):
            return references.postcode(text, start)
        return references.coded(text, start, end, cue or cue_after(text, end), self._asked)

    def _inherited(self, start: int) -> Cue | None:
        """What the number before was, when this one only continues a list of them."""
        last = self._last
        if last is None or last.what not in _INHERITED or not references.is_listed(self._text, last.end, start):
            return None
        return _INHERITED[Found(last.what)]

    def _digits(self, start: int, end: int, digits: str) -> type_of_finds | None:
        """The finding of digits that are no part of a word; none for an amount, None when nobody knows."""
        text = self._text
        before = cue_before(text, start)
        finding = references.in_pieces(text, start, end) if before is None or before.strangers else None
        finding = finding or naming.sure(text, start, end, digits, before)
        if finding:
            return self._keep(finding)
        if (len(digits) < 7 or before is None or before.kind not in _STRONG) and is_amount(text, start, end):
            return ()
        cue = self._cue(start, end, before)
        finding = (
            (naming.called(text, start, end, digits, cue) if cue else None)
            or cards.beside(text, start, end, digits, self._last)
            or (naming.answer(text, start, end, digits, self._asked) if self._asked and _is_open(cue) else None)
            or naming.unnamed(text, start, end, digits, cue)
        )
        return self._keep(finding) if finding else None

    def _cue(self, start: int, end: int, before: Cue | None) -> Cue | None:
        """What the words before call it, else the list that it continues, else the words behind."""
        if before and before.kind is not Kind.OTHER:
            return before
        return self._inherited(start) or cue_after(self._text, end) or before


def _is_open(cue: Cue | None) -> bool:
    """Whether no words say for certain what a number is, so that a question may."""
    return cue is None or cue.kind is Kind.NUMBER or cue.strangers > 0


_LABELLED: Final = re.compile(r"-[^\W\d_]{3,}(?![\w-])")  # "078 8098 1119-Office" is no word


def _days(text: str, start: int, end: int) -> list[type_of_span]:
    """The dates in a run of digits."""
    run = text[start:end]
    return dates.plain(text, start, end) if end - start > 5 and ("/" in run or "." in run or "-" in run) else []


def _between(text: str, start: int, end: int, days: list[type_of_span]) -> Iterator[type_of_span]:
    """What is left of a run when its dates are cut out."""
    if not days:
        yield start, end
        return
    for first, last in zip((start, *(day[1] for day in days)), (*(day[0] for day in days), end), strict=True):
        if (span := _trimmed(text, first, last)) is not None:
            yield span


def _trimmed(text: str, start: int, end: int) -> type_of_span | None:
    """From the first digit to the last; None where there is none."""
    groups = [match.span() for match in _GROUP.finditer(text, start, end)]
    return (groups[0][0], groups[-1][1]) if groups else None


def _split(text: str, start: int, end: int, at: re.Pattern[str]) -> list[type_of_span]:
    """The pieces of `start` to `end` that the gaps `at` leave, each from a digit to a digit."""
    ends = [start]
    for gap in at.finditer(text, start, end):
        ends += gap.span()
    ends.append(end)
    spans = (_trimmed(text, one, other) for one, other in zip(ends[::2], ends[1::2], strict=True))
    return [span for span in spans if span]
