"""From the tree of a file to what the structs of the model take, driven by their types.

`Conversion.value` walks tree and type side by side: it tells every problem, and returns plain values that
`msgspec.convert` accepts if it told none. Keys that begin with `x_` are the user's own wherever a struct
stands.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache

from msgspec.inspect import (
    BoolType,
    DictType,
    EnumType,
    Field,
    FloatType,
    IntType,
    LiteralType,
    Metadata,
    NoneType,
    StrType,
    StructType,
    Type,
    UnionType,
    VarTupleType,
    type_info,
)

from needline.errors import Path, Place, Problem
from needline.estate.nodes import OWN, Entry, List, Map, Node, Scalar, Unread
from needline.estate.scalars import excerpt
from needline.estate.wording import complaint, near_miss

_MOST_HINTS = 100  # each costs up to some milliseconds; a file with more mistakes was not mistyped


class Conversion:
    """One walk; `problems` grows in the order of the walk."""

    def __init__(self, places: Mapping[Path, Place]) -> None:
        self.problems: list[Problem] = []
        self._places = places
        self._hints = _MOST_HINTS

    def value(self, node: Node, kind: Type, path: Path) -> object:
        """The plain value of the node; None, and a problem, if it is not of this kind."""
        plain: object = None
        match _core(kind), node:
            case UnionType() as union, _ if branch := _branch(union, node):
                plain = self.value(node, branch, path)
            case _, Unread():
                pass
            case core, Scalar() if _fits(node.value, core):
                plain = self._scalar(node, kind, path)
            case VarTupleType() as core, List():
                plain = [self.value(item, core.item_type, (*path, at)) for at, item in enumerate(node.items)]
            case StructType() as core, Map():
                plain = self._struct(node, core, path)
            case DictType() as core, Map():
                plain = self._dict(node, core, path)
            case _:
                self._tell(path, f"{_label(path)} is {_described(node)}", f"write {_wanted(kind)}")
        return plain

    # ── telling ────────────────────────────────────────────────────────────────────────────────────
    def _tell(self, path: Path, what: str, fix: str, place: Place | None = None) -> None:
        self.problems.append(Problem(path=path, what=what, fix=fix, place=place or self._places[path]))

    def _near(self, word: str, options: Iterable[str], cutoff: float = 0.7) -> str | None:
        self._hints -= 1
        return near_miss(word, options, cutoff) if self._hints >= 0 else None

    # ── single values ──────────────────────────────────────────────────────────────────────────────
    def _scalar(self, node: Scalar, kind: Type, path: Path) -> object:
        match _core(kind), node.value:
            case (EnumType() | LiteralType()) as core, (str() | int()) as word:
                self._word(word, core, path, node.place)
            case StrType(), str() as text:
                self._text(text, kind, path, node.place)
            case IntType() | FloatType() as core, (int() | float()) as number:
                self._number(number, core, path)
        return node.value

    def _word(self, word: str | int, kind: EnumType | LiteralType, path: Path, place: Place) -> None:
        options = _options(kind)
        if any(type(word) is type(option) and word == option for option in options):
            return
        meant = self._near(word, _texts(options)) if isinstance(word, str) else None
        shown = excerpt(word) if isinstance(word, str) else str(word).lower()
        fix = f"did you mean {meant!r}?" if meant else f"write {_any_of(options)}"
        self._tell(path, f"{shown} is not known here", fix, place)

    def _text(self, text: str, kind: Type, path: Path, place: Place) -> None:
        pattern = _pattern(kind)
        if pattern and (wrong := complaint(pattern, text, self._near)):
            self._tell(path, wrong.what, wrong.fix, place)

    def _number(self, number: float, kind: IntType | FloatType, path: Path) -> None:
        if kind.ge is not None and number < kind.ge:
            self._tell(path, f"{_label(path)} is {number}", f"write {kind.ge} or more")

    # ── keys and values ────────────────────────────────────────────────────────────────────────────
    def _struct(self, node: Map, kind: StructType, path: Path) -> dict[str, object]:
        fields = _fields(kind.cls)
        plain: dict[str, object] = {}
        meant: set[str | None] = set()
        for entry in node.entries:
            if field := fields.get(entry.key):
                plain[entry.key] = self.value(entry.value, field.type, (*path, entry.key))
            elif not entry.key.startswith(OWN):
                meant.add(self._unknown(entry, fields, path))
        for key, field in fields.items():
            if field.required and key not in plain and key not in meant:
                self._tell(path, f"{_label(path)} lacks {key!r}", f"add {key}: with {_wanted(field.type)}")
        return plain

    def _unknown(self, entry: Entry, fields: Iterable[str], path: Path) -> str | None:
        """Tell that no field has this key, and return the one that was probably meant."""
        meant = self._near(entry.key, fields)
        fix = f"did you mean {meant!r}?" if meant else f"use one of {', '.join(fields)}, or begin it with {OWN}"
        self._tell((*path, entry.key), f"unknown key {excerpt(entry.key)}", fix, entry.place)
        return meant

    def _dict(self, node: Map, kind: DictType, path: Path) -> dict[str, object]:
        plain: dict[str, object] = {}
        for entry in node.entries:
            here = (*path, entry.key)
            self._scalar(Scalar(place=entry.place, value=entry.key), kind.key_type, here)
            plain[entry.key] = self.value(entry.value, kind.value_type, here)
        return plain


# ── kinds ──────────────────────────────────────────────────────────────────────────────────────────
def _core(kind: Type) -> Type:
    """The kind without what `msgspec` keeps beside it."""
    return _core(kind.type) if isinstance(kind, Metadata) else kind


def _pattern(kind: Type) -> str | None:
    """The shape that a text must have, which `shapes` keeps in the schema."""
    return (kind.extra_json_schema or {}).get("pattern") if isinstance(kind, Metadata) else None


def _branch(kind: UnionType, node: Node) -> Type | None:
    """The kind of a union that was meant, told by the brackets alone; None if none has these brackets."""
    for branch in kind.types:
        match _core(branch), node:
            case ((StructType() | DictType()), Map()) | (VarTupleType(), List()):
                return branch
            case core, Scalar(value=value) if _fits(value, core):
                return branch
    return None


def _fits(value: object, kind: Type) -> bool:
    """Whether a single value can be of this kind at all: true is no number, but a whole number is a float."""
    match kind:
        case StrType():
            return isinstance(value, str)
        case EnumType() | LiteralType():
            return isinstance(value, str | int)
        case IntType():
            return type(value) is int
        case FloatType():
            return type(value) in {int, float}
        case BoolType():
            return isinstance(value, bool)
    return value is None and isinstance(kind, NoneType)


@cache
def _fields(cls: type) -> dict[str, Field]:
    kind = type_info(cls)
    return {field.encode_name: field for field in kind.fields} if isinstance(kind, StructType) else {}


@cache
def _members(cls: type[Enum]) -> tuple[object, ...]:
    return tuple(member.value for member in cls)


def _options(kind: EnumType | LiteralType) -> tuple[object, ...]:
    return _members(kind.cls) if isinstance(kind, EnumType) else kind.values


def _texts(options: Iterable[object]) -> list[str]:
    return [option for option in options if isinstance(option, str)]


# ── words for people ───────────────────────────────────────────────────────────────────────────────
_WANTED: dict[type[Type], str] = {
    StrType: "text",
    IntType: "a whole number",
    FloatType: "a number",
    BoolType: "true or false",
    StructType: "keys with values",
    DictType: "keys with values",
    VarTupleType: "a list such as [a, b]",
}


def _wanted(kind: Type) -> str:
    match core := _core(kind):
        case UnionType(types=branches):
            return " or ".join(_wanted(branch) for branch in branches if not isinstance(branch, NoneType))
        case EnumType() | LiteralType():
            return _any_of(_options(core))
    return _WANTED[type(core)]


def _any_of(options: Iterable[object]) -> str:
    *others, last = map(str, options)
    return f"{', '.join(others)} or {last}" if others else last


def _described(node: Node) -> str:
    match node:
        case Scalar(value=None):
            return "empty"
        case Scalar(value=bool() as value):
            return str(value).lower()
        case Scalar(value=str() as text):
            return f"the text {excerpt(text)}"
        case Scalar(value=number):
            return f"the number {number}"
        case List():
            return "a list"
    return "keys with values"


def _label(path: Path) -> str:
    """What people call the place: its key, or which item of the list under the key."""
    if not path:
        return "the estate"
    *above, last = path
    return f"item {last + 1} of {_label(tuple(above))}" if isinstance(last, int) else excerpt(last)
