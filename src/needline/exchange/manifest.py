"""What of a Fides manifest an estate can take: datasets with their collections and fields, and systems.

The shapes are those of fideslang 3.1 (`fideslang/models.py`, Apache-2.0), with what older versions wrote
(`fidesops_meta`, `retention`). Fides ignores keys that it does not know, and so does this; a part that does not
have its shape is left out and told, with its place, and the rest is read.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from needline.errors import Place
from needline.estate.nodes import List, Map, Node, Scalar
from needline.estate.scalars import excerpt
from needline.exchange.reading import Document

# What else Fides writes into manifests: it tells what words mean and what is allowed, and nothing of anybody's data.
_OTHERS = frozenset(
    {
        "data_category",
        "data_qualifier",
        "data_subject",
        "data_use",
        "evaluation",
        "organization",
        "policy",
        "registry",
    }
)


class Left(Struct, frozen=True, kw_only=True):
    """Something that the draft of an estate does not hold, or not as the manifest says it."""

    place: Place
    what: str
    why: str
    counts: bool = True  # the draft lacks something about customers; False: an estate has no place for such a thing

    def __str__(self) -> str:
        return f"{self.place}: {self.what}; {self.why}"


class Said(Struct, frozen=True):
    """A word of the manifest, and where it stands."""

    text: str
    place: Place


class Field(Struct, frozen=True, kw_only=True):
    """A column, or a part of one."""

    name: str
    place: Place
    categories: tuple[Said, ...] = ()
    primary: bool = False
    identity: str = ""  # what people are found by: email, phone_number
    refers: tuple[str, ...] = ()  # "table.column" of its own dataset
    parts: tuple["Field", ...] = ()


class Collection(Struct, frozen=True, kw_only=True):
    """A table."""

    name: str
    place: Place
    categories: tuple[Said, ...]
    fields: tuple[Field, ...]


class Dataset(Struct, frozen=True, kw_only=True):
    """A store, as Fides describes one."""

    key: str
    place: Place
    categories: tuple[Said, ...]
    collections: tuple[Collection, ...]
    retention: str
    own: Map | None  # what needline wrote into it


class Declaration(Struct, frozen=True, kw_only=True):
    """Why a system has data."""

    name: str
    use: str
    categories: tuple[Said, ...]


class System(Struct, frozen=True, kw_only=True):
    """An application, as Fides describes one."""

    key: str
    place: Place
    owner: str
    declarations: tuple[Declaration, ...]
    own: Map | None


class Manifest(Struct, frozen=True, kw_only=True):
    """What one or several files hold."""

    datasets: tuple[Dataset, ...]
    systems: tuple[System, ...]
    left: tuple[Left, ...]


def manifest(read: Iterable[Document]) -> Manifest:
    """Everything that the documents hold."""
    reader = _Reader()
    for document in read:
        reader.document(document)
    return Manifest(datasets=tuple(reader.datasets), systems=tuple(reader.systems), left=tuple(reader.left))


class _Reader:
    def __init__(self) -> None:
        self.datasets: list[Dataset] = []
        self.systems: list[System] = []
        self.left: list[Left] = []

    def document(self, read: Document) -> None:
        """Take the datasets and systems of one document, and tell what else it holds."""
        if not isinstance(read.top, Map):
            if not (isinstance(read.top, Scalar) and read.top.value is None):
                self._leave(read.top.place, "this document", "a manifest holds keys such as dataset: and system:")
            return
        for entry in read.top.entries:
            items = entry.value.items if isinstance(entry.value, List) else (entry.value,)
            match entry.key:
                case "dataset" | "datasets":
                    self.datasets.extend(filter(None, (self._dataset(item) for item in items)))
                case "system" | "systems":
                    self.systems.extend(filter(None, (self._system(item) for item in items)))
                case other:
                    count = f"{len(items)} of them" if len(items) > 1 else "one"
                    why = "an estate takes datasets and systems"
                    self._leave(entry.place, f"{excerpt(other)} ({count})", why, counts=other not in _OTHERS)

    def _leave(self, place: Place, what: str, why: str, *, counts: bool = True) -> None:
        self.left.append(Left(place=place, what=what, why=why, counts=counts))

    # ── datasets ───────────────────────────────────────────────────────────────────────────────────
    def _dataset(self, node: Node) -> Dataset | None:
        key = _text(node, "fides_key") or _text(node, "name")
        if not key:
            self._leave(node.place, "a dataset", "it has no fides_key")
            return None
        return Dataset(
            key=key,
            place=node.place,
            categories=_words(_get(node, "data_categories")),
            collections=tuple(filter(None, (self._collection(item) for item in _items(node, "collections")))),
            retention=_text(node, "retention"),
            own=_own(node),
        )

    def _collection(self, node: Node) -> Collection | None:
        if not (name := _text(node, "name")):
            self._leave(node.place, "a collection", "it has no name")
            return None
        return Collection(
            name=name,
            place=node.place,
            categories=_words(_get(node, "data_categories")),
            fields=tuple(self._fields(node)),
        )

    def _fields(self, node: Node) -> Iterator[Field]:
        for item in _items(node, "fields"):
            if name := _text(item, "name"):
                yield self._field(item, name)
            else:
                self._leave(item.place, "a field", "it has no name")

    def _field(self, node: Node, name: str) -> Field:
        meta = _get(node, "fides_meta") or _get(node, "fidesops_meta")
        primary = _get(meta, "primary_key")
        return Field(
            name=name,
            place=node.place,
            categories=_words(_get(node, "data_categories")),
            primary=isinstance(primary, Scalar) and primary.value is True,
            identity=_text(meta, "identity"),
            refers=tuple(filter(None, (_text(one, "field") for one in _items(meta, "references")))),
            parts=tuple(self._fields(node)),
        )

    # ── systems ────────────────────────────────────────────────────────────────────────────────────
    def _system(self, node: Node) -> System | None:
        if not (key := _text(node, "fides_key")):
            self._leave(node.place, "a system", "it has no fides_key")
            return None
        return System(
            key=key,
            place=node.place,
            owner=_text(node, "dpo"),
            declarations=tuple(
                Declaration(
                    name=_text(item, "name"),
                    use=_text(item, "data_use"),
                    categories=_words(_get(item, "data_categories")),
                )
                for item in _items(node, "privacy_declarations")
            ),
            own=_own(node),
        )


# ── nodes ──────────────────────────────────────────────────────────────────────────────────────────
def _get(node: Node | None, key: str) -> Node | None:
    entries = node.entries if isinstance(node, Map) else ()
    return next((entry.value for entry in entries if entry.key == key), None)


def _text(node: Node | None, key: str) -> str:
    """The text under a key; empty if there is none, or something else."""
    value = _get(node, key)
    return str(value.value) if isinstance(value, Scalar) and value.value is not None else ""


def _items(node: Node | None, key: str) -> tuple[Node, ...]:
    value = _get(node, key)
    return value.items if isinstance(value, List) else ()


def _words(node: Node | None) -> tuple[Said, ...]:
    items = node.items if isinstance(node, List) else ()
    return tuple(
        Said(str(one.value), one.place) for one in items if isinstance(one, Scalar) and one.value is not None
    )


def _own(node: Node) -> Map | None:
    own = _get(_get(node, "meta"), "needline")
    return own if isinstance(own, Map) else None
