"""What is said about texts that do not have their shape."""

import msgspec
import pytest
from msgspec.inspect import Metadata, StructType, UnionType

from needline.estate import wording
from needline.estate.model import Estate
from needline.estate.wording import near_miss


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("maskd", "masked"),
        ("masked", "masked"),
        ("fulll", "full"),
        ("everything", None),
        ("", None),
        ("m" * 99, None),
    ],
)
def test_a_mistyped_word_is_known_by_its_likeness(word: str, meant: str | None) -> None:
    assert near_miss(word, ("masked", "full")) == meant


def test_every_shape_of_the_model_has_its_words() -> None:
    def shapes(kind: object) -> set[str]:
        match kind:
            case Metadata(extra_json_schema=schema) if schema and "pattern" in schema:
                return {schema["pattern"]}
            case StructType(fields=fields):
                return set().union(*(shapes(field.type) for field in fields))
            case UnionType(types=types):
                return set().union(*map(shapes, types))
        inner = [
            getattr(kind, name) for name in ("type", "item_type", "key_type", "value_type") if hasattr(kind, name)
        ]
        return set().union(*map(shapes, inner))

    assert shapes(msgspec.inspect.type_info(Estate)) == set(wording._SHAPES)
