"""The draft of an estate from Fides manifests, as the text of its file.

Fides knows stores, elements and why systems have data. It knows no channels, desks, proofs and forms, so the draft
has those sections empty, with comments that say what is to be written, and the declared uses as a starting point.
The text reads back with `needline.estate.read`; `needline check` then tells what is still missing.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct

from needline.errors import EstateError, Problem
from needline.estate import Element, Store
from needline.estate.scalars import bare, excerpt
from needline.exchange.manifest import Left, Manifest, System, manifest
from needline.exchange.reading import Document, documents
from needline.exchange.stores import Held, held_by

_NOBODY = "[to be completed: who answers for this estate]"


class Drafted(Struct, frozen=True, kw_only=True):
    """The draft, and what was left out of it."""

    text: str  # of an estate file
    elements: int
    stores: int
    left: tuple[Left, ...]

    @property
    def whole(self) -> bool:
        """Whether everything that the manifests say about people is in the draft as they say it."""
        return not any(left.counts for left in self.left)


def from_fides(files: Mapping[str, bytes]) -> Drafted:
    """Draft an estate from manifests: name of the file → its bytes.

    Raises `EstateError` with the problem of every file that is no YAML at all: a draft of half the manifests would
    be taken for the whole.
    """
    read = manifest(_documents(files))
    held = held_by(read)
    left = sorted((*read.left, *held.left), key=lambda one: one.place)
    return Drafted(
        text="\n".join(_lines(files, read, held)) + "\n",
        elements=len(held.elements),
        stores=len(held.stores),
        left=tuple(left),
    )


def _documents(files: Mapping[str, bytes]) -> tuple[Document, ...]:
    found: list[Document] = []
    problems: list[Problem] = []
    for name, raw in files.items():
        try:
            found.extend(documents(name, raw))
        except EstateError as error:
            problems.extend(error.problems)
    if problems:
        raise EstateError(problems)
    return tuple(found)


def _lines(files: Iterable[str], read: Manifest, held: Held) -> Iterator[str]:
    yield f"# Drafted from Fides manifests: {', '.join(map(_comment, files))}."
    yield "# Every harm is a first guess from the category. needline check says what is still missing."
    yield "needline: 1"
    yield f"estate: {_scalar(_said_of(read, 'estate') or 'Drafted from Fides')}"
    yield f"owner: {_scalar(_owner(read))}"
    yield from _section("elements", map(_element, held.elements.items()))
    yield from _section("stores", (line for item in held.stores.items() for line in _store(*item)))
    yield from _section("channels", (), "to be completed, such as chat: {kept_in: transcripts}")
    yield from _section("desks", (), "to be completed, such as front_desk: {seats: 10}")
    yield from _section("bots", (), "to be completed, such as ava: {at: env:AVA_URL, speaks: http}")
    uses = [line for system in read.systems for line in _uses(system)]
    why = "to be completed: each purpose for which customers get in touch, what it sees, what they prove first"
    yield from _section("journeys", (), why, *uses)


def _section(name: str, lines: Iterable[str], *comments: str) -> Iterator[str]:
    written = [f"  {line}" for line in lines]
    yield ""
    yield from (f"# {line}" for line in comments)
    yield f"{name}:" if written else f"{name}: {{}}"
    yield from written


def _owner(read: Manifest) -> str:
    return _said_of(read, "owner") or next((one.owner for one in read.systems if one.owner), _NOBODY)


def _said_of(read: Manifest, key: str) -> str:
    """What needline wrote of the whole estate into the first of its datasets."""
    entries = (entry for dataset in read.datasets if dataset.own for entry in dataset.own.entries)
    return next((text for entry in entries if entry.key == key and (text := _text(entry.value))), "")


def _text(node: object) -> str:
    value = getattr(node, "value", None)
    return value if isinstance(value, str) else ""


def _element(item: tuple[str, Element]) -> str:
    name, element = item
    return f"{_scalar(name)}: {_flow({key: value for key, value in msgspec.to_builtins(element).items() if value})}"


def _store(name: str, store: Store) -> Iterator[str]:
    yield f"{_scalar(name)}:"
    yield f"  at: {_scalar(store.at)}"
    if store.person:
        yield f"  person: {_scalar(store.person)}"
    elif store.holds:
        yield "  # person: the column that says whose record a row is, such as customers.id"
    yield from _pairs("ties", store.ties)
    yield from _pairs("find_by", store.find_by)
    if store.keep:
        yield f"  keep: {store.keep}"
    else:
        yield "  # keep: how long, such as 90d or 7y"
    if store.format:
        yield f"  format: {_scalar(store.format)}"
    if store.redact:
        yield f"  redact: {_flow(store.redact)}"
    yield from _pairs("holds", store.holds)


def _pairs(key: str, pairs: Mapping[str, str | tuple[str, ...]]) -> Iterator[str]:
    if pairs:
        yield f"  {key}:"
    for name, value in pairs.items():
        yield f"    {_scalar(name)}: {_flow(value)}"


def _uses(system: System) -> Iterator[str]:
    for one in system.declarations:
        what = ", ".join(_comment(said.text) for said in one.categories) or "no category"
        yield f"system {_comment(system.key)}: {_comment(one.name or 'no name')} ({_comment(one.use)}: {what})"


# ── YAML that the estate's reader takes ────────────────────────────────────────────────────────────
_PLAIN = frozenset(" abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.@/-")


def _flow(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_scalar(str(key))}: {_flow(one)}" for key, one in value.items() if one) + "}"
        case list() | tuple():
            return f"[{', '.join(map(_flow, value))}]"
        case str():
            return _scalar(value)
    return str(value)


def _scalar(text: str) -> str:
    """The text as a scalar: bare where every reader takes it for text, in double quotes elsewhere."""
    plain = text[:1].isalpha() and text == text.strip() and _PLAIN.issuperset(text.removeprefix("env:"))
    if plain and isinstance(bare(text), str):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(map(_escaped, escaped)) + '"'


def _escaped(sign: str) -> str:
    """What cannot be seen is written as an escape, so that the file shows everything it holds."""
    if sign.isprintable():
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}"


def _comment(text: str) -> str:
    """The text on one line, whatever it holds."""
    shown = excerpt(text)[1:-1]
    return shown if shown.isprintable() else ascii(shown)[1:-1]
