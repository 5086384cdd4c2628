"""Estates that a seed makes, and each of the ways to make one of them a little more dangerous."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from msgspec.structs import replace

from needline.estate import (
    Assurance,
    Bot,
    Channel,
    Desk,
    Element,
    Estate,
    Form,
    Journey,
    Reach,
    Sight,
    Store,
)
from needline.observed import Observed, Sighting, Watched

Wider = tuple[str, Estate]
ELEMENTS = ("name", "address", "charges", "card")
DESKS, BOTS = ("front", "back"), ("ava", "bo")
STORES, CHANNELS = ("calls", "chats"), ("phone", "chat", "mail")
FORMS, LEVELS = tuple(Form), tuple(Assurance)


def made(seed: int) -> Estate:
    """The estate of this number."""
    chance = Random(seed)
    return Estate(
        needline=1,
        estate=f"estate {seed}",
        owner="owner@shop.example",
        people=chance.choice((0, 10, 5000)),
        elements={name: _element(chance) for name in ELEMENTS},
        stores={name: _store(chance) for name in STORES},
        channels={name: _channel(chance) for name in CHANNELS},
        desks={name: _desk(chance) for name in DESKS},
        bots={name: Bot(at="env:BOT", reach=chance.choice(tuple(Reach))) for name in BOTS},
        journeys={f"journey_{at}": _journey(chance) for at in range(chance.randint(1, 3))},
    )


def watched(seed: int, estate: Estate) -> Observed:
    """What a scan saw in some journeys of this estate."""
    chance = Random(seed)
    return Observed(journeys={name: _watched(chance) for name in estate.journeys if chance.random() < 0.7})


def certified(seed: int) -> tuple[str, ...]:
    """Some of the bots."""
    return tuple(name for name in BOTS if Random(seed).random() < 0.5)


def wider(seed: int, estate: Estate, ways: int) -> Iterator[Wider]:
    """The estate after each of so many of the changes that must lower nothing."""
    chance = Random(seed)
    for way in chance.sample(_WAYS, ways):
        changed = way(chance, estate)
        if changed is not None:
            yield way.__name__.strip("_").replace("_", " "), changed


def split(estate: Estate) -> Estate:
    """The estate whose journeys are two halves each."""
    halves: dict[str, Journey] = {}
    for name, journey in estate.journeys.items():
        half = replace(journey, a_year=journey.a_year // 2)
        halves |= {f"{name}_one": half, f"{name}_two": half}
    return replace(estate, journeys=halves)


def new_name(name: str) -> str:
    """What this is called instead."""
    return f"x{name[::-1]}"


def renamed_sightings(seen: Observed) -> Observed:
    """The same scan of the estate in which everything is called something else."""
    journeys = {name: replace(one, seen=_renamed(one.seen)) for name, one in seen.journeys.items()}
    return replace(seen, journeys=_renamed(journeys))


def _renamed(section: dict[str, Any]) -> dict[str, Any]:
    return {new_name(name): one for name, one in section.items()}


def renamed(estate: Estate) -> Estate:
    """The same estate in which everything is called something else."""
    new, section = new_name, _renamed
    journeys = {
        new(name): replace(
            one,
            by=tuple(map(new, one.desks())),
            through=tuple(map(new, one.through)),
            sees=section(one.sees),
            asks_for=tuple(map(new, one.asks_for)),
            changes=tuple(map(new, one.changes)),
        )
        for name, one in estate.journeys.items()
    }
    return replace(
        estate,
        elements=section(estate.elements),
        stores={new(name): replace(one, redact=tuple(map(new, one.redact))) for name, one in estate.stores.items()},
        channels={
            new(name): replace(one, kept_in=one.kept_in and new(one.kept_in)) for name, one in estate.channels.items()
        },
        desks=section(estate.desks),
        bots=section(estate.bots),
        journeys=journeys,
    )


def _element(chance: Random) -> Element:
    return Element(category="user", harm=chance.choice((1, 3, 10, 30)))


def _store(chance: Random) -> Store:
    return Store(
        at="env:STORE",
        keep=chance.choice((None, "1d", "90d", "12m", "40y")),
        redact=tuple(name for name in ELEMENTS if chance.random() < 0.3),
    )


def _channel(chance: Random) -> Channel:
    return Channel(kept_in=chance.choice((None, *STORES)), recorded=chance.random() < 0.5)


def _desk(chance: Random) -> Desk:
    return Desk(seats=chance.choice((0, 1, 40)), signs_in=chance.choice(LEVELS), reach=chance.choice(tuple(Reach)))


def _journey(chance: Random) -> Journey:
    return Journey(
        by=tuple(chance.sample((*DESKS, *BOTS), chance.randint(1, 3))),
        through=tuple(chance.sample(CHANNELS, chance.randint(1, 2))),
        a_year=2 * chance.choice((0, 1, 700, 450_000)),
        customer_proves=chance.choice(LEVELS),
        sees={name: _sight(chance) for name in ELEMENTS if chance.random() < 0.5},
        asks_for=tuple(name for name in ELEMENTS if chance.random() < 0.2),
        changes=tuple(name for name in ELEMENTS if chance.random() < 0.1),
    )


def _sight(chance: Random) -> Form | Sight:
    form = chance.choice(FORMS)
    if chance.random() < 0.5:
        return form
    return Sight(form=form, customer=chance.choice((None, *LEVELS)), staff=chance.choice((None, *LEVELS)))


def _watched(chance: Random) -> Watched:
    conversations = chance.choice((0, 1, 30, 2000))
    seen = {
        name: Sighting(given=chance.randint(0, conversations), shown=chance.randint(0, conversations))
        for name in ELEMENTS
        if chance.random() < 0.5
    }
    return Watched(conversations=conversations, seen=seen)


# ── ways to make an estate more dangerous; None: not this estate ──────────────────────────────────────
def _in(estate: Estate, section: str, name: str, **changes: Any) -> Estate:
    known = getattr(estate, section)
    return replace(estate, **{section: known | {name: replace(known[name], **changes)}})


def _one(chance: Random, section: dict[str, Any]) -> str:
    return chance.choice(sorted(section))


def _another_element(chance: Random, estate: Estate) -> Estate:
    grown = replace(estate, elements=estate.elements | {"new": _element(chance)})
    name = _one(chance, estate.journeys)
    return _in(grown, "journeys", name, sees=grown.journeys[name].sees | {"new": _sight(chance)})


def _an_element_that_is_there_already(chance: Random, estate: Estate) -> Estate | None:
    name, element = _one(chance, estate.journeys), chance.choice(ELEMENTS)
    if element in estate.journeys[name].sees:
        return None
    return _in(estate, "journeys", name, sees=estate.journeys[name].sees | {element: _sight(chance)})


def _more_harm(chance: Random, estate: Estate) -> Estate | None:
    name = _one(chance, estate.elements)
    worse = {1: 3, 3: 10, 10: 30}.get(estate.elements[name].harm)
    return None if worse is None else _in(estate, "elements", name, harm=worse)


def _a_more_telling_form(chance: Random, estate: Estate) -> Estate | None:
    return _other_sight(chance, estate, lambda one: one.form < Form.FULL, lambda one: replace(one, form=Form.FULL))


def _an_element_asked_for(chance: Random, estate: Estate) -> Estate:
    name = _one(chance, estate.journeys)
    asks_for = (*estate.journeys[name].asks_for, chance.choice(ELEMENTS))
    return _in(estate, "journeys", name, asks_for=asks_for)


def _another_seat(chance: Random, estate: Estate) -> Estate:
    name = _one(chance, estate.desks)
    return _in(estate, "desks", name, seats=estate.desks[name].seats + 1)


def _another_desk_for_a_journey(chance: Random, estate: Estate) -> Estate:
    name = _one(chance, estate.journeys)
    by = {*estate.journeys[name].desks(), chance.choice((*DESKS, *BOTS))}
    return _in(estate, "journeys", name, by=tuple(sorted(by)))


def _another_channel(chance: Random, estate: Estate) -> Estate:
    grown = replace(estate, channels=estate.channels | {"new": _channel(chance)})
    name = _one(chance, estate.journeys)
    return _in(grown, "journeys", name, through=(*grown.journeys[name].through, "new"))


def _another_of_the_channels(chance: Random, estate: Estate) -> Estate:
    name = _one(chance, estate.journeys)
    through = {*estate.journeys[name].through, chance.choice(CHANNELS)}
    return _in(estate, "journeys", name, through=tuple(sorted(through)))


def _a_recording(chance: Random, estate: Estate) -> Estate:
    return _in(estate, "channels", _one(chance, estate.channels), recorded=True)


def _another_day_of_keeping(chance: Random, estate: Estate) -> Estate | None:
    name = _one(chance, estate.stores)
    keep = estate.stores[name].keep
    longer = {"1d": "2d", "90d": "91d", "12m": "367d", "40y": "41y"}
    return None if keep is None else _in(estate, "stores", name, keep=longer[keep])


def _no_end_of_keeping(chance: Random, estate: Estate) -> Estate:
    return _in(estate, "stores", _one(chance, estate.stores), keep=None)


def _an_element_less_redacted(chance: Random, estate: Estate) -> Estate:
    name = _one(chance, estate.stores)
    return _in(estate, "stores", name, redact=estate.stores[name].redact[1:])


def _a_weaker_proof_of_the_journey(chance: Random, estate: Estate) -> Estate | None:
    name = _one(chance, estate.journeys)
    weaker = _below(chance, estate.journeys[name].customer_proves)
    return None if weaker is None else _in(estate, "journeys", name, customer_proves=weaker)


def _a_weaker_proof_of_an_element(chance: Random, estate: Estate) -> Estate | None:
    return _other_sight(
        chance, estate, lambda one: bool(one.customer), lambda one: replace(one, customer=Assurance.NOTHING)
    )


def _a_weaker_sign_in_for_an_element(chance: Random, estate: Estate) -> Estate | None:
    return _other_sight(chance, estate, lambda one: bool(one.staff), lambda one: replace(one, staff=None))


def _a_weaker_sign_in(chance: Random, estate: Estate) -> Estate | None:
    name = _one(chance, estate.desks)
    weaker = _below(chance, estate.desks[name].signs_in)
    return None if weaker is None else _in(estate, "desks", name, signs_in=weaker)


def _a_wider_reach(chance: Random, estate: Estate) -> Estate:
    section = chance.choice(("desks", "bots"))
    return _in(estate, section, _one(chance, getattr(estate, section)), reach=Reach.OPEN_CONTACT)


def _another_contact(chance: Random, estate: Estate) -> Estate:
    name = _one(chance, estate.journeys)
    return _in(estate, "journeys", name, a_year=estate.journeys[name].a_year + 1)


def _another_customer(_chance: Random, estate: Estate) -> Estate:
    return replace(estate, people=estate.people + 1)


def _another_journey(chance: Random, estate: Estate) -> Estate:
    return replace(estate, journeys=estate.journeys | {"new": _journey(chance)})


def _other_sight(
    chance: Random, estate: Estate, fits: Callable[[Sight], bool], change: Callable[[Sight], Sight]
) -> Estate | None:
    name = _one(chance, estate.journeys)
    sights = {
        key: one if isinstance(one, Sight) else Sight(form=one) for key, one in estate.journeys[name].sees.items()
    }
    fitting = sorted(key for key, one in sights.items() if fits(one))
    if not fitting:
        return None
    element = chance.choice(fitting)
    return _in(estate, "journeys", name, sees=sights | {element: change(sights[element])})


def _below(chance: Random, level: Assurance) -> Assurance | None:
    weaker = [one for one in LEVELS if one < level]
    return chance.choice(weaker) if weaker else None


_WAYS = (
    _another_element, _an_element_that_is_there_already, _more_harm, _a_more_telling_form, _an_element_asked_for,
    _another_seat, _another_desk_for_a_journey, _another_channel, _another_of_the_channels, _a_recording,
    _another_day_of_keeping, _no_end_of_keeping, _an_element_less_redacted, _a_weaker_proof_of_the_journey,
    _a_weaker_proof_of_an_element, _a_weaker_sign_in_for_an_element, _a_weaker_sign_in, _a_wider_reach,
    _another_contact, _another_customer, _another_journey,
)  # fmt: skip
WAYS = tuple(way.__name__.strip("_").replace("_", " ") for way in _WAYS)
