"""The verdict on a column: what its name says, what its values say, and one line of reason for both.

Values can confirm a name, contradict it, and speak where a name says nothing:

    name    values             verdict
    phone   phone numbers      a phone number, surer
    phone   yes or no, UUIDs   none: the name is about something else
    c_7     e-mail addresses   an e-mail address
    note    anything           a container, and what was found inside
"""

from collections.abc import Callable, Mapping
from functools import cached_property

from msgspec import Struct

from needline.discover.containers import Container, contained, key_column
from needline.discover.evidence import ENOUGH, Evidence, Look, evidence
from needline.discover.finding import Finding, Inside
from needline.discover.inside import BY_LOOK, in_json, in_pairs, in_text
from needline.discover.naming import Named, Place, named
from needline.discover.roles import IMPERSONAL, PERSONAL, Role
from needline.discover.schema import Column, Family
from needline.discover.senses import Group
from needline.discover.tokens import listed
from needline.spot import Spotter

_SHARE = 0.8  # of values that look alike, before they say what a column is
_SECRET = listed("""
    user.authorization.password user.authorization.credentials system.authentication
""")
_TELLING = frozenset({Look.CARD, Look.IBAN, Look.HASH, Look.SSN})  # whatever the table
_NAMES = 40  # values that spot reads to see whether they are names
_BORN_LATEST, _BORN_SPAN = 2012, 20  # years: of a column without a telling name that holds dates of birth


class Eye:
    """What reads values for names: made when the first column needs it, for it takes most of a second."""

    @cached_property
    def spotter(self) -> Spotter:
        """The spotter with its tagger."""
        return Spotter()


class Values(Struct, frozen=True, kw_only=True):
    """A sample of a table, and the names of fields that its key-value columns only number."""

    columns: Mapping[str, tuple[str | None, ...]]
    called: Callable[[str], Mapping[str, str]]  # a table → its keys → what they are called


def judged(column: Column, place: Place, values: Values | None, eye: Eye) -> Finding | None:
    """What the column is; None where nothing says that it is personal."""
    own = values.columns.get(column.name) if values else None
    seen = evidence(own) if own is not None else None
    by_name, holds = named(column, place), contained(column, place)
    if by_name and seen and _contradicted(by_name, seen):
        by_name = None
    by_value = _by_value(column, place, own, seen, eye) if own and seen and not column.refers else None
    if holds is None and own and seen and by_name is None and by_value is None:
        holds = _prose(column, place, own, seen, eye)
    if by_name is None and by_value is None and holds is None:
        return None
    inside = _inside(column, place, holds, values, eye) if holds and values else ()
    found = _Verdicts(by_name=by_name, by_value=by_value, holds=holds, seen=seen)
    return _finding(f"{place.table.name}.{column.name}", found, inside)


# ── values against names ───────────────────────────────────────────────────────────────────────────
def _contradicted(by_name: Named, seen: Evidence) -> bool:
    """Whether the values cannot be what the name says."""
    if seen.distinct == 0:
        return False
    group, few = by_name.sense.group, seen.distinct < ENOUGH
    if seen.share(Look.YES_NO) == 1 and group is not Group.PLAIN:
        return seen.filled >= ENOUGH
    if few:
        return False
    if by_name.category == "user.contact.email":
        return seen.share(Look.EMAIL) < 0.2
    if group is Group.PLAIN or by_name.sense.group is Group.PLACE:
        return seen.share(Look.UUID) > _SHARE and by_name.category not in _SECRET
    if by_name.category.startswith("user.name"):
        return seen.share(Look.NUMBER) + seen.share(Look.DATE) + seen.share(Look.UUID) > _SHARE
    return seen.share(Look.UUID) > _SHARE or (group is Group.CONTACT and seen.share(Look.WORDS) > _SHARE)


class ByValue(Struct, frozen=True):
    """What values alone say."""

    category: str
    sure: float
    why: str


def _by_value(column: Column, place: Place, own: tuple[str | None, ...], seen: Evidence, eye: Eye) -> ByValue | None:
    if seen.distinct < ENOUGH or (column.key and column.family is Family.NUMBER):
        return None
    for look, category in BY_LOOK.items():
        share = seen.share(look)
        if share >= _SHARE and (look in _TELLING or place.role not in IMPERSONAL):
            why = f"{share:.0%} of {seen.distinct:,} values are {look}, most shaped {seen.shape}"
            return ByValue(
                category, min(0.97, 0.75 + share / 5), why if look is not Look.HASH else why.partition(", most")[0]
            )
    return _born(column, place, seen) or _people(place, own, seen, eye)


def _born(column: Column, place: Place, seen: Evidence) -> ByValue | None:
    years = seen.years
    if place.role is not Role.PERSON or column.family is not Family.DATE or len(years) < 2 * ENOUGH:
        return None
    tenth, ninetieth = years[len(years) // 10], years[len(years) * 9 // 10]
    if ninetieth > _BORN_LATEST or ninetieth - tenth < _BORN_SPAN:
        return None
    why = f"dates from about {tenth // 10 * 10} to {ninetieth // 10 * 10} in a table of people are those of birth"
    return ByValue("user.demographic.date_of_birth", 0.6, why)


def _people(place: Place, own: tuple[str | None, ...], seen: Evidence, eye: Eye) -> ByValue | None:
    """Names, where the table is about people and most values are different words."""
    about = place.role in PERSONAL or place.tied or place.count(Group.CONTACT) > 0
    varied = seen.distinct >= 2 * ENOUGH and seen.distinct * 2 >= seen.filled
    if not about or place.role in IMPERSONAL or not varied or seen.share(Look.WORDS) < _SHARE:
        return None
    texts = list(dict.fromkeys(value for value in own if value))[:_NAMES]
    several = [text for text in texts if " " in text.strip()]
    if len(several) * 2 < len(texts):  # one word by itself is a name as easily as a product
        return None
    found = sum(any(finding.what == "name" for finding in one) for one in eye.spotter.spot_all(texts))
    share = found / len(texts)
    if share < 0.7:
        return None
    return ByValue("user.name", 0.65, f"{share:.0%} of {len(texts)} values read as names, most shaped {seen.shape}")


def _prose(column: Column, place: Place, own: tuple[str | None, ...], seen: Evidence, eye: Eye) -> Container | None:
    """Free text that only its values show; in tables of goods only where it holds what reaches people."""
    if column.family is not Family.TEXT or column.refers or seen.distinct < 2 * ENOUGH:
        return None
    about = place.role not in IMPERSONAL | {Role.UNKNOWN} or place.tied
    if about and (seen.share(Look.PROSE) >= 0.5 or seen.share(Look.JSON) >= _SHARE):
        what = "JSON" if seen.share(Look.JSON) >= _SHARE else "sentences"
        share = max(seen.share(Look.PROSE), seen.share(Look.JSON))
        return Container("user.content.private", 0.8, f"{share:.0%} of {seen.distinct:,} values are {what}")
    if seen.share(Look.PROSE) < 0.3 or place.role is Role.LOOKUP:
        return None
    held = [one for one in in_text(own, eye.spotter) if one.category in _REACHES and one.share >= 0.05]
    if not held:
        return None
    return Container("user.content.private", 0.7, "free text in which what reaches people was found")


_REACHES = listed("""
    user.contact.email user.contact.phone_number user.financial.credit_card user.financial.bank_account
    user.government_id user.authorization.password
""")  # fmt: skip


def _inside(column: Column, place: Place, holds: Container, values: Values, eye: Eye) -> tuple[Inside, ...]:
    own = values.columns.get(column.name)
    if not own:
        return ()
    key = key_column(place.table)
    keys = values.columns.get(key.name) if key else None
    if holds.pairs and key and keys:
        found = in_pairs(keys, own, values.called(key.refers) if key.refers else {}, place)
        if found:
            return found
    return in_json(own, place) or in_text(own, eye.spotter)


# ── the finding ────────────────────────────────────────────────────────────────────────────────────
class _Verdicts(Struct, frozen=True, kw_only=True):
    """What each side says of one column."""

    by_name: Named | None
    by_value: ByValue | None
    holds: Container | None
    seen: Evidence | None


def _finding(column: str, found: _Verdicts, inside: tuple[Inside, ...]) -> Finding:
    category, sure = _weighed(found)
    parts = [one.why for one in (found.by_name, found.by_value, found.holds) if one]
    if not found.by_value:
        parts.append(_filled(found.seen, category, prose=found.holds is not None))
    parts.append(_found_in(inside))
    return Finding(
        column=column, category=category, container=found.holds is not None, confidence=round(sure, 2),
        why="; ".join(filter(None, parts)), inside=inside, means=found.by_name.sense.means if found.by_name else "",
    )  # fmt: skip


def _weighed(found: _Verdicts) -> tuple[str | None, float]:
    """The category and how sure it is: of a name and values that differ the surer one, of a container its own."""
    by_name, by_value = found.by_name, found.by_value
    if by_name and by_value:
        if _agree(by_name, by_value):
            return by_name.category, 0.98
        stays = by_name.category in _SECRET or by_name.sense.means == "a user name" or by_name.sure >= by_value.sure
        return (by_name.category, by_name.sure) if stays else (by_value.category, by_value.sure)
    if by_name:
        return by_name.category, min(0.95, by_name.sure + (0.03 if found.seen and found.seen.filled else -0.03))
    if by_value:
        return by_value.category, by_value.sure
    return (found.holds.category, found.holds.sure) if found.holds else (None, 0.0)


def _agree(by_name: Named, by_value: ByValue) -> bool:
    """Whether one category is the other or above it; a fax number looks like any phone's."""
    a, b = by_name.category, by_value.category
    return a.startswith(b) or b.startswith(a) or (a == "user.contact.fax_number" and b == BY_LOOK[Look.PHONE])


def _filled(seen: Evidence | None, category: str | None, *, prose: bool) -> str:
    if seen is None:
        return "no values were read"
    if not seen.filled:
        return "it is empty" if seen.rows == 0 else f"{seen.rows:,} rows looked at, all empty"
    shape = "" if prose or category in _SECRET or not seen.shape else f", most shaped {seen.shape}"
    return f"{seen.filled / seen.rows:.0%} of {seen.rows:,} rows filled{shape}"


def _found_in(inside: tuple[Inside, ...]) -> str:
    told = [
        f"{one.category} {'in ' + one.where if one.where else f'in {one.share:.0%} of texts'}" for one in inside[:4]
    ]
    more = f" and {len(inside) - 4} more" if len(inside) > 4 else ""
    return f"inside: {', '.join(told)}{more}" if told else ""
