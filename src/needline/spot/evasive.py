"""Evasive: numbers of persons, written so that a pattern for numbers slips.

    mixed      one97twosix2430, 4 nine 2 (nine) 1         digits and words for digits in one breath
    alike      4883222S2, 554O28l0O846S884                letters that look like digits, among digits
    single     4-0-9-2-1-1-3-2, 4 * 0 * 9 * 2 …           every digit alone
    chopped    1260⏎3579⏎1; 8767.9971.00; 3763 - 4108 - 9 pieces of one length, the last one shorter
    scattered  078🙂5512🙂3498, 49|2912|345678             pieces of any length, and a sign that parts no numbers
    linked     4092 then 1132 then 33                     pieces with words in between

Seven digits or more after folding. What kind of number it is, its length tells; that it is masked matters more.
Coordinates, dates, times, versions, amounts, lists and numbers of things (ISBN, EAN, parcels) stay.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule, type_of_find
from needline.spot.spoken.triggers import IN_A_ROW, ONE_BY_ONE

_LEAST: Final = 7  # digits
_CARD_DIGITS: Final = range(13, 20)
_IDENTITY_DIGITS: Final = 9
_PIECES: Final = 3

# ── digits in words and likenesses ─────────────────────────────────────────────────────────────────

_NUMERALS: Final = {
    word: str(digit)
    for digit, words in enumerate(
        (
            ("zero", "oh", "nil", "null", "nul", "cero", "zéro", "nula", "noll"),
            ("one", "eins", "un", "uno", "een", "um", "jeden", "ett"),
            ("two", "zwei", "zwo", "deux", "dos", "due", "twee", "dois", "dwa"),
            ("three", "drei", "trois", "tres", "tre", "drie", "três", "trzy"),
            ("four", "vier", "quatre", "cuatro", "quattro", "quatro", "cztery", "fyra"),
            ("five", "fünf", "fuenf", "cinq", "cinco", "cinque", "vijf", "pięć", "fem"),
            ("six", "sechs", "seis", "sei", "zes", "sześć"),
            ("seven", "sieben", "sept", "siete", "sette", "zeven", "sete", "siedem", "sju"),
            ("eight", "acht", "huit", "ocho", "otto", "oito", "osiem"),
            ("nine", "neun", "neuf", "nueve", "nove", "negen", "dziewięć", "nio"),
        )
    )
    for word in words
}
_WORDS: Final = "|".join(sorted(_NUMERALS, key=len, reverse=True))
_ENGLISH: Final = "zero|one|two|three|four|five|six|seven|eight|nine"
_UNIT: Final = Expression(rf"[0-9]|{_WORDS}", re.IGNORECASE)
_MIXED: Final = Expression(
    rf"(?<![^\W_])(?:(?:[0-9]|{_WORDS})[-._*/,]{{0,2}}){{5,60}}(?:[0-9]|{_WORDS})(?![^\W_])", re.IGNORECASE
)
# Apart, only in English: "um", "un" and "sei" are words of every day, between dates and times too.
_MIXED_APART: Final = Expression(
    rf"(?<![^\W_])(?:[(\[]?(?:[0-9]|{_ENGLISH}|oh)[)\]]?(?:[ ]?[-._*/,|~+]?[ ]?|\n)){{6,60}}"
    rf"[(\[]?(?:[0-9]|{_ENGLISH}|oh)[)\]]?(?![^\W_])",
    re.IGNORECASE,
)
_LOOKS_LIKE: Final = str.maketrans("OoQDlIi|SsBZzGbgq", "00001111558226699")
_SIMILAR: Final = "OoQDlI|SsBZzGbgqi"
_TOKEN: Final = rf"(?=[{_SIMILAR}]{{0,6}}[0-9])[0-9{_SIMILAR}]{{1,30}}"
_ALIKE: Final = Expression(rf"(?<![\w.@/#-]){_TOKEN}(?:[- ]{_TOKEN}){{0,8}}(?![\w@]|[-/][A-Za-z0-9])")
_CODE: Final = Expression(r"[A-Za-z]{2}|.{0,40}[0-9]0s\b|[0-9]{1,30}[A-Za-z] ")  # SO12345, 1990s, 300l 400l
_SMALL_INSIDE: Final = Expression(r"[0-9][sbgqiz]{1,6}[0-9]")


def _mixed(match: re.Match[str]) -> str:
    """The digits of a run that holds a word for one at least."""
    units = _UNIT.findall(match[0])
    worded = any(len(unit) > 1 for unit in units)
    return "".join(_NUMERALS.get(unit.lower(), unit) for unit in units) if worded else ""


def _alike(match: re.Match[str]) -> str:
    """The digits of a run with letters for some; none for a code that begins with letters ("ISO9001")."""
    run = match[0]
    digits = sum(map(str.isdigit, run))
    letters = len(re.sub(r"[0-9 \-]", "", run))
    small = set(run) & set("sbgqiz")
    if not letters or digits < letters or _CODE.match(run) or (small and not _SMALL_INSIDE.search(run)):
        return ""
    return re.sub(r"[^0-9]", "", run.translate(_LOOKS_LIKE)) if _is_even(run.split(" ")) else ""


def _is_even(pieces: list[str]) -> bool:
    """Whether `pieces` are as long as the first, but for the last, which may be shorter."""
    return all(len(piece) == len(pieces[0]) for piece in pieces[:-1]) and len(pieces[-1]) <= len(pieces[0])


# ── pieces ─────────────────────────────────────────────────────────────────────────────────────────

_SIGN: Final = r"(?:_|[^\w\s+#$€£¥%&@<>=°])"  # may stand between digits: no sign of money, sums, angles or mail
_ODD: Final = r"(?:_|[^\w\s.,/:;'\"()\[\]{}+#$€£¥%&@<>=?!°×\\-])"  # parts pieces of numbers, and nothing else
_NO_END: Final = r"(?![\w]|[.,:/-][0-9]|[ ]?[%€$£])"
_LINKS: Final = (
    "then|next|followed by|after that|dash|hyphen|slash|space|dann|danach|strich|puis|ensuite|tiret|luego|después|"
    "guion|guión|poi|trattino|dan|daarna|streepje|depois|traço|potem|myślnik|kreska"
)
_SINGLE: Final = Expression(
    rf"(?<![\w.,:/-])[(\[]?[0-9](?:(?:[ ]{{0,2}}{_SIGN}{{0,2}}[ ]{{0,2}}|\n{{1,2}}|[ ](?:{_LINKS}|dot|point|minus|"
    r"comma|"
    r"star)[ ])"
    r"(?<![0-9])[0-9]){6,60}[)\]]?(?![\w]|[.,:/-][0-9])",
    re.IGNORECASE,
)
_CHOPPED: Final = Expression(
    rf"(?<![\w.,:/$€£#+-])[0-9]{{3,4}}(?P<between>[ \t]{{0,2}}{_SIGN}{{1,2}}[ \t]{{0,2}}|[ \t]?\n{{1,2}}[ \t]?|"
    r"[ \t]{1,4}|x)"
    rf"[0-9]{{3,4}}(?:(?P=between)[0-9]{{3,4}}){{0,5}}(?:(?P=between)[0-9]{{1,4}})?{_NO_END}"
)
_SCATTERED: Final = Expression(
    rf"(?<![\w.,:/$€£#+|-])[0-9]{{1,8}}(?P<between>[ ]?{_ODD}{{1,2}}[ ]?)[0-9]{{1,8}}(?:(?P=between)"
    r"[0-9]{1,8}){1,18}"
    rf"(?![ ]?\|){_NO_END}"
)
_LINKED: Final = Expression(
    rf"(?<![\w.,:/-])[0-9]{{1,6}}(?:(?:[ ,.]{{1,2}}(?:and )?(?:{_LINKS})[ ,.:]{{1,2}}(?:comes |it's |its |is )?"
    rf"|[ ]?(?:\.{{2,5}}|…|[-=]{{1,2}}>)[ ]?)[0-9]{{1,6}}){{1,18}}{_NO_END}",
    re.IGNORECASE,
)
_PIECE: Final = Expression(r"[0-9]+")
_PAIRS: Final = Expression(r"[0-9][^\w\s][0-9](?:[,;]?\s{1,3}[0-9][^\w\s][0-9])+\Z")  # 3-1 2-0: scores; 1.5 2.5: sums
_DATED: Final = Expression(r"(?:19|20)[0-9]{2}")
_MONTH_OR_YEAR: Final = Expression(r"(?:0[1-9]|1[0-2])(?:[0-3][0-9])?|(?:19|20)[0-9]{2}")


def _single(match: re.Match[str]) -> str:
    """The digits of a run of single ones, all parted by the same; none for scores and for a count upwards."""
    digits = "".join(_PIECE.findall(match[0]))
    signs = set(re.sub(r"[\w\s()\[\]]", "", match[0]))
    words = set(re.findall(r"[a-z]+", match[0].lower()))
    if len(signs) > 1 or len(words) > 1 or _PAIRS.match(match[0]):
        return ""
    return "" if digits in "0123456789" and signs <= {","} else digits


def _chopped(match: re.Match[str]) -> str:
    pieces, sign = _PIECE.findall(match[0]), match["between"].strip(" \t")
    if not _is_even(pieces) or len(pieces) < _PIECES or _is_list(pieces):
        return ""
    long = sum(map(len, pieces)) in _CARD_DIGITS
    if len(pieces[0]) > _PIECES:
        return "".join(pieces) if long or not match["between"].startswith(",") or match["between"] == "," else ""
    return "" if not (sign or long) or _is_address_or_sum(pieces, sign) else "".join(pieces)


def _is_address_or_sum(pieces: list[str], sign: str) -> bool:
    """Whether pieces of three are an address of a machine (RFC 791) or the thousands of a sum."""
    address = sign == "." and all(int(piece) < 256 for piece in pieces)  # a byte has no more values
    return address or (sign in {".", ",", "'", "x"} and len(pieces) == _PIECES and len(pieces[-1]) == _PIECES)


def _scattered(match: re.Match[str]) -> str:
    pieces = _PIECE.findall(match[0])
    return "" if _is_list(pieces) else "".join(pieces)


def _linked(match: re.Match[str]) -> str:
    pieces = _PIECE.findall(match[0])
    worded = re.search(r"[a-z>]", match[0], re.IGNORECASE) is not None
    return "" if _is_list(pieces) or not (worded or len(pieces) >= _PIECES) else "".join(pieces)


def _is_list(pieces: list[str]) -> bool:
    """Whether `pieces` are numbers of their own: years, a date, round ones, or ones at equal steps."""
    dated = _DATED.fullmatch(pieces[0]) and _MONTH_OR_YEAR.fullmatch(pieces[1])
    steps = {int(after) - int(before) for before, after in pairwise(pieces)}
    even = len({len(piece) for piece in pieces}) == 1
    return bool(dated) or (even and len(steps) == 1) or all(piece.endswith("00") for piece in pieces)


# ── what only looks like one ───────────────────────────────────────────────────────────────────────

_THING: Final = Expression(
    r"(?<!\w)(?:isbn(?:-1[03])?|issn|ean(?:-1?[38])?|gtin|upc|barcode|sku|asin|articles?|artikel\w*|parts?|models?|"
    r"serial|"
    r"version|v|ver|build|release|firmware|driver|kernel|coordinates?|koordinaten|coordonnées|coordenadas|lat|lon|"
    r"lng|"
    r"latitude|longitude|gps|lottery|lotto|lotería|loterie|draw|winning|numbers|bingo|scores?|sets?|odds|trace|span|"
    r"commit|"
    r"hash|uuid|guid|tracking|parcel|package|shipment|ip|port|mac|resolution|pixels?|px|scale|rated?|rating|from|"
    r"between|"
    r"years?|pages?|chapters?|options?|steps?|error|hex|rgb|prices?|costs?|total|amount|pa(?:y|id)|balance|worth|"
    r"sum|usd|eur|"
    r"gbp|inr|rs|oid|timestamp|epoch|dated?|since|until|seasons?|sizes?|dimensions?|postcodes?|rooms?|what is|plus|"
    r"times)"
    r"(?:[ ]?(?:no|number|nummer|is|of|was|id|code|are|:|#)\.?){0,3}[ :#\"'(]{0,3}\Z",
    re.IGNORECASE,
)
_UNIT_BEHIND: Final = Expression(
    r"[ ]?(?:%|€|\$|£|(?:usd|eur|gbp|dollars?|euros?|pounds?|stars?|points?|pixels?|px|mm|cm|km|kg|gb|mb|mhz|ghz|hz|"
    r"v|am|pm|"
    r"uhr|years?|days?|hours?|people|miles|tokens?|is the isbn)\b)",
    re.IGNORECASE,
)


def _finder(pattern: Expression, digits_of: Callable[[re.Match[str]], str], why: str) -> type_of_find:
    def _find(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
        for match in pattern.finditer(text):
            digits = digits_of(match)
            if len(digits) >= _LEAST and not _is_thing(text, match):
                yield Finding(*match.span(), _kind(digits), 0.9, why)

    return _find


def _is_thing(text: str, match: re.Match[str]) -> bool:
    """Whether the words around say that this is a number of something, no one's."""
    before = text[max(0, match.start() - 32) : match.start()]
    return _THING.search(before) is not None or _UNIT_BEHIND.match(text, match.end()) is not None


def _kind(digits: str) -> Found:
    if len(digits) in _CARD_DIGITS:
        return Found.CARD_NUMBER
    return Found.IDENTITY_NUMBER if len(digits) == _IDENTITY_DIGITS else Found.PHONE


_BETWEEN: Final = "[^0-9a-z]{1,6}"
_MIXES: Final = (
    rf"(?:[0-9][-._*/,]{{0,2}}|[^a-z](?:{_WORDS})[-._*/,]{{0,2}})(?:{_WORDS})|[^a-z](?:{_WORDS})[-._*/,]{{0,2}}[0-9]"
)
_ALIKES: Final = "[oqdli|sbzg]"
RULES: tuple[Rule, ...] = (
    Rule(
        name="digits and words mixed",
        triggers=(_MIXES,),
        find=_finder(_MIXED, _mixed, "digits and words for digits, mixed"),
    ),
    Rule(
        name="digits and words mixed, apart",
        triggers=(*IN_A_ROW, _MIXES),
        find=_finder(_MIXED_APART, _mixed, "digits and words for digits, mixed"),
    ),
    Rule(
        name="letters like digits",
        triggers=(f"[0-9]{_ALIKES}|{_ALIKES}[0-9]",),
        find=_finder(_ALIKE, _alike, "digits, with letters that look like some"),
    ),
    Rule(
        name="digits one by one",
        triggers=(
            ONE_BY_ONE,
            f"[^0-9][0-9] (?:{_LINKS}|dot|point|minus|comma|star) [0-9][^0-9]",
        ),
        find=_finder(_SINGLE, _single, "digits one by one"),
    ),
    Rule(
        name="pieces of one length",
        triggers=(f"[0-9]{{3}}(?:x|{_BETWEEN})[0-9]{{3}}",),
        find=_finder(_CHOPPED, _chopped, "a number in pieces of one length"),
    ),
    Rule(
        name="pieces apart",
        triggers=(r"[0-9] ?[^0-9a-z\s.,/:;'\"()\[\]{}+#$€£¥%&@<>=?!°×\\-]{1,2} ?[0-9]",),
        find=_finder(_SCATTERED, _scattered, "a number in pieces, parted by a sign that parts no numbers"),
    ),
    Rule(
        name="pieces with words between",
        triggers=(rf"[0-9](?:[ ,.]{{1,2}}(?:and )?(?:{_LINKS})[ ,.:]| ?(?:\.\.|…|[-=]>))",),
        find=_finder(_LINKED, _linked, "a number in pieces, with words between"),
    ),
)
