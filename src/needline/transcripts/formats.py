"""Which format a file has: by its name, and where that says nothing, by how it begins."""

import re
from enum import StrEnum
from pathlib import PurePath

from needline.transcripts.contact_lens import is_contact_lens


class Format(StrEnum):
    """The formats that are read."""

    TEXT = "text"
    JSON_LINES = "jsonl"
    JSON = "json"
    CONTACT_LENS = "contact-lens"
    CUES = "vtt"  # and SubRip
    MAIL = "eml"
    MAILBOX = "mbox"
    TABLE = "csv"


_PACKED = {".gz", ".zst"}
_BY_NAME = {
    ".txt": Format.TEXT, ".log": Format.TEXT, ".md": Format.TEXT,
    ".jsonl": Format.JSON_LINES, ".ndjson": Format.JSON_LINES, ".json": Format.JSON,
    ".vtt": Format.CUES, ".srt": Format.CUES,
    ".eml": Format.MAIL, ".mbox": Format.MAILBOX, ".mbx": Format.MAILBOX,
    ".csv": Format.TABLE, ".tsv": Format.TABLE,
}  # fmt: skip
_BY_BEGINNING = (
    (re.compile(rb"WEBVTT[ \t\r\n]|\s*[0-9]+\r?\n[0-9:,.]+ --> "), Format.CUES),
    (re.compile(rb"From \S+ .*\n[!-9;-~]+:"), Format.MAILBOX),
    (re.compile(rb"(?:(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|MIME-Version|Message-ID):.*\r?\n"
                rb"(?:[ \t].*\r?\n)*){2}", re.IGNORECASE), Format.MAIL),
    (re.compile(rb"\s*\{.*\}[ \t]*\r?\n\s*\{"), Format.JSON_LINES),
    (re.compile(rb"\s*[\[{][\s\[{]*[\"\]}]"), Format.JSON),
)  # fmt: skip


def format_of(name: str, beginning: bytes) -> Format:
    """The format of the file of this name that begins so.

    >>> format_of("call.vtt.gz", b""), format_of("-", b'{"text": "hello"}').value, format_of("-", b"hello").value
    (<Format.CUES: 'vtt'>, 'json', 'text')
    """
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    last = next((suffix for suffix in reversed(suffixes) if suffix not in _PACKED), "")
    found = _BY_NAME.get(last) or _by_beginning(beginning)
    return Format.CONTACT_LENS if found == Format.JSON and is_contact_lens(beginning) else found


def _by_beginning(beginning: bytes) -> Format:
    return next((format_ for pattern, format_ in _BY_BEGINNING if pattern.match(beginning)), Format.TEXT)
