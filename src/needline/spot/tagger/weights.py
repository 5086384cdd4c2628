"""Weights: the arrays of the network, read from an `.npz` file and checked.

A file that is only half right would tag without an error, and wrongly: so every array must be there, in its type, in
a shape that fits the others, and finite.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

type_of_array = NDArray[np.generic]
_MADE = "train/ makes such a file"


def read_weights(packed: bytes, *, labels: int, layers: int, near: int) -> dict[str, type_of_array]:
    """The arrays by name, of a network with so many `labels`, `layers` and words `near` to either side.

    Raises:
        ValueError: the bytes are no such file; the text says everything that is wrong with it.

    """
    arrays = _unpacked(packed)
    wrong = tuple(_strangers(arrays, layers)) or (*_types(arrays), *_misfits(arrays, labels, layers, near))
    if wrong := wrong or tuple(f"{name} is not finite" for name, one in arrays.items() if not _is_finite(one)):
        raise ValueError(f"these are not the weights of the tagger: {'; '.join(wrong)}; {_MADE}")
    return arrays


def _unpacked(packed: bytes) -> dict[str, type_of_array]:
    try:
        with np.load(BytesIO(packed), allow_pickle=False) as read:
            return {name: read[name] for name in read.files}
    except Exception as error:  # a broken archive ends in one of a dozen errors, of three libraries
        what = f"these {len(packed):,} bytes are not the weights of the tagger, nor any .npz file"
        raise ValueError(f"{what} ({type(error).__name__}); {_MADE}") from error


def _shapes(*, size: int, hidden: int, width: int, labels: int, layers: int, near: int) -> dict[str, tuple[int, ...]]:
    """The shape of every array but the table of features, whose rows are as many as it has."""
    return {
        "scale": (size,), "word1": (size, hidden), "word1_bias": (hidden,), "word2": (hidden, width),
        "word2_bias": (width,), "near": (width, (1 + 2 * near) * width), "near_bias": (width,),
        "own": (width, width), "before": (width, width), "glued": (width,), "glued_next": (width,),
        **{f"conv{at}": (width, 3 * width) for at in range(layers)},
        "answer": (width, labels), "answer_bias": (labels,),
    }  # fmt: skip


def _strangers(arrays: Mapping[str, type_of_array], layers: int) -> Iterator[str]:
    names = ("table", *_shapes(size=0, hidden=0, width=0, labels=0, layers=layers, near=0))
    yield from (f"{name} is missing" for name in names if name not in arrays)
    yield from (f"nobody knows {name!r}" for name in arrays if name not in names)


def _types(arrays: Mapping[str, type_of_array]) -> Iterator[str]:
    for name, array in arrays.items():
        wanted = np.int8 if name == "table" else np.floating
        if not np.issubdtype(array.dtype, wanted):
            yield f"{name} holds {array.dtype}, not {wanted.__name__}"


def _misfits(arrays: Mapping[str, type_of_array], labels: int, layers: int, near: int) -> Iterator[str]:
    if arrays["table"].ndim != 2 or not len(arrays["table"]):
        yield f"table has shape {arrays['table'].shape}, not (rows, size)"
        return
    size = arrays["table"].shape[1]
    hidden, width = (arrays[name].shape[-1] if arrays[name].ndim else 0 for name in ("word1", "word2"))
    shapes = _shapes(size=size, hidden=hidden, width=width, labels=labels, layers=layers, near=near)
    for name, wanted in shapes.items():
        if arrays[name].shape != wanted:
            yield f"{name} has shape {arrays[name].shape}, not {wanted}"


def _is_finite(array: type_of_array) -> bool:
    with np.errstate(over="ignore"):  # what float32 cannot hold becomes infinite, which is told
        return array.dtype == np.int8 or bool(np.isfinite(array.astype(np.float32)).all())
