"""What a scan saw: in how many conversations of each journey each element came up. Counters, never text.

`scan` makes it of transcripts and mail, `drift` holds it against what the estate declares, `exposure` and the map
take it as measured. It travels as one JSON object (`needline scan --out`), read with `msgspec.json.decode`.
"""

from typing import Literal

from msgspec import Struct


class Sighting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An element in the conversations of one journey."""

    given: int = 0  # conversations in which the customer wrote or said it
    asked: int = 0  # in which an agent or a bot asked for it
    shown: int = 0  # in which an agent or a bot wrote or said it
    first: float | None = None  # of these conversations; seconds since 1970, UTC; None: no times are known
    last: float | None = None


class Watched(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The conversations of one journey."""

    conversations: int
    seen: dict[str, Sighting] = {}  # element of the estate; where none stands for it, what `spot` calls it


class Skipped(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What could not be read; `why` never quotes it."""

    file: str
    line: int = 0  # from 1; 0: the file as a whole
    why: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.why}"


class Observed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that one scan saw, and what it could not read."""

    observed: Literal[1] = 1  # the version of this format
    depth: Literal["whole", "quick"] = "whole"  # quick: patterns and words alone, no names and no addresses
    files: int = 0
    journeys: dict[str, Watched] = {}  # the key "" holds conversations of which nothing tells the journey
    skipped: tuple[Skipped, ...] = ()
    first: float | None = None  # of all conversations; seconds since 1970, UTC
    last: float | None = None
