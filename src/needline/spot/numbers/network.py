"""Network addresses: IPv4, IPv6 and MAC; what is a version or a time is none."""

import re
from collections.abc import Iterator
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.numbers.cues import Cue, Kind

_OCTET: Final = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4: Final = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_GROUPS: Final = Expression(
    r"(?<![0-9a-z:.])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}|(?:[0-9a-f]{1,4}:){1,7}:|"
    r"(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}|::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})(?:%[0-9a-z]{1,8})?"
    r"(?![0-9a-z:]|\.[0-9])",
    re.IGNORECASE,
)
_MAC: Final = Expression(
    r"(?<![0-9a-z:-])[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}(?![0-9a-z:-])", re.IGNORECASE
)


def ipv4(text: str, start: int, end: int, cue: Cue | None) -> Finding | None:
    """An IPv4 address, unless words call it a version."""
    if not _IPV4.fullmatch(text, start, end) or (cue and cue.kind is Kind.OTHER and cue.strangers == 0):
        return None
    return Finding(start, end, Found.IP_ADDRESS, 0.9, "four octets")


def addresses(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # a rule is asked so
    """IPv6 and MAC addresses."""
    for match in _GROUPS.finditer(text):
        if len(match[0]) > 5 or any(map(str.isdigit, match[0])):
            yield Finding(*match.span(), Found.IP_ADDRESS, 0.95, "an IPv6 address")
    for match in _MAC.finditer(text):
        if any(map(str.isdigit, match[0])):
            yield Finding(*match.span(), Found.IP_ADDRESS, 0.9, "a MAC address")


TRIGGERS: Final = (r":[0-9a-f]{0,4}:", r"-[0-9a-f]{2}-[0-9a-f]{2}-")
