"""From pieces to findings: passages of one conversation are heard together, all others each for itself.

What comes later in a conversation counts for what came before: a card number that is read out in pieces, a name that
is spelled once. So the pieces of a conversation are held until it ends, or until there are a thousand of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from needline.spot.finding import Finding
from needline.transcripts.passage import UNREAD, Passage, Piece, Unread, placed, said

MOST_HELD = 1_000  # pieces
MOST_TEXT = 1024 * 1024  # code points of the passages among them


class Ear(Protocol):
    """Finds personal data: `needline.spot.Spotter`."""

    def spot(self, text: str) -> tuple[Finding, ...]:
        """What a text holds."""
        ...

    def hear(self, said: Sequence[tuple[str, str]]) -> Sequence[tuple[Finding, ...]]:
        """What each turn of a conversation holds; a turn is a role and a text."""
        ...


Heard: TypeAlias = tuple[Piece, tuple[Finding, ...]]


def heard(pieces: Iterable[Piece], ear: Ear) -> Iterator[Heard]:
    """Every piece, in order, with what it holds. A passage of which nobody can say what it holds is `Unread`."""
    held: list[Piece] = []
    conversation, size = "", 0
    for piece in pieces:
        name = piece.conversation if isinstance(piece, Passage) else ""
        if (name and name != conversation) or len(held) >= MOST_HELD or size > MOST_TEXT:
            yield from _together(held, ear)
            held, conversation, size = [], name, 0
        if conversation:
            held.append(piece)
            size += len(piece.text) if isinstance(piece, Passage) else 0
        else:
            yield _alone(piece, ear)
    yield from _together(held, ear)


def _together(held: Sequence[Piece], ear: Ear) -> Iterator[Heard]:
    turns = [piece for piece in held if isinstance(piece, Passage) and piece.conversation]
    try:
        findings = iter(ear.hear([(turn.role, said(turn)) for turn in turns]))
        found = [(piece, _found(piece, next(findings), ear) if _is_turn(piece) else None) for piece in held]
    except Exception:  # noqa: BLE001  # a turn that breaks a rule is unread, and the others are not
        found = [(piece, None) for piece in held]
    for piece, known in found:
        yield (piece, known) if known is not None else _alone(piece, ear)


def _is_turn(piece: Piece) -> bool:
    return isinstance(piece, Passage) and bool(piece.conversation)


def _alone(piece: Piece, ear: Ear) -> Heard:
    if not isinstance(piece, Passage):
        return piece, ()
    try:
        return piece, _found(piece, ear.spot(said(piece)), ear)
    except Exception as error:  # noqa: BLE001  # see above
        end = "\n" * piece.text.endswith("\n")
        why = f"unexpected {type(error).__name__}"
        return Unread(line=piece.line, why=why, stand_in=piece.ink(UNREAD + end)), ()


def _found(piece: Piece, findings: Iterable[Finding], ear: Ear) -> tuple[Finding, ...]:
    """The findings in their places; where something is hidden, the text is looked at as it stands, too.

    A number whose digits stand in several tags is found in what is seen, an address within a tag in what stands.
    """
    if not isinstance(piece, Passage):
        return ()
    return placed(piece, findings, ear.spot(piece.text) if piece.hidden else ())
