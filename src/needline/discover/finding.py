"""What discovery says of one column, and the words that it says it in."""

from msgspec import Struct


class Inside(Struct, frozen=True, kw_only=True):
    """What a sample of a container held: under a path, for a field, or anywhere in its text."""

    where: str  # a path in JSON, the name of a field; empty: anywhere
    category: str
    share: float  # of the values looked at


class Finding(Struct, frozen=True, kw_only=True):
    """A column that is personal or can hold anything; `why` is one line and shows no value."""

    column: str  # table.column
    category: str | None  # a Fides key; null: a container in which nothing was found so far
    container: bool
    confidence: float  # 0 to 1
    why: str
    store: str = ""
    inside: tuple[Inside, ...] = ()
    decided: str = ""  # what a person said of it, where somebody did
    judged: str | None = None  # the category by judgement, where a person said otherwise
    means: str = ""  # the sense: a first name, a town

    @property
    def table(self) -> str:
        """The table, with its schema before it where that is not the usual one."""
        return self.column.rpartition(".")[0]
