"""Route: the least exposed desk that can finish a journey.

A desk can finish a journey that it handles, by a channel by which the journey comes, unless it is a bot that has
no certificate where it needs one, or that would have to sign in for an element: bots sign in to nothing. No message
is ever about a journey that breaks the glass: that one is for people who say why.

Of those that can, in this order:

    a bot before people   nobody is there who could be bribed, and it reaches what the estate says and no more
    reach                 the own record before the open contact
    view                  what the desk sees in all its journeys: its agents may pick any of them
    load                  open contacts for each seat
    name                  so that the answer is always the same
"""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from msgspec import Struct

from needline.estate.model import Assurance, Form
from needline.policy import Policy

# Harm of what is seen in full; of what is seen in part; of what is only hinted at. Compared in this order, so that
# no number of hints outweighs one value, and no weights need be believed.
View = tuple[int, int, int]
Rank = tuple[int, int, View, Fraction, str]

_PART = (Form.BANDED, Form.MASKED)


class Choice(Struct, frozen=True, kw_only=True):
    """Where a contact goes, as which journey, and why in one line."""

    desk: str
    journey: str
    why: str


def route(
    policy: Policy, journey: str, channel: str, open_loads: Mapping[str, int], *, certified: Collection[str] = ()
) -> Choice | None:
    """The desk for `journey` by `channel`, or `None`: no desk can finish it there.

    `open_loads` counts the contacts open at each desk, none where one is missing; `certified` names the bots that
    hold a certificate.
    """
    able = [desk for desk in policy.seats if _can_finish(policy, desk, journey, channel, certified)]
    if not able:
        return None
    ranks = sorted(_rank(policy, desk, open_loads) for desk in able)
    return Choice(desk=ranks[0][-1], journey=journey, why=_why(policy, journey, ranks))


def least(policy: Policy, channel: str, open_loads: Mapping[str, int], *, why: str = "unsure") -> Choice | None:
    """For a contact of which nobody knows what it is about: people who see least, and their least telling journey.

    `None`: no people handle anything by `channel`. `why` begins the line that says so.
    """
    ways = [
        (_rank(policy, desk, open_loads), view(policy, journey), journey)
        for desk, journey in policy.needs
        if not policy.seats[desk].bot and _can_finish(policy, desk, journey, channel, ())
    ]
    if not ways:
        return None
    (*_, desk), _, journey = min(ways)
    return Choice(desk=desk, journey=journey, why=f"{why}: {policy.called(desk)} are the people who see least")


def view(policy: Policy, *journeys: str) -> View:
    """How much harm what these journeys see could do; every element counts once, in its most telling form."""
    seen: dict[str, Form] = {}
    for journey in journeys:
        for element, need in policy.needs[policy.journeys[journey].desks()[0], journey].items():
            seen[element] = max(seen.get(element, need.form), need.form)
    harm = {element: policy.estate.elements[element].harm for element in seen}
    full = sum(harm[element] for element, form in seen.items() if form is Form.FULL)
    part = sum(harm[element] for element, form in seen.items() if form in _PART)
    hints = sum(harm[element] for element, form in seen.items() if Form.USE < form < Form.BANDED)
    return full, part, hints


def _can_finish(policy: Policy, desk: str, journey: str, channel: str, certified: Collection[str]) -> bool:
    if not policy.serves(desk, journey) or channel not in policy.journeys[journey].through:
        return False
    if policy.journeys[journey].break_glass:
        return False
    if (bot := policy.estate.bots.get(desk)) is None:
        return policy.estate.desks[desk].seats > 0
    if bot.certificate == "required" and desk not in certified:
        return False
    needs = policy.needs[desk, journey].values()
    return all(policy.staff_proof(desk, need) is Assurance.NOTHING for need in needs)


def _rank(policy: Policy, desk: str, open_loads: Mapping[str, int]) -> Rank:
    seat = policy.seats[desk]
    people = policy.estate.desks.get(desk)
    load = Fraction(open_loads.get(desk, 0), people.seats if people else 1)
    return 0 if seat.bot else 1, seat.reach.rank, view(policy, *_journeys(policy, desk)), load, desk


def _journeys(policy: Policy, desk: str) -> Iterator[str]:
    return (journey for other, journey in policy.needs if other == desk)


def _why(policy: Policy, journey: str, ranks: list[Rank]) -> str:
    chosen, others = ranks[0], ranks[1:]
    called = f"{policy.called(chosen[-1])} for {policy.called(journey)}"
    if not others:
        return f"{called}: the only desk that can finish it"
    reasons = ("a bot before people", "the smallest reach", "the smallest view", "the smallest load", "first by name")
    apart = next(at for at in range(len(reasons)) if chosen[at] != others[0][at])
    return f"{called}: {reasons[apart]} of {len(ranks)} desks that can finish it"
