"""From an estate to a policy."""

import hashlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from needline.errors import EstateError
from needline.estate.model import Assurance, Estate, Form, Journey, Sight, Trigger
from needline.policy.problems import problems
from needline.policy.table import Key, Need, Policy, Seat
from needline.policy.words import BUILT_IN, words

_encoder = msgspec.json.Encoder(order="deterministic")


def digest(estate: Estate) -> str:
    """SHA-256, in hex, over the estate in one canonical encoding: comments and layout do not count."""
    return hashlib.sha256(_encoder.encode(estate)).hexdigest()


def compile_policy(estate: Estate) -> Policy:
    """Turn an estate into a policy. Raises `EstateError` with every problem that `problems` finds.

    A journey's needs are compiled once and shared by all its desks, so 1,000 journeys at 100 desks each with
    300 elements cost 300,000 needs and not 30 million.
    """
    if found := problems(estate):
        raise EstateError(found)
    return Policy(
        digest=digest(estate),
        estate=estate,
        needs=MappingProxyType(dict(_rows(estate))),
        seats=MappingProxyType({seat.name: seat for seat in _seats(estate)}),
        homes=MappingProxyType({held: name for name, store in estate.stores.items() for held in store.holds}),
        watch=MappingProxyType(dict(sorted(_watch(estate), key=_weight))),  # of the same words, the later counts
    )


def _rows(estate: Estate) -> Iterator[tuple[Key, Mapping[str, Need]]]:
    for name, journey in estate.journeys.items():
        row = MappingProxyType({element: _need(journey, element, sight) for element, sight in journey.sees.items()})
        for desk in journey.desks():
            yield (desk, name), row


def _need(journey: Journey, element: str, sight: Form | Sight) -> Need:
    if isinstance(sight, Form):
        return Need(element=element, form=sight, customer=journey.customer_proves)
    return Need(
        element=element,
        form=sight.form,
        customer=journey.customer_proves if sight.customer is None else sight.customer,
        staff=Assurance.NOTHING if sight.staff is None else sight.staff,
    )


def _seats(estate: Estate) -> Iterator[Seat]:
    for name, desk in estate.desks.items():
        called = desk.called or name.replace("_", " ")
        yield Seat(name=name, called=called, bot=False, signs_in=desk.signs_in, reach=desk.reach)
    for name, bot in estate.bots.items():
        called = bot.called or name.replace("_", " ")
        yield Seat(name=name, called=called, bot=True, signs_in=Assurance.NOTHING, reach=bot.reach)


def _watch(estate: Estate) -> Iterator[tuple[tuple[str, ...], Trigger]]:
    for lists in (BUILT_IN, estate.triggers):
        for trigger, languages in lists.items():
            for said in languages.values():
                for one in said:
                    yield words(one), trigger


def _weight(watched: tuple[tuple[str, ...], Trigger]) -> bool:
    """High stakes weigh more: no list of an estate turns them into less."""
    return watched[1] is Trigger.HIGH_STAKES
