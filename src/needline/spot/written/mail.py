r"""E-mail addresses, as they are meant to be written (RFC 5321 section 4.1.2) and as people write them.

    plain       ann.lee+shop@mail.example.co.uk
    loose       ann @ example.com, ann@example,com, ann@example . com
    worded      ann (at) example DOT org, ann[at]example[dot]org, ann at the rate example dot com
    spelled     a n n l e e 7 at example dot com
    unsigned    hari 1212 gmailcom, anngmailcom, ann gmail com: what is left when signs are dropped

Each sign for "at" is looked for first, then what stands before and behind it in a short window. An "at" that is
nothing but a word needs more: "look at example dot com" is no address.
"""

import re
from collections.abc import Iterator
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule
from needline.spot.written.words import (
    BEFORE_AT,
    ENDINGS,
    NO_HEAD,
    NO_LOCAL_PART,
    PROVIDERS,
    UNSIGNED,
    VERBS_BEFORE_AT,
)

_BEFORE: Final = 96  # characters looked through for the local part; RFC 5321 allows it 64
_BEHIND: Final = 260  # characters looked through for the domain; RFC 5321 allows it 255
_WORDS_FOR_AT: Final = "at|ät|arroba|arobase|chiocciola|kukac|małpa|malpa|apenstaartje|zavináč|zavinac|snabel-?a"
_WORDS_FOR_DOT: Final = "dot|d0t|punkt|point|punto|punt|ponto|kropka|tečka|tecka|punct"
DOTS: Final = (rf"[^a-z](?:{_WORDS_FOR_DOT})[^a-z]", r"[ ,]\.[ ,]{0,2}[a-z]")  # triggers
_TLD: Final = rf"(?:{'|'.join(ENDINGS)})(?![\w@])"
_AT: Final = Expression(
    rf"(?P<sign>[ \t]{{0,3}}@[ \t]{{0,3}})"
    rf"|(?P<boxed>[ \t]{{0,3}}[\[({{<]{{1,2}}[ \t]?(?:{_WORDS_FOR_AT}|@|a)[ \t]?[\])}}>]{{1,2}}[ \t]{{0,3}})"
    rf"|(?P<rate>[ \t]at[ \t]{{1,2}}the[ \t]{{1,2}}rate(?:[ \t]{{1,2}}(?:of|symbol|sign))?[ \t])"
    rf"|(?P<joined>(?<=\w)[-_.*]{{1,2}}(?:{_WORDS_FOR_AT})[-_.*]{{1,2}}(?=\w))"
    rf"|(?P<word>[ \t]{{1,3}}(?:{_WORDS_FOR_AT})[ \t]{{1,3}})",
    re.IGNORECASE,
)
_DOT: Final = (
    rf"(?:\.|[ \t]{{0,2}}[\[({{<][ \t]?(?:{_WORDS_FOR_DOT}|\.)[ \t]?[\])}}>][ \t]{{0,2}}"
    rf"|[ \t]{{1,2}}(?:{_WORDS_FOR_DOT})[ \t]{{1,2}}|[-_*](?:{_WORDS_FOR_DOT})[-_*]|[ \t]{{0,2}}\.[ \t]{{1,2}}|"
    r"[ \t]{1,2}\.)"
)
_ATOM: Final = r"[^\W_]+(?:[\w.%+'&=~-]*[\w+-])?"
_LOCAL: Final = Expression(
    rf"(?:(?<![^\s(<\[:;,>\"'=/|*]){_ATOM}(?:{_DOT}[\w.%+-]{{1,64}})?"
    rf"|\"[^\"\n@]{{1,64}}\")\Z",
    re.IGNORECASE,
)
_DOTTED: Final = Expression(rf"(?<![\w.@])(?:[\w%+-]{{1,40}}{_DOT}){{1,3}}[\w%+-]{{1,40}}\Z", re.IGNORECASE)
_SPELLED: Final = Expression(r"(?<![\w'@])[^\W_](?:[ ]{1,2}[\w.+-]){2,40}\Z")
_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_PLAIN_DOMAIN: Final = Expression(
    rf"(?:{_LABEL}\.){{1,8}}(?:[^\W\d_]{{2,24}}|xn--[a-z0-9-]{{2,40}})(?![\w@])", re.IGNORECASE
)
_LOOSE_DOMAIN: Final = Expression(rf"(?:{_LABEL}{_DOT}){{1,4}}{_TLD}", re.IGNORECASE)
_COMMA_DOMAIN: Final = Expression(rf"(?:{_LABEL},){{1,2}}{_TLD}", re.IGNORECASE)
_SPELLED_DOMAIN: Final = Expression(
    rf"(?:[^\W_][ ]){{2,20}}(?:\.|{_WORDS_FOR_DOT})[ ]?(?:[a-z][ ]){{1,3}}[a-z](?!\w)", re.IGNORECASE
)
_PROVIDER_ALONE: Final = Expression(
    r"(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|rediffmail|protonmail|ymail)(?:[ ]?(?:com|net|co ?uk|in|fr|"
    r"de|es|it))?(?!\w)",
    re.IGNORECASE,
)
_WEBSITE: Final = Expression(r"www\b|https?\b", re.IGNORECASE)
_ROLE: Final = Expression(
    r"(?:no-?reply|do-?not-?reply|support|help|help-?desk|customer[._-]?(?:service|care|support)s?|service|"
    r"kundenservice|"
    r"kontakt|contact|mailer-daemon|postmaster|abuse|security|privacy|datenschutz)\Z",
    re.IGNORECASE,
)
_OWN: Final = Expression(
    r"\b(?:my|our|mine|mein\w*|unser\w*|mon|ma|mi|mio|mia|mijn|meu|minha|mój|moja|i am|i'm|me at|us at)\b",
    re.IGNORECASE,
)
_FILE: Final = Expression(r"[0-9]x\.(?:png|jpe?g|gif|svg|webp)\Z", re.IGNORECASE)
_USERINFO: Final = Expression(r"[a-z][a-z0-9+.-]{1,20}://\S*\Z", re.IGNORECASE)
_CUE: Final = Expression(r"e-?mail|\bmail|correo|courriel|mejl|e-?post|posta|adres|write|reach|id\b", re.IGNORECASE)
_WHY: Final = "an e-mail address, written {}"


def _plain(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    """Whatever stands on both sides of a sign or a word for "at"."""
    for at in _AT.finditer(text):
        domain = _domain(text, at)
        start = _local(text, at) if domain else None
        if domain and start is not None and _is_address(text, start, at, domain):
            how = "plainly" if at[0] == "@" else "with its signs in words or apart"
            yield Finding(start, domain.end(), Found.EMAIL, 0.99 if at["sign"] else 0.95, _WHY.format(how))


def _domain(text: str, at: re.Match[str]) -> re.Match[str] | None:
    end = min(len(text), at.end() + _BEHIND)
    patterns = [_PLAIN_DOMAIN, _LOOSE_DOMAIN, _COMMA_DOMAIN, _SPELLED_DOMAIN, _PROVIDER_ALONE]
    if at["word"]:
        patterns = [_LOOSE_DOMAIN, _SPELLED_DOMAIN]
    if _WEBSITE.match(text, at.end()):
        return None
    matches = [match for pattern in patterns if (match := pattern.match(text, at.end(), end))]
    return max(matches, key=lambda match: match.end(), default=None)


def _local(text: str, at: re.Match[str]) -> int | None:
    """Where the local part begins that ends where `at` begins."""
    end = at.start()
    if not end or not (text[end - 1].isalnum() or text[end - 1] in '_+-"'):
        return None
    begin = max(0, end - _BEFORE)
    window = text[begin:end]
    # A local part in pieces ("patty dot hammond", "k i m") only goes with an "at" that is loose as well.
    patterns = (_LOCAL,) if at[0] == "@" else (_SPELLED, _DOTTED, _LOCAL)
    for pattern in patterns:
        if match := pattern.search(window):
            return begin + match.start()
    return None


def _is_address(text: str, start: int, at: re.Match[str], domain: re.Match[str]) -> bool:
    local = text[start : at.start()]
    if _ROLE.match(local) and not _OWN.search(text, max(0, start - 40), start):
        return False  # a company's, and nobody's
    if at["sign"] or at["boxed"]:
        prefix = text[max(0, start - 40) : start]
        return not (_FILE.search(domain[0]) or (local == "git" and at[0] == "@") or _USERINFO.search(prefix + local))
    if at["rate"] or at["joined"]:
        return local.lower() not in NO_LOCAL_PART
    return _is_handle(local.lower(), text[max(0, start - 40) : start], domain[0])


def _is_handle(local: str, before: str, domain: str) -> bool:
    """Whether what stands before the bare word "at" can only be somebody's address."""
    if local in NO_LOCAL_PART or local.isdecimal():
        return False
    if re.search(r"[\d_+]| ", local) or _CUE.search(before):
        return True
    verb = local in VERBS_BEFORE_AT or local.endswith("ing")
    return (
        not verb and (local not in BEFORE_AT) and (_is_provider(domain) or not local.endswith(("ed", "ion", "ice")))
    )


def _is_provider(domain: str) -> bool:
    return re.match(rf"(?:{PROVIDERS})\b", domain, re.IGNORECASE) is not None


# ── without signs ──────────────────────────────────────────────────────────────────────────────────

_TOKEN: Final = Expression(r"(?<![\w@.'])\w{3,64}(?:[ ](?:com|net|org|co uk))?(?![\w@])(?!\.\w)", re.IGNORECASE)
_END: Final = Expression(r"[ ]?(?:com|con|coms|net|org|co ?uk)\Z")
_COUNTRY: Final = Expression(
    r"(?:yahoo|gmail|hotmail|outlook|rediffmail|ymail|laposte|wanadoo|libero|yandex)(?P<end>co ?in|combr|cm|in|fr|"
    r"de|es|it|nl|pl|pt)\Z"
)
_BARE_END: Final = Expression(r"(?:com|net|org|couk)\Z", re.IGNORECASE)
_NUMBER_BEFORE: Final = Expression(r"(?<![\w@.])(?P<name>[^\W\d_]{1,30}[ ]{1,2})?(?P<number>[0-9]{1,6})[ ]{1,2}\Z")
_WORD_BEFORE: Final = Expression(r"(?<![\w@.])[\w.'-]{2,40}(?:[ ]{1,2}at)?[ ]{1,2}\Z", re.IGNORECASE)
_ENDS_IN: Final = (
    "mail",
    "yahoo",
    "gamil",
    "gmial",
    "com",
    "con",
    "coms",
    "net",
    "org",
    "uk",
    "cm",
    "in",
    "fr",
    "de",
    "es",
    "it",
    "nl",
    "pl",
    "pt",
    "br",
)
_ALONE: Final = frozenset({"gmail", "hotmail", "rediffmail", "reddiffmail", "ymail", "yahoo", "gamil", "gmial"})
_CUE_BEFORE: Final = Expression(
    r"e-?mail(?: (?:address|id|adress))?(?: is| are|:| its| it is)?[ ]{1,2}\Z", re.IGNORECASE
)


def _unsigned(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:
    """Addresses that lost their signs: "hari 1212 gmailcom"."""
    for token in _TOKEN.finditer(text):
        lower = token[0].lower()
        if lower.endswith(_ENDS_IN):
            wanted = (
                Found.EMAIL in asked
                or _CUE_BEFORE.search(text, max(0, token.start() - 30), token.start()) is not None
            )
            start = _unsigned_start(text, token.start(), lower, wanted=wanted)
            if start is not None:
                yield Finding(start, token.end(), Found.EMAIL, 0.93, _WHY.format("without its signs"))


def _unsigned_start(text: str, at: int, token: str, *, wanted: bool) -> int | None:
    """Where the address begins that ends in `token`, which stands at `at`; None when it is none."""
    country = _COUNTRY.search(token)
    stem = token[: country.start("end")] if country else _END.sub("", token)
    provider = max((name for name in UNSIGNED if stem.endswith(name)), key=len, default="")
    if not provider:
        return at if wanted and _BARE_END.search(token) and len(token) > _SHORTEST_UNKNOWN else None
    if stem == token and provider not in _ALONE:
        return None
    head = stem.removesuffix(provider)
    window = text[max(0, at - 80) : at]
    if number := _NUMBER_BEFORE.search(window):
        name = number["name"] or ""
        skip = len(name) if name.strip().lower() in NO_LOCAL_PART else 5 if name.lower().startswith("email") else 0
        return at - len(window) + number.start() + skip
    if head:
        return None if head in NO_HEAD or head in NO_LOCAL_PART else at
    word = _WORD_BEFORE.search(window)
    if not word or stem == token or word[0].split()[0].lower() in NO_LOCAL_PART | BEFORE_AT:
        return None
    return at - len(window) + word.start()


_SHORTEST_UNKNOWN: Final = 6  # letters of a token that ends in "com" and is the answer to "your e-mail address?"
RULES: tuple[Rule, ...] = (
    Rule(
        name="e-mail addresses",
        triggers=(
            "@",
            rf"[\[({{<][ \t]?(?:{_WORDS_FOR_AT}|a)[ \t]?[\])}}>]",
            rf"[ \t\-_.*](?:{_WORDS_FOR_AT})(?:[\-_.*]|[ \t]{{1,3}}[^\s.]* ?\. ?[a-z]| {{1,2}}the {{1,2}}rate)",
            *DOTS,
        ),
        find=_plain,
    ),
    Rule(
        name="e-mail addresses without signs",
        triggers=(
            r"[a-z0-9] ?(?:com|net|org|co ?uk)[^a-z0-9]|[a-z](?:con|coms)[^a-z0-9]",
            r"(?:[gyf]mail|hotmail|yahoo|gamil|gmial)(?:coin|combr|cm|in|fr|de|es|it|nl|pl|pt)?[^a-z0-9]",
            r"(?:outlook|laposte|wanadoo|libero|yandex)(?:coin|combr|cm|in|fr|de|es|it|nl|pl|pt)[^a-z0-9]",
        ),
        find=_unsigned,
    ),
)
