"""Links: addresses of pages, with a scheme, with www. or bare; what they carry as a token is a secret.

A name of a file, a product ("node.js"), a version or the end of a sentence without a space is no link: a bare
domain needs an ending that few other things have, and either a path or the look of a site.
"""

import re
from collections.abc import Iterator
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule

_REST: Final = r"[^\s<>\"'`{}|\\^\[\]()]"
_HOST: Final = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}"
_LINK: Final = Expression(
    rf"(?<![\w@])(?:https?|ftp|ftps|sftp|wss?)://(?:{_HOST}|localhost|[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}}|"
    r"\[[0-9a-f:]{2,39}\])"
    rf"(?::[0-9]{{1,5}})?(?:[/?#](?:{_REST}|\({_REST}{{0,100}}\)){{0,2000}})?",
    re.IGNORECASE,
)
_WWW: Final = Expression(rf"(?<![\w@./])www\.{_HOST}(?::[0-9]{{1,5}})?(?:[/?#]{_REST}{{0,2000}})?", re.IGNORECASE)
_ENDINGS: Final = (
    "com|org|net|edu|gov|co\\.uk|org\\.uk|ac\\.uk|de|fr|it|nl|es|pl|pt|eu|ch|at|be|ie|ca|com\\.au|com\\.br|in|us|io|"
    "app|dev|shop|online|info|biz"
)
_BARE: Final = Expression(
    rf"(?<![\w@./-])(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?\.){{1,4}}(?:{_ENDINGS})"
    rf"(?::[0-9]{{1,5}})?/(?![\s/]){_REST}{{1,2000}}",
    re.IGNORECASE,
)
_TOKEN: Final = Expression(
    r"[?&#;](?:access_?token|id_?token|refresh_?token|token|auth|auth_?key|api_?key|apikey|key|secret|"
    r"client_?secret|sig|"
    r"signature|session(?:id)?|sid|jwt|code|otp|password|passwd|pwd|pw|reset|ticket|hash|x-amz-signature|"
    r"x-amz-security-token)=(?P<value>[^\s&#;\"'<>]{6,2000})",
    re.IGNORECASE,
)
_TRAILING: Final = ".,;:!?'*_~-"
_CREDENTIALS: Final = 0.95


def _links(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for pattern, score, how in (
        (_LINK, 0.98, "its scheme"),
        (_WWW, 0.97, "www"),
        (_BARE, 0.85, "its ending and path"),
    ):
        for match in pattern.finditer(text):
            end = match.start() + len(match[0].rstrip(_TRAILING))
            yield Finding(match.start(), end, Found.LINK, score, f"a link, known by {how}")


def _tokens(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for match in _TOKEN.finditer(text):
        start, end = match.span("value")
        yield Finding(start, end, Found.ACCESS_KEY, _CREDENTIALS, "a link's parameter that opens something")


RULES: tuple[Rule, ...] = (
    Rule(
        name="links",
        triggers=("://", r"[^a-z]www\.", rf"\.(?:{_ENDINGS})[:/]"),
        find=_links,
    ),
    Rule(
        name="tokens in links",
        triggers=("[a-z] ?=",),
        find=_tokens,
    ),
)
