"""The estate as Mermaid text, which git hosts draw: channels, desks and bots, elements, stores.

Mermaid's own limits hold (500 lines between boxes, 50,000 characters; `maxEdges` and `maxTextSize` in its
configuration): what would be too much is left out, the least harm first, and a box says how many.
"""

from collections.abc import Collection, Iterator, Mapping

from needline.estate.model import Estate, Form
from needline.map.cell import declared
from needline.map.words import TOLD, called, count, handler, plain

_MOST = 160  # lines from each lane to the next
_LONGEST = 60  # signs of a name: what is left of 50,000 for each line and box
_ENTITY = str.maketrans({sign: f"#{ord(sign)};" for sign in '#"&<>`\\$'})
_STROKES = {1: 1, 3: 2, 10: 3, 30: 5}  # the more harm, the thicker the frame


def mermaid(estate: Estate) -> str:
    """A flowchart, from channels on the left to stores on the right."""
    needs = _needs(estate)
    heavy = sorted(needs, key=lambda pair: (-estate.elements[pair[1]].harm, pair))[:_MOST]
    desks, elements = dict.fromkeys(one for one, _ in heavy), dict.fromkeys(one for _, one in heavy)
    ways = _ways(estate, desks)
    kept = [(one, store) for store in estate.stores for one in estate.stores[store].holds if one in elements]
    left = sum(max(len(lines) - _MOST, 0) for lines in (needs, ways, kept))
    lines = [
        "flowchart LR",
        *_boxes(estate, tuple(desks), tuple(elements)),
        *(f"  c_{channel} --> d_{desk}" for channel, desk in ways[:_MOST]),
        *(f"  d_{desk} -->|{label(_form(needs[desk, element]))}| e_{element}" for desk, element in heavy),
        *(f"  e_{element} --- s_{store}" for element, store in kept[:_MOST]),
        *([f"  left[{label('and ' + count(left, 'line') + ' more, of less harm')}]"] if left else []),
        *(f"  classDef h{harm} stroke-width:{width}px" for harm, width in _STROKES.items()),
    ]
    return "\n".join(lines) + "\n"


def label(text: str) -> str:
    """A text that Mermaid shows as it is: every sign that means something to it, to Markdown or to HTML is an entity.

    >>> label('a "b" <i>')
    '"a #34;b#34; #60;i#62;"'
    """
    short = plain(text)
    short = short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"
    return f'"{short.translate(_ENTITY)}"'


def _needs(estate: Estate) -> Mapping[tuple[str, str], Form | None]:
    """Desk and element → the most telling form in which any of its journeys sees it; None: it only asks for it."""
    found: dict[tuple[str, str], Form | None] = {}
    for journey in estate.journeys.values():
        for element in {**journey.sees, **dict.fromkeys((*journey.asks_for, *journey.changes))}:
            said = declared(estate, journey, element)
            for desk in journey.desks():
                forms = [form for form in (found.get((desk, element)), said.form) if form]
                found[desk, element] = max(forms, key=lambda form: form.rank, default=None)
    return found


def _boxes(estate: Estate, desks: tuple[str, ...], elements: tuple[str, ...]) -> Iterator[str]:
    yield from (f"  c_{name}([{label(name.replace('_', ' '))}])" for name in estate.channels)
    for name in desks:
        told = label(handler(estate, name) + (" (bot)" if name in estate.bots else ""))
        yield f"  d_{name}" + (f"{{{{{told}}}}}" if name in estate.bots else f"[{told}]")
    for name in elements:
        harm = estate.elements[name].harm
        told = label(f"{called(estate, 'elements', name)}, harm {harm}")
        yield f"  e_{name}[{told}]:::h{harm}"
    for name, store in estate.stores.items():
        told = label(f"{name.replace('_', ' ')}, keeps {store.keep or 'for ever'}")
        yield f"  s_{name}[({told})]"


def _ways(estate: Estate, desks: Collection[str]) -> list[tuple[str, str]]:
    """By which channels customers reach these desks."""
    ways = (
        (channel, desk)
        for journey in estate.journeys.values()
        for channel in journey.through
        for desk in journey.desks()
        if desk in desks
    )
    return list(dict.fromkeys(ways))


def _form(form: Form | None) -> str:
    return TOLD[form] if form else "asks for it"
