"""Estates that make sense, drawn at random: the shop with other desks, proofs, forms, columns, promises and rules."""

from collections.abc import Mapping

from hypothesis import strategies as st
from msgspec.structs import replace

from needline.estate import (
    Above,
    Assurance,
    Bot,
    Channel,
    Deed,
    Desk,
    Element,
    Estate,
    Form,
    HandOver,
    Journey,
    Proving,
    Reach,
    Sight,
    Store,
    Trigger,
)
from tests.estates import shop

SHOP = shop()
ELEMENTS = ("name", "phone", "address", "orders", "charges", "card_number")
STRONG = (Assurance.TWO_FACTOR, Assurance.PASSKEY)
RULES = ("no bot sees charges", "nobody sees card_number more than masked", "notes keep at most 90d")

forms = st.sampled_from(Form)
sights = forms | st.builds(
    Sight, form=forms, customer=st.sampled_from((None, *STRONG)), staff=st.sampled_from((None, *Assurance))
)
deeds = st.just(Deed()) | st.builds(
    Deed, at_most=st.sampled_from((5.0, 20.0)), above=st.sampled_from((None, Above(approve="supervisor")))
)


def some(*names: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Any of the names, in any order."""
    return st.lists(st.sampled_from(names), unique=True).map(tuple)


@st.composite
def journeys(draw: st.DrawFn, seats: tuple[str, ...]) -> Journey:
    """A journey that every seat can handle: with ways out, and with proofs that are strong enough."""
    sees = draw(st.dictionaries(st.sampled_from(ELEMENTS), sights, max_size=4))
    asks_for = draw(some("name", "address"))
    barred = tuple(one for one in draw(some("password", *ELEMENTS)) if one not in sees and one not in asks_for)
    triggers = (
        Trigger.HIGH_STAKES,
        Trigger.ASKS_FOR_PERSON,
        *draw(st.sampled_from(((), (Trigger.OVER_COLLECTION,)))),
    )
    return Journey(
        by=draw(some(*seats).filter(bool)),
        through=draw(st.sampled_from((("chat",), ("phone",), ("chat", "phone")))),
        a_year=draw(st.sampled_from((0, 10, 5000))),
        customer_proves=draw(st.sampled_from(STRONG)),
        sees=sees,
        changes=draw(some("name", "address")),
        asks_for=asks_for,
        does=draw(st.dictionaries(st.just("refund"), deeds)),
        never=barred,
        hand_over=HandOver(to="vault", becomes="theft", when=triggers),
    )


@st.composite
def estates(draw: st.DrawFn) -> Estate:
    """A shop; a seat called `extra` is a desk in some of them and a bot in others."""
    bots = {name: _bot(draw, name) for name in draw(some("bo", "bert", "extra"))}
    desks = {"till": _desk(draw), "vault": _desk(draw)}
    if "extra" not in bots:
        desks["extra"] = _desk(draw)
    drawn = draw(st.dictionaries(st.sampled_from(("a", "b", "c")), journeys((*desks, *bots)), max_size=3))
    return replace(
        SHOP,
        elements={**SHOP.elements, "charges": draw(_charges)},
        stores={"core": _core(draw), "notes": _notes(draw)},
        channels={name: draw(_channels) for name in ("chat", "phone")},
        desks=desks,
        bots=bots,
        journeys={**drawn, "theft": SHOP.journeys["theft"]},
        customers=draw(_proving),
        triggers=draw(_triggers),
        messages=draw(st.sampled_from(({}, SHOP.messages))),
        rules=draw(some(*RULES)),
    )


_charges = st.sampled_from(
    [Element(category=key, harm=harm) for key in ("user.financial", "user.behavior") for harm in (1, 3, 10, 30)]
)
_proving = st.sampled_from((SHOP.customers, Proving(code_to="address", cooling_off="5d")))
_channels = st.builds(
    Channel,
    kept_in=st.sampled_from((None, "notes")),
    recorded=st.booleans(),
    pauses=some("charges", "card_number"),
    paused_by=st.sampled_from(("agent", "system")),
    visitors=st.sampled_from(("unknown", "claimed", "signed")),
)
_triggers: st.SearchStrategy[Mapping[Trigger, Mapping[str, tuple[str, ...]]]] = st.dictionaries(
    st.just(Trigger.HIGH_STAKES), st.dictionaries(st.sampled_from(("en", "de")), some("ombudsman", "court"))
)


_when = st.sampled_from(("written", "shown"))
_copied = st.sampled_from((None, "core"))


def _desk(draw: st.DrawFn) -> Desk:
    return Desk(seats=draw(st.integers(0, 9)), signs_in=draw(st.sampled_from(STRONG)))


def _bot(draw: st.DrawFn, name: str) -> Bot:
    return Bot(
        at=draw(st.sampled_from((f"env:{name}", "https://bot.example"))),
        reach=draw(st.sampled_from(Reach)),
        certificate=draw(st.sampled_from(("required", "none"))),
    )


def _core(draw: st.DrawFn) -> Store:
    core = SHOP.stores["core"]
    return replace(
        core,
        keep=draw(st.sampled_from((None, "1y", "7y"))),
        ties=draw(st.sampled_from((core.ties, {**core.ties, "orders": "buyer"}))),
        find_by=draw(st.dictionaries(st.just("phone"), st.sampled_from(("people.phone", "people.mobile")))),
        holds={**core.holds, "address": draw(st.sampled_from(("people.address", "people.street")))},
    )


def _notes(draw: st.DrawFn) -> Store:
    return replace(
        SHOP.stores["notes"], keep=draw(st.sampled_from((None, "30d", "90d"))), redact=draw(some("password"))
    )
