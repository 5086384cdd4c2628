"""The verdict on a column by what it is called, and where it stands.

    the words of its name        → senses, of which the one at the name's end goes first, then the longest
    the table's role             → whether the words mean it here: a `name` in a lookup is nobody's
    what stands beside it        → a `state` beside a town is a place, alone it is a status
    type and keys                → no sense holds for a yes or no; a foreign key is no finding

Nothing of this needs a value, so it judges empty tables and schemas without data as well.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from needline.discover.roles import IMPERSONAL, PERSONAL, Role, mentions, role
from needline.discover.schema import Column, Family, Table
from needline.discover.senses import ABOUT, COMPANYS, KNOWN, LONGEST, SENSES, SOMEBODYS, STRANGERS, Group, Sense
from needline.discover.tokens import listed, singular, split, words

_PEOPLE = frozenset({Role.PERSON, Role.STAFF})
_SURE = 0.8  # of a sense; what is less sure counts only where the whole name says it


class Reading(Struct, frozen=True):
    """A sense that a column's name may have."""

    sense: Sense
    rest: tuple[str, ...]  # the words of the name that the sense does not take up


class Named(Struct, frozen=True):
    """What a column is by its name."""

    sense: Sense
    category: str
    sure: float
    why: str


class Place(Struct, frozen=True, kw_only=True):
    """A table as its columns are judged: its role, what its columns say together, whose rows they are."""

    table: Table
    role: Role
    readings: Mapping[str, tuple[Reading, ...]]  # column → senses, the likeliest first
    groups: Mapping[Group, frozenset[str]]  # group → what its columns mean
    meanings: frozenset[str]  # of all columns
    parents: frozenset[Role]  # roles of the tables that it refers to
    tied: bool  # it refers to a table of people by the one whose row it is

    def count(self, group: Group) -> int:
        """How many different meanings of a group stand in the table."""
        return len(self.groups.get(group, ()))


# ── tables ─────────────────────────────────────────────────────────────────────────────────────────
_DEED = listed("""
    created updated modified deleted assigned uploaded approved changed edited closed opened resolved inviter
    creator editor modifier uploader assignee handled processed locked added by responsible agent staff employee
    operator support salesperson default reports author
""")  # of these a reference names who did something, not whose row it is


def places(tables: Sequence[Table]) -> dict[str, Place]:
    """Every table by its name, as its columns are judged."""
    alone = {table.name: _alone(table) for table in tables}
    return {table.name: _among(alone[table.name], alone) for table in tables}


def _alone(table: Table) -> Place:
    noun = words(table.bare, KNOWN)[-1:]
    readings = {column.name: tuple(_readings(column, noun)) for column in table.columns}
    first = [(column, found[0].sense) for column in table.columns if (found := _telling(readings[column.name]))]
    groups = {
        group: frozenset(sense.means for column, sense in first if sense.group is group and not column.refers)
        for group in Group
    }
    place = Place(
        table=table, role=role(table.bare), readings=readings, groups=groups,
        meanings=frozenset(sense.means for _, sense in first), parents=frozenset(), tied=False,
    )  # fmt: skip
    return replace(place, role=_role(place))


def _telling(found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple(one for one in found if not _about(one))


def _role(place: Place) -> Role:
    """The role by the name, or by the columns where these say it better."""
    own, people = place.role, place.count(Group.PERSON)
    if people >= (1 if own in {Role.UNKNOWN, Role.HOUSE} else 2) and own in IMPERSONAL | {Role.UNKNOWN, Role.FILE}:
        return Role.PERSON
    if own is not Role.UNKNOWN:
        return own
    if "a password" in place.meanings and place.meanings & {"a user name", "an e-mail address"}:
        return Role.PERSON
    if "a bank account" in place.meanings:
        return Role.BANK
    if place.count(Group.PLACE) >= 3:
        return Role.ADDRESS
    return own


def _among(place: Place, others: Mapping[str, Place]) -> Place:
    """The place with what the tables that it refers to say of it."""
    refers = {column.name: others[column.refers].role for column in place.table.columns if column.refers in others}
    tied = any(target in _PEOPLE and owner(name) for name, target in refers.items())
    return replace(place, parents=frozenset(refers.values()), tied=tied)


# ── senses of a name ───────────────────────────────────────────────────────────────────────────────
_BY_PHRASE: dict[tuple[str, ...], list[int]] = {}
for _at, _one in enumerate(SENSES):
    for _phrase in _one.words:
        _BY_PHRASE.setdefault(_phrase, []).append(_at)


_BARE = frozenset({"address", "addr", "number", "no", "nr", "nummer", "numero", "adresse"})


def _readings(column: Column, noun: tuple[str, ...]) -> Iterator[Reading]:
    """The senses that the name can have, the likeliest first; the address of a table of e-mails is an e-mail's."""
    there = words(column.name, KNOWN)
    if len(there) == 1 and there[0] in _BARE:
        there = (*map(singular, noun), *there)
    end = max((at for at, word in enumerate(there, 1) if not word.isdigit()), default=len(there))
    found: dict[int, tuple[bool, int, tuple[str, ...]]] = {}
    for start in range(len(there)):
        for stop in range(start + 1, min(start + LONGEST, len(there)) + 1):
            for at in _BY_PHRASE.get(there[start:stop], ()):
                if column.family in SENSES[at].families:
                    rest = tuple(word for word in (*there[:start], *there[stop:]) if not word.isdigit())
                    found[at] = max(found.get(at, (False, 0, ())), (stop >= end, stop - start, rest))
    for at in sorted(found, key=lambda at: (not found[at][0], -found[at][1], at)):
        yield Reading(SENSES[at], found[at][2])


def _about(reading: Reading) -> bool:
    return bool(ABOUT & set(reading.rest))


# ── the verdict ────────────────────────────────────────────────────────────────────────────────────
def named(column: Column, place: Place) -> Named | None:
    """What the column is by its name; None where the name does not say that it is personal."""
    if column.family is Family.YES_NO or (column.key and column.family is Family.NUMBER):
        return None
    honorific = _title(column, place)
    if honorific:
        return honorific
    for reading in place.readings[column.name]:
        if not reading.sense.category:
            return None
        if column.refers and not (reading.sense.group is Group.PLACE and column.family is Family.TEXT):
            continue
        if _about(reading) or not _holds(reading, column, place):
            if reading.sense.sure > _SURE and not _about(reading) and place.role in IMPERSONAL:
                return None  # what it means most is the company's own; a weaker sense would be a guess
            continue
        return _named(reading, place)
    return None


def _named(reading: Reading, place: Place) -> Named:
    sense = reading.sense
    category = sense.category
    if sense.means in {"a password", "a user name"} and (place.role in IMPERSONAL or COMPANYS & set(reading.rest)):
        category = "system.authentication"  # the password of a mailbox is the company's
    why = f"its name means {sense.means}, in {_described(place)}"
    return Named(sense=sense, category=category, sure=sense.sure, why=why)


def _described(place: Place) -> str:
    return "a table" if place.role is Role.UNKNOWN else f"a table of {place.role}"


def _holds(reading: Reading, column: Column, place: Place) -> bool:
    sense, rest = reading.sense, set(reading.rest)
    if COMPANYS & rest and sense.group is Group.CONTACT:
        return False
    if sense.means == "a user name" and (place.role in IMPERSONAL or COMPANYS & rest):
        return "a password" in place.meanings
    own = rest <= SOMEBODYS | set(split(place.table.bare)) | _ARTICLES
    if sense.sure <= _SURE and not own:
        return False
    if sense.group is Group.PLACE and sense.company:
        return _placed(reading, place)
    if place.role in sense.roles and not _doubtful(sense, column, place):
        return True
    return _somebodys(reading, place)


_ARTICLES = listed("""
    de du des la le del di da do van von der the of en et y e i und and a l d
""")


def _placed(reading: Reading, place: Place) -> bool:
    """Whether a part of an address is one here: in a table of people, or beside other parts."""
    sense = reading.sense
    if place.role in IMPERSONAL:
        return bool(STRANGERS & set(reading.rest)) and place.count(Group.PLACE) > 1
    others = place.groups.get(Group.PLACE, frozenset()) - {sense.means, "a country"}
    if sense.means in {"a state or region", "a line of an address"}:
        return bool(others) or bool(SOMEBODYS & set(reading.rest) and place.role in PERSONAL)
    return place.role in sense.roles or bool(others) or bool(SOMEBODYS & set(reading.rest))


def _doubtful(sense: Sense, column: Column, place: Place) -> bool:
    """Whether words hold only for want of a better one: a reference to a payment is a key unless it is text."""
    if sense.means == "an organisation":
        return place.role in _PEOPLE and place.count(Group.CONTACT) + place.count(Group.PLACE) == 0
    return bool(column.refers) and sense.group is not Group.PLACE


def _somebodys(reading: Reading, place: Place) -> bool:
    """Whether the name itself, or what stands beside it, says that the value is somebody's."""
    sense = reading.sense
    qualified = bool((STRANGERS if place.role in IMPERSONAL else SOMEBODYS) & set(reading.rest))
    if place.role is Role.FILE and sense.category.startswith("user.government_id"):
        return mentions(place.table.bare, Role.PERSON)
    if sense.category == "user.name" and sense.sure <= _SURE:
        return qualified or _bearing(place)
    if sense.means == "an organisation":
        return qualified and place.role in PERSONAL
    return qualified and sense.group is not Group.PLAIN


def _bearing(place: Place) -> bool:
    """Whether a bare name is a person's: beside what reaches people, or what only people have."""
    if place.role in IMPERSONAL | {Role.AUTH, Role.FILE}:
        return False
    contact = place.count(Group.CONTACT)
    if place.role is Role.ADDRESS:
        return role(place.table.bare) is Role.ADDRESS and place.count(Group.PLACE) >= 2
    if place.role is Role.ORGANISATION:
        return place.count(Group.PERSON) >= 1 and contact >= 1
    return place.count(Group.PERSON) >= 1 or contact >= 2 or (contact >= 1 and place.tied)


# ── a title is a form of address, a job, or a headline ─────────────────────────────────────────────
_TITLE = frozenset({"title", "titel", "titre", "titulo", "titolo", "tytul"})
_GENDER = next(sense for sense in SENSES if sense.category == "user.demographic.gender")
_JOB = next(sense for sense in SENSES if sense.category == "user.job_title")


def _title(column: Column, place: Place) -> Named | None:
    there = split(column.name)
    if len(there) != 1 or there[0] not in _TITLE:
        return None
    if column.family is not Family.TEXT or not place.meanings & {"a first name", "a last name"}:
        return None
    works = place.role is Role.STAFF or place.meanings & {_GENDER.means, "an organisation", "work"}
    sense = _JOB if works else _GENDER
    why = f"a title beside a person's name means {sense.means}"
    return Named(sense=sense, category=sense.category, sure=0.7, why=why)


def named_as(name: str, place: Place) -> str | None:
    """The category of a field by its name alone, as if it were a column of a table of people."""
    column = Column(name=name, family=Family.TEXT)
    role_here = place.role if place.role in PERSONAL else Role.PERSON
    inner = replace(place, role=role_here, readings={name: tuple(_readings(column, ()))})
    found = named(column, inner)
    return found.category if found else None


def owner(column: str) -> bool:
    """Whether a reference says whose row it is, and not who did something to it."""
    return not _DEED & set(split(column))
