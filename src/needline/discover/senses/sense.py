"""What a word can mean: a category, in which tables, and of which kind of values."""

from enum import Enum

from msgspec import Struct

from needline.discover.roles import Role
from needline.discover.schema import Family
from needline.discover.tokens import phrases

TEXT, NUMBER, DATE, BLOB, JSON = Family.TEXT, Family.NUMBER, Family.DATE, Family.BLOB, Family.JSON
PEOPLE = frozenset({Role.PERSON, Role.STAFF})
OWNED = frozenset(Role) - {Role.HOUSE, Role.LOOKUP, Role.GOODS}
KEPT = frozenset(Role) - {Role.LOOKUP, Role.GOODS}  # a mailbox of the company has a password, too
ANYWHERE = frozenset(Role)
MONEY = frozenset({Role.BANK, Role.PAYMENT, Role.CARD})


class Group(Enum):
    """Senses that help each other: what stands beside a column says what it is."""

    PERSON = "who somebody is"  # one such column makes its table one about people
    CONTACT = "how somebody is reached"
    PLACE = "where somebody lives"
    PLAIN = "anything else"


class Sense(Struct, frozen=True, kw_only=True):
    """A meaning that the name of a column can have."""

    means: str  # as a reason says it
    category: str
    words: frozenset[tuple[str, ...]]
    roles: frozenset[Role]  # of tables in which the words mean it by themselves
    families: frozenset[Family] = frozenset({TEXT})
    group: Group = Group.PLAIN
    sure: float = 0.85
    company: bool = False  # a column beside others of the same group is enough, whatever the table


def sense(
    means: str,
    category: str,
    listed: str,
    *more: Family,
    roles: frozenset[Role] = OWNED,
    group: Group = Group.PLAIN,
    sure: float = 0.85,
    company: bool = False,
) -> Sense:
    """A sense of texts, and of values of the families in `more`; `listed` are its phrases, with commas."""
    return Sense(
        means=means, category=category, words=phrases(listed), roles=roles, families=frozenset({TEXT, *more}),
        group=group, sure=sure, company=company,
    )  # fmt: skip
