"""The walk: which files there are under the paths that were named, and what cannot be looked at.

Links are followed, once each: a folder that was entered already, as a link that leads back makes it, is told and not
entered again. A file under two names is read once. What is no regular file (a pipe, a socket, a device) is told.
"""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from needline.scan.part import Part, unread


class File(Struct, frozen=True):
    """A regular file as it was when it was walked over."""

    path: str
    size: int
    mtime: int  # nanoseconds since 1970


def walk(paths: Iterable[str], leave: Collection[str] = ()) -> Iterator[File | Part]:
    """The files in and under `paths`, each folder in the order of names; parts are what could not be looked at.

    `leave` are files that are left out without a word: what the scan itself writes.
    """
    known: set[tuple[int, int]] = {
        (found.st_dev, found.st_ino) for path in leave if (found := _looked_at(Path(path))) is not None
    }
    for path in paths:
        yield from _walk(Path(path), known)


def _looked_at(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _walk(path: Path, known: set[tuple[int, int]]) -> Iterator[File | Part]:
    try:
        found = path.stat()
        names = sorted(entry.name for entry in os.scandir(path)) if stat.S_ISDIR(found.st_mode) else []
    except OSError as error:
        yield unread(str(path), (error.strerror or type(error).__name__).lower())
        return
    is_new = (found.st_dev, found.st_ino) not in known
    known.add((found.st_dev, found.st_ino))
    if stat.S_ISDIR(found.st_mode):
        if not is_new:
            yield unread(str(path), "a link to a folder that was read already")
            return
        for name in names:
            yield from _walk(path / name, known)
    elif not stat.S_ISREG(found.st_mode):
        yield unread(str(path), "no regular file")
    elif is_new:
        yield File(str(path), found.st_size, found.st_mtime_ns)


def has_changed(file: File) -> bool:
    """Whether the file is another one than when it was walked over."""
    found = _looked_at(Path(file.path))
    return found is None or (found.st_size, found.st_mtime_ns) != (file.size, file.mtime)
