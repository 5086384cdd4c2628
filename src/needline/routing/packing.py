"""Packing: a classifier as bytes.

    line 1     what it is, with the version of this format
    line 2     SHA-256 of the rest, hex
    the rest   MessagePack: names, numbers, and arrays as their bytes, little-endian

Nothing in it can be run. The digest finds a file that was cut or damaged; it is no signature: whoever may write the
file may make another one. What a classifier says grants nothing, so that is enough.
"""

import hashlib
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from needline.errors import NeedlineError
from needline.routing.grams import Vocabulary
from needline.routing.intent import Classifier, Encoder, Heads

MOST_BYTES: Final = 1 << 30
_FIRST: Final = b"needline routing 1\n"
_HEX: Final = 64

type_of_floats = NDArray[np.float32]


class _Packed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rest of the file."""

    intents: tuple[str, ...]
    encoder: str | None
    width: int
    floor: float
    ids: bytes  # uint32
    rarity: bytes  # float32
    pieces: bytes  # float16: half the size, and no answer in a thousand changes
    vector: bytes  # float32
    bias: bytes  # float32


def pack(classifier: Classifier) -> bytes:
    """The file of a classifier; the same classifier, the same bytes."""
    heads, encoder = classifier.heads, classifier.encoder
    rest = msgspec.msgpack.encode(
        _Packed(
            intents=classifier.intents,
            encoder=encoder.name if encoder else None,
            width=encoder.width if encoder else 0,
            floor=classifier.floor,
            ids=classifier.vocabulary.ids.astype("<u4").tobytes(),
            rarity=classifier.vocabulary.rarity.astype("<f4").tobytes(),
            pieces=heads.pieces.astype("<f2").tobytes(),
            vector=heads.vector.astype("<f4").tobytes(),
            bias=heads.bias.astype("<f4").tobytes(),
        )
    )
    return _FIRST + hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest


def encoder_of(packed: bytes) -> str | None:
    """The name of the encoder that this classifier was trained with. Raises `NeedlineError` as `unpack` does."""
    return _read(packed).encoder


def unpack(packed: bytes, encoder: Encoder | None = None) -> Classifier:
    """The classifier in a file.

    Raises `NeedlineError` for anything that `pack` did not write, and when the classifier was trained with another
    encoder than `encoder`: vectors of another version mean something else.
    """
    read = _read(packed)
    given = encoder.name if encoder else None
    if read.encoder != given:
        raise NeedlineError(f"the classifier was trained with {read.encoder or 'no encoder'}, and there is {given}")
    columns = len(read.intents)
    ids = np.frombuffer(read.ids, dtype="<u4")
    heads = Heads(
        pieces=_table(read.pieces, "<f2", len(ids), columns),
        vector=_table(read.vector, "<f4", read.width, columns),
        bias=_table(read.bias, "<f4", 1, columns)[0],
    )
    words = Vocabulary(ids=ids.astype(np.uint32), rarity=_table(read.rarity, "<f4", 1, len(ids))[0])
    if len(ids) > 1 and not (ids[1:] > ids[:-1]).all():
        raise NeedlineError("the classifier's file is damaged: its pieces are not in order")
    return Classifier(intents=read.intents, vocabulary=words, heads=heads, floor=read.floor, encoder=encoder)


def _read(packed: bytes) -> _Packed:
    head = len(_FIRST) + _HEX + 1
    if not packed.startswith(_FIRST):
        raise NeedlineError("this is no classifier: `needline routing train` makes one")
    if packed[len(_FIRST) : head] != hashlib.sha256(packed[head:]).hexdigest().encode() + b"\n":
        raise NeedlineError("the classifier's file is damaged: its digest does not fit; train it anew")
    try:
        read = msgspec.msgpack.decode(packed[head:], type=_Packed)
    except msgspec.MsgspecError as error:
        raise NeedlineError("the classifier's file is of another version of needline; train it anew") from error
    if len(set(read.intents)) < max(2, len(read.intents)) or not np.isfinite(read.floor) or len(read.ids) % 4:
        raise NeedlineError("the classifier's file makes no sense: its intents, its floor or its pieces")
    return read


def _table(raw: bytes, kind: str, rows: int, columns: int) -> type_of_floats:
    """The array of these bytes. Raises `NeedlineError` when it has another size, or is not finite."""
    if rows < 0 or len(raw) != rows * columns * np.dtype(kind).itemsize:
        raise NeedlineError(f"the classifier's file makes no sense: {len(raw):,} bytes are no {rows} × {columns}")
    array = np.frombuffer(raw, dtype=kind).astype(np.float32).reshape(rows, columns)
    if not np.isfinite(array).all():
        raise NeedlineError("the classifier's file makes no sense: not all of its numbers are finite")
    return array
