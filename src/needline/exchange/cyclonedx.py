"""An estate as a CycloneDX bill of services, for security teams that keep their inventory in it.

Every channel, desk, bot and store is a service: whether it takes authentication, which trust zone it is in, whether
using it crosses a boundary, and what data flows in and out of it, classified by Fides category. Of a channel,
`authenticated` is whether every journey through it has the customer prove something.

The format is CycloneDX 1.6 (ECMA-424), https://cyclonedx.org/docs/1.6/json/. The bill has no serial number and no
time of making: the same estate gives the same bytes, so that it can be kept and compared.
"""

import re
from collections.abc import Iterable, Iterator

from needline.estate import Assurance, Estate
from needline.exchange.flows import CUSTOMER, End, Flow, flows, seats
from needline.exchange.safeguards import title

Plain = dict[str, object]

_ZONE = {"channel": "outside", "bot": "bots", "desk": "desks", "store": "records"}
_REFERENCE = re.compile(r"[A-Za-z0-9:/?#@!$&'()*+,;=._~%-]+")  # of RFC 3986; brackets are for addresses only


def cyclonedx(estate: Estate) -> Plain:
    """The bill, as JSON takes it."""
    moving = flows(estate)
    ends = tuple(_ends(estate))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": "estate", "name": estate.estate},
            "properties": [{"name": "needline:owner", "value": estate.owner}],
        },
        "services": [_service(estate, end, moving) for end in ends],
        "dependencies": [
            {"ref": "estate", "dependsOn": [str(end) for end in ends]},
            *({"ref": str(end), "dependsOn": _needed(end, moving)} for end in ends),
        ],
    }


def _ends(estate: Estate) -> Iterator[End]:
    yield from (End("channel", name) for name in estate.channels)
    yield from seats(estate)
    yield from (End("store", name) for name in estate.stores)


def _service(estate: Estate, end: End, moving: Iterable[Flow]) -> Plain:
    endpoint = _endpoint(estate, end)
    return {
        "bom-ref": str(end),
        "group": end.kind,
        "name": end.name,
        "description": _description(estate, end),
        **({"endpoints": [endpoint]} if endpoint and _REFERENCE.fullmatch(endpoint) else {}),
        "authenticated": _authenticated(estate, end),
        "x-trust-boundary": _crosses(end, moving),
        "trustZone": _ZONE[end.kind],
        "data": list(_data(estate, end, moving)),
        "properties": [{"name": f"needline:{name}", "value": value} for name, value in _properties(estate, end)],
    }


def _endpoint(estate: Estate, end: End) -> str | None:
    match end.kind:
        case "bot":
            return estate.bots[end.name].at
        case "store":
            return estate.stores[end.name].at
    return None


def _description(estate: Estate, end: End) -> str:
    match end.kind:
        case "desk":
            return f"{title(end.name, estate.desks[end.name].called)}: a desk of agents"
        case "bot":
            return f"{title(end.name, estate.bots[end.name].called)}: a bot"
        case "store":
            return f"{title(end.name)}: a system where elements live"
    return f"{title(end.name)}: a way by which customers get in touch"


def _authenticated(estate: Estate, end: End) -> bool:
    """A store is never open: needline reaches it with credentials of its own."""
    match end.kind:
        case "channel":
            mine = [journey for journey in estate.journeys.values() if end.name in journey.through]
            return bool(mine) and all(journey.customer_proves > Assurance.NOTHING for journey in mine)
        case "desk":
            return estate.desks[end.name].signs_in > Assurance.NOTHING
    return True


def _crosses(end: End, moving: Iterable[Flow]) -> bool:
    """Whether using this service crosses a boundary: somebody of another zone gives to it or takes from it."""
    others = {other for flow in moving if end in {flow.source, flow.target} for other in (flow.source, flow.target)}
    return end.kind == "channel" or any(_ZONE.get(other.kind) != _ZONE[end.kind] for other in others)


def _needed(end: End, moving: Iterable[Flow]) -> list[str]:
    """What a desk or bot takes elements from, and what a channel keeps its copies in."""
    taken = {str(flow.source) for flow in moving if flow.target == end and flow.source.kind == "store"}
    given = {str(flow.target) for flow in moving if flow.source == end and flow.target.kind == "store"}
    return sorted(taken | given)


def _data(estate: Estate, end: End, moving: Iterable[Flow]) -> Iterator[Plain]:
    """Each element once for each direction, with everybody that it comes from or goes to."""
    others: dict[tuple[str, bool], dict[str, None]] = {}
    for flow in moving:
        if end in {flow.source, flow.target}:
            inbound = flow.target == end
            other = flow.source if inbound else flow.target
            for name in flow.elements:
                others.setdefault((name, inbound), {})["#customer" if other == CUSTOMER else f"#{other}"] = None
    for (name, inbound), ends in others.items():
        if element := estate.elements.get(name):
            yield {
                "flow": "inbound" if inbound else "outbound",
                "classification": element.category,
                "name": name,
                "description": f"{title(name, element.called)}, harm {element.harm}",
                "source" if inbound else "destination": list(ends),
            }


def _properties(estate: Estate, end: End) -> Iterator[tuple[str, str]]:
    match end.kind:
        case "desk":
            yield "seats", str(estate.desks[end.name].seats)
            yield "signs_in", str(estate.desks[end.name].signs_in)
            yield "reach", str(estate.desks[end.name].reach)
        case "bot":
            yield "reach", str(estate.bots[end.name].reach)
            yield "certificate", estate.bots[end.name].certificate
        case "store":
            yield "keep", estate.stores[end.name].keep or "not said"
            yield from (("redact", name) for name in estate.stores[end.name].redact)
        case "channel":
            yield "recorded", str(estate.channels[end.name].recorded).lower()
