"""An estate as an Open Threat Model, for Threat Dragon, IriusRisk and their like.

Desks, bots, stores and channels are components, elements are assets, `flows` are dataflows. There are four trust
zones, by what has to be proved on the way in: outside (customers and their channels), bots, desks, and systems of
record. A channel is a component and not a zone: what a customer proves differs by journey, and only components can
have dataflows.

The format is OTM 0.2.0 (https://github.com/iriusrisk/OpenThreatModel). Its risk figures go from 0 to 100; the four
steps of harm become 25, 50, 75 and 100 of confidentiality, and the estate says nothing of integrity and availability,
which are 0 with a comment. Threats and mitigations are left to the tool that reads the file.
"""

from collections.abc import Iterable, Iterator

from needline.estate import Element, Estate
from needline.exchange.flows import CUSTOMER, End, Flow, Kind, flows, seats
from needline.exchange.safeguards import listed, title

Plain = dict[str, object]

_CONFIDENTIALITY = {1: 25, 3: 50, 10: 75, 30: 100}
_ZONES: dict[str, tuple[str, int]] = {  # id → name, and how far it is trusted, 0 to 100
    "outside": ("Outside: customers and the channels they come by", 0),
    "bots": ("Bots", 25),
    "desks": ("Desks of agents", 50),
    "records": ("Systems of record and kept copies", 75),
}
_ZONE: dict[Kind, str] = {
    "customer": "outside",
    "channel": "outside",
    "bot": "bots",
    "desk": "desks",
    "store": "records",
}
_TYPE: dict[Kind, str] = {
    "customer": "generic-client",
    "channel": "web-service",
    "bot": "web-service",
    "desk": "generic-client",
    "store": "generic-database",
}


def otm(estate: Estate) -> Plain:
    """The threat model, as JSON takes it."""
    moving = flows(estate)
    return {
        "otmVersion": "0.2.0",
        "project": {
            "name": estate.estate,
            "id": _identifier(estate.estate),
            "description": "Who sees which customer data for which journey.",
            "owner": estate.owner,
        },
        "assets": [_asset(name, element) for name, element in estate.elements.items()],
        "trustZones": [
            {"id": key, "name": name, "type": "trust-zone", "risk": {"trustRating": rating}}
            for key, (name, rating) in _ZONES.items()
        ],
        "components": [_component(estate, end, moving) for end in _ends(estate)],
        "dataflows": [_dataflow(estate, flow) for flow in moving],
    }


def _identifier(name: str) -> str:
    """Small letters, digits and hyphens; never empty.

    >>> _identifier("Northgate Bank, contact centre")
    'northgate-bank-contact-centre'
    """
    letters = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in name.lower())
    return "-".join(letters.split()) or "estate"


def _asset(name: str, element: Element) -> Plain:
    return {
        "id": name,
        "name": title(name, element.called),
        "description": f"{element.category}; harm {element.harm} if one person's value leaks",
        "risk": {
            "confidentiality": _CONFIDENTIALITY[element.harm],
            "integrity": 0,
            "availability": 0,
            "comment": "Confidentiality is the harm of the estate. The estate says nothing of the other two.",
        },
        "attributes": {"fides_category": element.category, "harm": element.harm},
    }


def _ends(estate: Estate) -> Iterator[End]:
    yield CUSTOMER
    yield from (End("channel", name) for name in estate.channels)
    yield from seats(estate)
    yield from (End("store", name) for name in estate.stores)


def _component(estate: Estate, end: End, moving: Iterable[Flow]) -> Plain:
    processed = {one for flow in moving if end in {flow.source, flow.target} for one in flow.elements}
    stored = set(estate.stores[end.name].holds) if end.kind == "store" else set[str]()
    if end.kind == "store":
        stored |= {one for flow in moving if flow.target == end for one in flow.elements}
    return {
        "id": str(end),
        "name": _name(estate, end),
        "type": _TYPE[end.kind],
        "parent": {"trustZone": _ZONE[end.kind]},
        "assets": {"processed": sorted(processed & set(estate.elements)), "stored": sorted(stored)},
        "attributes": _attributes(estate, end),
    }


def _name(estate: Estate, end: End) -> str:
    match end.kind:
        case "desk":
            return title(end.name, estate.desks[end.name].called)
        case "bot":
            return title(end.name, estate.bots[end.name].called)
    return title(end.name)


def _attributes(estate: Estate, end: End) -> Plain:
    match end.kind:
        case "desk":
            desk = estate.desks[end.name]
            return {"seats": desk.seats, "signs_in": str(desk.signs_in), "reach": str(desk.reach)}
        case "bot":
            bot = estate.bots[end.name]
            return {"reach": str(bot.reach), "certificate": bot.certificate}
        case "store":
            store = estate.stores[end.name]
            return {"keep": store.keep or "not said", "redact": list(store.redact)}
        case "channel":
            return {"recorded": estate.channels[end.name].recorded}
        case "customer":
            return {"people": estate.people}


def _dataflow(estate: Estate, flow: Flow) -> Plain:
    what = listed(flow.elements) if flow.elements else "the contact, without any element"
    return {
        "id": f"{flow.source}>{flow.target}",
        "name": f"{_name(estate, flow.source)} to {_name(estate, flow.target)}: {what}",
        "bidirectional": False,
        "source": str(flow.source),
        "destination": str(flow.target),
        "assets": [one for one in flow.elements if one in estate.elements],
        "attributes": {
            "journeys": list(flow.journeys),
            "customer_proves": {name: str(estate.journeys[name].customer_proves) for name in flow.journeys},
        },
    }
