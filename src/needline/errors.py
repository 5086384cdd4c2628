"""What can go wrong that is not an answer.

A refusal is an answer: `Withhold` in a decision, `Refuse` to an action. A problem is a person's mistake in a
file; all of them are told at once. What is left are errors, and this is their whole tree:

    NeedlineError
      EstateError            the estate has problems: every one of them, with its place
      SettingsError          a setting is missing or makes no sense
      StoreError             needline's own state cannot be read or written
      RecordError            an entry cannot be made durable; nothing may be fetched
        EvidenceError        the record does not add up: changed, cut or forged
      SourceError            the system that holds customer data did not answer as it must
      ContactError           whoever asks has no such contact: one answer for none, another's and a closed one
      BotError               a bot did not answer as it must

No text of an error holds a customer's value.
"""

from collections.abc import Iterable

from msgspec import Struct

Path = tuple[str | int, ...]


class Place(Struct, frozen=True, order=True):
    """Where in which file; both counts begin at 1, as editors count."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(Struct, frozen=True, kw_only=True):
    """One thing wrong in an estate: where, what, and what to do about it."""

    path: Path  # keys from the top of the estate: ("journeys", "order_status", "by")
    what: str
    fix: str
    place: Place | None = None  # known once the estate was read from a file

    def __str__(self) -> str:
        where = str(self.place) if self.place else ".".join(map(str, self.path)) or "estate"
        return f"{where}: {self.what}; {self.fix}"


class NeedlineError(Exception):
    """Base of everything that needline raises on purpose."""


class EstateError(NeedlineError):
    """The estate has problems; `problems` lists every one of them, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class SettingsError(NeedlineError):
    """A setting is missing or makes no sense."""


class StoreError(NeedlineError):
    """Needline's own state cannot be read or written."""


class RecordError(NeedlineError):
    """An entry cannot be made durable; nothing may be fetched."""


class EvidenceError(RecordError):
    """The record does not add up; `place` is the first entry that is known to be wrong, from 0."""

    def __init__(self, what: str, *, place: int | None = None) -> None:
        self.place = place
        super().__init__(what)


class SourceError(NeedlineError):
    """The system that holds customer data did not answer as it must."""


class ContactError(NeedlineError):
    """Whoever asks has no such contact; the text is the same whether there is none, or it is another's."""


class BotError(NeedlineError):
    """A bot did not answer as it must: late, too long, or not in its language."""
