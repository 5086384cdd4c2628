"""A classifier's file: what was written comes back, and anything else is refused."""

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.errors import NeedlineError
from needline.routing import encoder_of, pack, train, unpack
from tests.routing.messages import EXAMPLES, Letters

PLAIN, WITH = train(EXAMPLES)[0], train(EXAMPLES, Letters())[0]
PACKED = pack(PLAIN)
HEAD = PACKED.index(b"\n", PACKED.index(b"\n") + 1) + 1


def sealed(**swaps: object) -> bytes:
    """The file with other fields, and a digest that fits."""
    fields = msgspec.msgpack.decode(PACKED[HEAD:]) | swaps
    rest = msgspec.msgpack.encode(fields)
    return b"needline routing 1\n" + hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest


def test_what_was_packed_comes_back() -> None:
    for classifier, encoder in ((PLAIN, None), (WITH, Letters())):
        back = unpack(pack(classifier), encoder)
        for example in EXAMPLES:
            one, other = classifier.guess(example.text), back.guess(example.text)
            assert one.nearest == other.nearest
            assert one.score == pytest.approx(other.score, abs=0.02)
        assert pack(back) == pack(classifier)


def test_it_says_which_encoder_it_needs() -> None:
    assert encoder_of(PACKED) is None
    assert encoder_of(pack(WITH)) == "letters 1"


def test_another_encoder_is_refused() -> None:
    with pytest.raises(NeedlineError, match="trained with letters 1, and there is None"):
        unpack(pack(WITH))
    with pytest.raises(NeedlineError, match="trained with no encoder, and there is letters 1"):
        unpack(PACKED, Letters())


def test_no_message_stands_in_it() -> None:
    words = {word for example in EXAMPLES for word in example.text.encode().split() if len(word) > 5}
    assert {word for word in words if word in PACKED} == set()


@pytest.mark.parametrize(
    ("packed", "what"),
    [
        (b"", "no classifier"),
        (b"\x80\x04\x95", "no classifier"),
        (b"PK\x03\x04", "no classifier"),
        (PACKED[:-1], "digest does not fit"),
        (PACKED + b"\x00", "digest does not fit"),
        (PACKED[: HEAD - 10], "digest does not fit"),
        (sealed(more=1), "another version"),
        (sealed(intents="x"), "another version"),
        (sealed(intents=["hours"]), "makes no sense"),
        (sealed(intents=["hours", "hours", "theft"]), "makes no sense"),
        (sealed(intents=["hours", "theft"]), "makes no sense"),
        (sealed(floor=float("nan")), "makes no sense"),
        (sealed(bias=b"\x00\x00\xc0\x7f" * 3), "not all of its numbers are finite"),
        (sealed(bias=b""), "makes no sense"),
        (sealed(width=-1), "makes no sense"),
        (sealed(ids=b"\x01"), "makes no sense"),
        (sealed(ids=b"\x00" * len(PLAIN.vocabulary.ids) * 4), "not in order"),
    ],
    ids=["empty", "pickle", "archive", "cut", "more", "head", "field", "type", "one-intent", "twice", "fewer",
         "floor", "not-finite", "no-bias", "width", "odd", "order"],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_with_what_is_wrong(packed: bytes, what: str) -> None:
    with pytest.raises(NeedlineError, match=what):
        unpack(packed)


@given(at=st.integers(0, len(PACKED) - 1), bit=st.integers(0, 7))
def test_a_file_with_any_bit_turned_is_refused(at: int, bit: int) -> None:
    turned = bytearray(PACKED)
    turned[at] ^= 1 << bit
    with pytest.raises(NeedlineError):
        unpack(bytes(turned))
