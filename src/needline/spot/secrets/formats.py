"""Credentials that their surroundings give away: key files, connection strings, headers, settings with a value.

key files     -----BEGIN … PRIVATE KEY----- to its end, over lines, or as far as it goes (RFC 7468)
addresses     scheme://user:password@host: only the credentials (RFC 3986 section 3.2.1)
headers       Authorization: Basic … and Bearer … (RFC 7617, RFC 6750); X-Api-Key: …; cookies of a session
strings       AccountKey=…; SharedAccessKey=…; Password=…
settings      api_key: "…", token = …: when the value looks drawn at random
bare          40 hexadecimal digits and more beside a word for keys
"""

import re
from collections.abc import Iterator
from math import log2
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule

_BEGIN: Final = r"-----BEGIN (?P<what>(?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?)-----"
_PEM: Final = Expression(rf"{_BEGIN}(?:[^-]|-(?!----)){{0,20000}}-----END (?P=what)-----")
_CUT_PEM: Final = Expression(  # without its end: as far as lines of base64 go
    rf"{_BEGIN}(?:\s|\\[nr]|(?:Proc-Type|DEK-Info|Version|Comment): ?[^\n]{{0,80}}\n|[A-Za-z0-9+/=]{{16,100}}(?=\s|"
    r"\\|\Z|-|…|\.\.)){0,400}"
)
_PUTTY: Final = Expression(r"PuTTY-User-Key-File-[23]:[\s\S]{0,8000}?Private-MAC: ?[0-9a-f]{40,64}")
_USERINFO: Final = Expression(
    r"(?<![\w+.-])[a-z][a-z0-9+.\-]{1,24}://(?P<who>[^\s:/@\"'<>?#]{0,128}:[^\s/\"'<>]{1,256})(?=@[\w\[.-])",
    re.IGNORECASE,
)
_HEADER: Final = Expression(
    r"(?:authorization|proxy-authorization|auth)[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?(?:(?:bearer|basic|token|digest|"
    r"apikey|negotiate)[ \t]{1,3})"
    r"(?P<value>[A-Za-z0-9+/=_.~:\-]{8,4000})|(?<!\w)bearer[ \t:]{1,3}(?P<bearer>[A-Za-z0-9+/=_.~\-]{20,4000})"
    r"|(?<!\w)basic[ \t]{1,3}(?P<basic>(?:[A-Za-z0-9+/]{4}){4,400}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)"
    r"(?![A-Za-z0-9+/])"
    r"|(?:cookie|set-cookie)[ \t]{0,3}:[ \t]{0,3}(?P<cookie>[^\r\n]{8,4000})"
    r"|(?:x-[a-z\-]{0,30}(?:key|token|secret|signature|auth))"
    r"[\"']?[ \t]{0,3}:[ \t]{0,3}[\"']?(?P<x>[A-Za-z0-9+/=_.~\-]{8,1000})",
    re.IGNORECASE,
)
_STRING: Final = Expression(
    r"(?<![A-Za-z])(?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecret|AccessKey|Password|Pwd|"
    r"ClientSecret|PrimaryKey|SecondaryKey|InstrumentationKey)"
    r"[ ]?=[ ]?(?P<value>[^;\s\"'<>,]{6,1000})",
    re.IGNORECASE,
)
_SAS: Final = Expression(r"(?<!\w)sig=(?P<value>[A-Za-z0-9%+/=]{20,200})")
_WORD: Final = (
    r"(?:api|app|access|auth|aws|azure|client|consumer|customer|encryption|encrypt|gcp|google|hmac|integration|jwt|"
    r"license|licence|master|oauth|private|public|refresh|"
    r"secret|security|server|service|session|sdk|shared|signing|stripe|sso|ssh|storage|twilio|user|webhook|bot|"
    r"account|id|deploy|personal|bearer|csrf|root|admin|merchant|heroku|recovery|backup|activation|wallet|"
    r"production|prod|live|test)"
)
_SETTING: Final = Expression(
    rf"(?<![A-Za-z])(?:{_WORD}[ _.\-]?){{0,3}}(?:key|token|secret|credentials?|apikey|passkey|seed)(?:[ _\-]?(?:id|"
    r"value|hex|base64|string))?(?![A-Za-z])"
    r"(?:[\"'`\])]{0,2}[ \t]{0,3}(?:=>|:=|[:=]|->|\bis\b|\bare\b|\bwas\b|\bist\b|\best\b|\bes\b)[ \t\n]{0,3}|"
    r"[ \t]{1,2}|[^\S\n]?\n[ \t]{0,4})[\"'`(\[<]{0,2}"
    r"(?P<value>[A-Za-z0-9+/=_.~:\-]{16,512})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_HASH: Final = Expression(
    r"(?<![\w-])(?:0x)?(?P<value>[0-9a-f]{32}(?:[0-9a-f]{8})?(?:[0-9a-f]{24})?|[0-9a-f]{128})(?![\w-])", re.IGNORECASE
)
_NO_SECRET: Final = Expression(
    r"\b(?:commit|sha-?(?:1|256|512)?|md5|hash|checksum|digest|fingerprint|revision|rev|git|merge|branch|trace|span|"
    r"uuid|guid|request|build|image|"
    r"etag|version|tracking|order|invoice|transaction|tx|block|parent|tree|docker|layer|correlation|device|serial|"
    r"model|isbn|sku|colou?r|file|filename|public)\b",
    re.IGNORECASE,
)
_WORD_FOR_KEYS: Final = Expression(r"key|token|secret|credential|seed", re.IGNORECASE)
_UUID: Final = Expression(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\Z", re.IGNORECASE)
_UUID_KEYS: Final = Expression(r"heroku|api|secret|token|client|recovery", re.IGNORECASE)
_ENOUGH: Final = 3.0  # bits a character; words have less, keys drawn at random more
_ENOUGH_HEX: Final = 2.6
_AROUND: Final = 48


def _named(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for pattern, score, why in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = (
                match.span(match.lastgroup) if match.lastgroup and match.lastgroup not in _WHOLE else match.span()
            )
            if not _placeholder(text[start:end]):
                what = Found.PASSWORD if _PASSWORD.search(match[0][: start - match.start()]) else Found.ACCESS_KEY
                yield Finding(start, end, what, score, why)


def _settings(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    if not _WORD_FOR_KEYS.search(text):
        return
    for match in _SETTING.finditer(text):
        value = match["value"].rstrip(".:-~")
        if looks_random(value) and not (_UUID.match(value) and not _UUID_KEYS.search(match[0][: -len(value)])):
            yield Finding(
                match.start("value"),
                match.start("value") + len(value),
                Found.ACCESS_KEY,
                0.95,
                "a random value, after a word for keys",
            )


def _hashes(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    """Hexadecimal digits alone: a key unless something says that they are a checksum or a name of a thing."""
    for match in _HASH.finditer(text):
        before, after = (
            text[max(0, match.start() - _AROUND) : match.start()],
            text[match.end() : match.end() + _AROUND // 2],
        )
        mixed = sum(map(str.isdigit, match["value"])) not in {0, len(match["value"])}
        if (
            mixed
            and entropy(match["value"].lower()) > _ENOUGH_HEX
            and not (_NO_SECRET.search(before) or _NO_SECRET.search(after))
        ):
            yield Finding(
                match.start(),
                match.end(),
                Found.ACCESS_KEY,
                0.8,
                "hexadecimal digits of a key's length, and no word for a checksum",
            )


def looks_random(value: str) -> bool:
    """Whether `value` is no word, no name and no number, so likely drawn at random.

    >>> looks_random("kd83Hs02mQpZx71LwR"), looks_random("my-development-database")
    (True, False)
    """
    if _placeholder(value) or not any(map(str.isdigit, value)) or not any(map(str.isalpha, value)):
        return False
    letters = [part for part in re.split(r"[_.\-:/=+~]", value) if part]
    words = sum(len(part) for part in letters if part.isalpha() and (part.islower() or part.istitle()))
    return entropy(value) > _ENOUGH and words < len(value) * 0.6


def entropy(value: str) -> float:
    """Bits a character of `value`, after Shannon."""
    return -sum((n := value.count(c)) / len(value) * log2(n / len(value)) for c in set(value)) if value else 0.0


def _placeholder(value: str) -> bool:
    lower = value.lower()
    return len(set(lower)) < 4 or lower.startswith(
        ("your", "xxxx", "****", "<", "${", "{{", "%(", "$(", "example", "placeholder", "redacted")
    )


_PASSWORD: Final = Expression(r"pass|pwd", re.IGNORECASE)
_WHOLE: Final = frozenset({"what", "body"})
_PATTERNS: Final = (
    (_PEM, 0.99, "a private key file"),
    (_CUT_PEM, 0.97, "the beginning of a private key file"),
    (_PUTTY, 0.99, "a private key file"),
    (_USERINFO, 0.98, "a user and a password in an address"),
    (_HEADER, 0.97, "credentials in a header"),
    (_STRING, 0.95, "credentials in a connection string"),
    (_SAS, 0.95, "a signature in an address"),
)
RULES: tuple[Rule, ...] = (
    Rule(
        name="credentials by format",
        triggers=(
            "-----begin|putty-user-key-file",
            "://",
            (
                r"[^a-z]auth(?:orization)?[\"']?[ \t]{0,3}[:=]|[^a-z]bearer[ \t:]|"
                r"[^a-z]basic[ \t]{1,3}[a-z0-9+/]{12}|"
                r"cookie[ \t]{0,3}:|(?:key|token|secret|signature|auth)[\"']?[ \t]{0,3}:"
            ),
            "[a-z] ?=",
        ),
        find=_named,
    ),
    Rule(
        name="credentials in settings",
        triggers=("key|token|secret|credential|seed",),
        find=_settings,
    ),
    Rule(name="hexadecimal keys", triggers=("[0-9a-f]{16}",), find=_hashes),
)
