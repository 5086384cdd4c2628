"""Whether the estate's own rules hold: each sentence of the closed grammar, checked against the whole estate."""

from collections.abc import Iterable, Iterator, Mapping

from needline.errors import Problem
from needline.estate.model import Assurance, Estate, Form, Journey, Sight
from needline.estate.rules import (
    ChannelSees,
    EveryBotCertified,
    EveryDeskSignsIn,
    HarmNeeds,
    NeverAsked,
    NobodySees,
    NoBotChanges,
    NoBotReaches,
    NoBotSees,
    NoDeskReaches,
    OnlySees,
    Rule,
    StoreKeeps,
    parse_rule,
)
from needline.estate.shapes import span_days


def broken(estate: Estate) -> Iterator[Problem]:
    """A problem for every rule that does not hold, and for every way in which it does not."""
    for at, sentence in enumerate(estate.rules):
        rule = parse_rule(sentence)
        if rule is None:
            yield Problem(
                path=("rules", at), what=f"{sentence!r} is no rule", fix="see the reference for the sentences"
            )
            continue
        for offence in (*_strangers(estate, rule), *_offences(estate, rule)):
            what = f"broken rule {sentence!r}: {offence}"
            yield Problem(path=("rules", at), what=what, fix="change the estate, or take the rule back")


def _strangers(estate: Estate, rule: Rule) -> Iterator[str]:
    """A rule about what is not there holds for ever and guards nothing."""
    sections: dict[str, Mapping[str, object]] = {
        "element": estate.elements,
        "desk": {**estate.desks, **estate.bots},
        "channel": estate.channels,
        "store": estate.stores,
    }
    for kind, known in sections.items():
        name = getattr(rule, kind, None)
        if name is not None and name not in known:
            yield f"there is no {kind} {name!r}"


def _offences(estate: Estate, rule: Rule) -> Iterable[str]:  # noqa: C901  # one line a sentence
    match rule:
        case NoBotReaches(reach=reach):
            return (f"{name} reaches {bot.reach}" for name, bot in estate.bots.items() if bot.reach > reach)
        case NoDeskReaches(reach=reach):
            return (f"{name} reaches {desk.reach}" for name, desk in estate.desks.items() if desk.reach > reach)
        case EveryDeskSignsIn(assurance=level):
            weak = ((name, desk) for name, desk in estate.desks.items() if desk.signs_in < level)
            return (f"{name} signs in with {desk.signs_in}" for name, desk in weak)
        case HarmNeeds(harm=harm, assurance=level):
            return _too_little_proof(estate, harm, level)
        case StoreKeeps(store=store, span=span):
            return _kept_longer(estate, store, span)
        case NoBotSees(element=element, form=form):
            return _seen(_of_bots(estate), element, form)
        case NobodySees(element=element, form=form):
            return _seen(estate.journeys.items(), element, form)
        case ChannelSees(channel=channel, element=element, form=form):
            by_channel = ((name, one) for name, one in estate.journeys.items() if channel in one.through)
            return _seen(by_channel, element, form)
        case OnlySees(desk=desk, element=element):
            others = ((name, one) for name, one in estate.journeys.items() if set(one.desks()) - {desk})
            return _seen(others, element, None)
        case EveryBotCertified():
            free = (name for name, bot in estate.bots.items() if bot.certificate != "required")
            return (f"{name} needs none" for name in free)
        case NoBotChanges(element=element):
            return (f"{name} changes it" for name, journey in _of_bots(estate) if element in journey.changes)
        case NeverAsked(element=element):
            return (f"{name} asks for it" for name, journey in estate.journeys.items() if element in journey.asks_for)


def _of_bots(estate: Estate) -> Iterator[tuple[str, Journey]]:
    return ((name, one) for name, one in estate.journeys.items() if set(one.desks()) & set(estate.bots))


def _seen(journeys: Iterable[tuple[str, Journey]], element: str, most: Form | None) -> Iterator[str]:
    for name, journey in journeys:
        if element in journey.sees:
            sight = journey.sees[element]
            form = sight.form if isinstance(sight, Sight) else sight
            if most is None or form > most:
                yield f"{name} sees it {form}"


def _too_little_proof(estate: Estate, harm: int, level: Assurance) -> Iterator[str]:
    for name, journey in estate.journeys.items():
        for element, sight in journey.sees.items():
            own = sight.customer if isinstance(sight, Sight) else None
            proof = journey.customer_proves if own is None else own
            if element in estate.elements and estate.elements[element].harm > harm and proof < level:
                yield f"{name} sees {element} after {proof}"


def _kept_longer(estate: Estate, store: str, span: str) -> Iterator[str]:
    if store not in estate.stores:
        return
    keep = estate.stores[store].keep
    if keep is None:
        yield f"{store} says nothing of how long it keeps"
    elif span_days(keep) > span_days(span):
        yield f"{store} keeps {keep}"
