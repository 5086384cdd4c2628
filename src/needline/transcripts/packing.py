"""What a file is packed in: nothing, gzip, Zstandard where its package is installed, or UTF-16.

What unpacks to more than 500 times its size was made to fill a disk; what follows 64 MiB of it is unread.
"""

import codecs
import gzip
import importlib
import io
import zlib
from typing import BinaryIO

_MOST_TIMES = 500
_ALWAYS = 64 * 1024 * 1024  # bytes
_CHUNK = 64 * 1024


class UnpackError(Exception):
    """It cannot be unpacked, or no further; the text says why."""


def unpacked(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream without what it is packed in. Raises `UnpackError` now or while it is read."""
    beginning = stream.peek(4)[:4]
    if beginning.startswith(b"\x1f\x8b"):
        return io.BufferedReader(_Unpacked(gzip.GzipFile(fileobj=stream), stream), _CHUNK)
    if beginning == b"\x28\xb5\x2f\xfd":
        return io.BufferedReader(_Unpacked(_zstandard(stream), stream), _CHUNK)
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return io.BufferedReader(_Recoded(stream), _CHUNK)
    if beginning in {b"PK\x03\x04", b"%PDF"}:
        raise UnpackError("a ZIP archive or a document made of one" if beginning[:2] == b"PK" else "a PDF")
    return stream


def _zstandard(stream: BinaryIO) -> BinaryIO:
    try:
        package = importlib.import_module("zstandard")
    except ImportError as error:
        raise UnpackError("packed with Zstandard; pip install zstandard") from error
    reader: BinaryIO = package.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
    return reader


class _Unpacked(io.RawIOBase):
    """A packed stream, read as long as it is honest."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile, packed: io.BufferedReader) -> None:
        self._stream, self._packed, self._made, self._eaten = stream, packed, 0, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # what BufferedReader hands over
        """Unpack the next bytes into the buffer. Raises `UnpackError` when they cannot be, or are too many."""
        try:
            read = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, ValueError) as error:
            raise UnpackError("packed data that is broken or ends too early") from error
        except Exception as error:
            # zstandard has an error of its own, which cannot be named where the package is missing.
            raise UnpackError("packed data that is broken") from error
        self._made += len(read)
        if self._made > _ALWAYS and self._made > _MOST_TIMES * self._packed.tell():
            raise UnpackError(f"it unpacks to more than {_MOST_TIMES} times its size")
        buffer[: len(read)] = read
        return len(read)


class _Recoded(io.RawIOBase):
    """UTF-16 as UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._decoder = stream, codecs.getincrementaldecoder("utf-16")()
        self._held, self._is_over = b"", False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # what BufferedReader hands over
        """Write the next characters into the buffer, as UTF-8. Raises `UnpackError` when they are none."""
        try:
            while not self._held and not self._is_over:
                raw = self._stream.read(_CHUNK)
                self._is_over = not raw
                self._held = self._decoder.decode(raw, final=self._is_over).encode()
        except UnicodeError as error:
            raise UnpackError("not the UTF-16 that its first bytes say") from error
        part, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)
