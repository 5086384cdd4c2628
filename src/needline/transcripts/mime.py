"""How a part of a message is built (MIME): what its headers say, its text decoded and encoded again.

Sources: RFC 2045 (transfer), RFC 2046 (parts), RFC 2047 (headers). Everything here takes a time that grows with the
length of what it is given, whatever that is: somebody else wrote it.
"""

import base64
import codecs
import quopri
import re
from email import policy
from email.header import Header, decode_header, make_header
from email.parser import BytesHeaderParser

from msgspec import Struct

from needline.transcripts.encoding import whole
from needline.transcripts.passage import UNREAD, Hidden

# A name stays as it is, so it may hold no more digits than names do; what has none is no field, and is read.
_NAME = rb"[A-Za-z]{1,40}[0-9]{0,4}[A-Za-z]{0,20}(?:[-_.][A-Za-z]{0,40}[0-9]{0,4}[A-Za-z]{0,20}){0,12}"
FIELD = re.compile(rb"^(" + _NAME + rb":[ \t]*+)([^\r\n]*+(?:\r?\n[ \t][^\r\n]*+)*+)", re.MULTILINE)
FOR_MACHINES = re.compile(rb"(?:mime-version|content-(?!description)[a-z-]+|date|lines|x?-?status):", re.IGNORECASE)
_TAG = re.compile(r"<!--|<(?:script|style)\b|</?[A-Za-z!][^<>]{0,4000}>", re.IGNORECASE)
_ENDS = {
    "<!--": re.compile("-->"),
    "<scr": re.compile(r"</script\s{0,20}>", re.IGNORECASE),
    "<sty": re.compile(r"</style\s{0,20}>", re.IGNORECASE),
}
_WORD = r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\r\n]{0,400}\?="
_WORDS = re.compile(rf"{_WORD}(?:\s{{1,9}}{_WORD})*+")  # encoded words (RFC 2047); one has at most 75 characters
_READABLE = ("application/json", "application/xml", "application/xhtml+xml", "message/delivery-status")
_MOST_STRUCTURE = 16 * 1024  # bytes of the fields that say how a part is built


class Part(Struct, frozen=True):
    """How the body that follows is built, as its headers say."""

    kind: str = "text/plain"
    charset: str = "utf-8"
    encoding: str = ""  # of its transfer: base64, quoted-printable; empty: none
    boundary: bytes = b""

    @property
    def is_text(self) -> bool:
        """Whether its body can be read."""
        return self.kind.startswith("text/") or self.kind in _READABLE


def part_of(header: bytes) -> Part:
    """How the body behind this header is built."""
    structure = b"\n".join(field[0] for field in FIELD.finditer(header) if FOR_MACHINES.match(field[0]))
    if len(structure) > _MOST_STRUCTURE:
        return Part(kind="a part of unknown structure")
    message = BytesHeaderParser(policy=policy.compat32).parsebytes(structure + b"\n\n")
    kind = message.get_content_type()
    boundary = str(message.get_boundary("")).encode("ascii", "replace") if kind.startswith("multipart/") else b""
    encoding = str(message.get("content-transfer-encoding", "")).strip().lower()
    return Part(
        kind=kind if boundary or not kind.startswith("multipart/") else "text/plain",
        charset=_charset(str(message.get_content_charset("utf-8"))),
        encoding="" if encoding in {"7bit", "8bit", "binary"} else encoding,
        boundary=boundary.rstrip(),
    )


def _charset(named: str) -> str:
    """The charset, with ASCII as part of the UTF-8 that it often is."""
    try:
        found = codecs.lookup(named).name
    except LookupError:
        return named
    return "utf-8" if found == "ascii" else found


def transferred(raw: bytes, encoding: str) -> bytes:
    """The bytes that were transferred. Raises `ValueError` or `LookupError` where they cannot be had for certain."""
    match encoding:
        case "":
            return raw
        case "quoted-printable":
            return quopri.decodestring(raw)
        case "base64":
            return base64.b64decode(b"".join(raw.split()), validate=True)
    raise LookupError(f"{encoding!r} is no way to transfer bytes that is read here")


def transferable(text: str, part: Part, newline: bytes) -> bytes:
    """The text, encoded as the part says."""
    raw = text.encode(part.charset, "replace")
    match part.encoding:
        case "quoted-printable":
            return quopri.encodestring(raw)
        case "base64":
            return base64.encodebytes(raw).rstrip().replace(b"\n", newline)
    return raw


def stand_in(part: Part) -> bytes:
    """What stands in place of a part that is unread, encoded as it says."""
    encoding = part.encoding if part.encoding in {"quoted-printable", "base64"} else ""
    return transferable(UNREAD, Part(encoding=encoding), b"\n")


def header_text(raw: bytes) -> str:
    """What the value of a field says. Raises `ValueError`, `LookupError` or `HeaderParseError` if that is unknown."""
    unfolded = re.sub(r"\r?\n[ \t]+", " ", raw.decode("utf-8"))
    return whole(_WORDS.sub(lambda words: str(make_header(decode_header(words[0]))), unfolded))


def header_ink(text: str) -> bytes:
    """The text as the value of a field."""
    return text.encode() if text.isascii() else Header(text, "utf-8").encode().encode()


def hidden_in(page: str) -> Hidden:
    """Tags, comments, scripts and styles; what is never closed is not hidden, but text."""
    spans: list[tuple[int, int]] = []
    endless: set[str] = set()  # looked for once, in vain: a page of nothing but beginnings must not take for ever
    at = 0
    while tag := _TAG.search(page, at):
        at = tag.end()
        kind = tag[0][:4].lower()
        if kind not in _ENDS:
            spans.append(tag.span())
        elif kind not in endless and (end := _ENDS[kind].search(page, at)):
            at = end.end()
            spans.append((tag.start(), at))
        else:
            endless.add(kind)
    return tuple(spans)
