"""What the tests of readers share: an ear that finds little and honestly, and a file written back."""

import io
import re
from collections.abc import Iterator, Sequence

from needline.spot.finding import Finding, Found, settled
from needline.transcripts import Format, Kept, Passage, Piece, Unread, edits, heard, pieces, written

_CARD = re.compile(r"(?:[0-9][ -]?){12,18}[0-9]")
_EMAIL = re.compile(r"[\w.]{1,40}@[\w.]{1,40}\w")
_PASSWORD = re.compile(r"password: (\S+)")
CARD = "4929 1234 5678 9012"


class Ear:
    """Finds long numbers, addresses of mail and what follows "password: "; breaks on the word BROKEN."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def spot(self, text: str) -> tuple[Finding, ...]:
        if "BROKEN" in text:
            raise ZeroDivisionError(text)
        kinds = ((_CARD, 0, Found.CARD_NUMBER), (_EMAIL, 0, Found.EMAIL), (_PASSWORD, 1, Found.PASSWORD))
        return settled(
            Finding(*match.span(group), what, 0.9, "a form")
            for pattern, group, what in kinds
            for match in pattern.finditer(text)
        )

    def hear(self, said: Sequence[tuple[str, str]]) -> list[tuple[Finding, ...]]:
        self.told += said
        return [self.spot(text) for _, text in said]


def read(raw: bytes, name: str = "", kind: Format | None = None, fields: Sequence[str] = ()) -> list[Piece]:
    """All pieces of a file."""
    return list(pieces(io.BytesIO(raw), name, kind=kind, fields=fields))


def passages(raw: bytes, name: str = "", **how: object) -> list[Passage]:
    """The passages of a file."""
    return [piece for piece in read(raw, name, **how) if isinstance(piece, Passage)]  # type: ignore[arg-type]  # as read takes them


def texts(raw: bytes, name: str = "") -> list[str]:
    """What its passages say."""
    return [passage.text for passage in passages(raw, name)]


def unread(raw: bytes, name: str = "") -> list[str]:
    """What could not be read of it."""
    return [str(piece) for piece in read(raw, name) if isinstance(piece, Unread)]


def masked(raw: bytes, name: str = "", ear: Ear | None = None) -> bytes:
    """The file, masked."""
    return b"".join(_masked(raw, name, ear or Ear()))


def _masked(raw: bytes, name: str, ear: Ear) -> Iterator[bytes]:
    for piece, found in heard(read(raw, name), ear):
        match piece:
            case Kept():
                yield piece.raw
            case Unread():
                yield piece.stand_in
            case Passage():
                yield written(piece, edits(piece, found, lambda _, finding: f"[{finding.what}]"))
