"""Wear and tear for training rows: what keyboards, recognisers, mail programs and haste do to a text.

Every step returns the text and its spans, which name the same values as before. A step is a list of edits
(start, end, new text) or a change of one sign for another of the same length.
"""

import re
import unicodedata
from collections.abc import Iterable
from random import Random

Spans = list[tuple[int, int, str]]
Edit = tuple[int, int, str]

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEAR = {
    key: row[max(0, at - 1) : at] + row[at + 1 : at + 2] + (below[at : at + 1])
    for row, below in zip(ROWS, (*ROWS[1:], ROWS[1]), strict=True)
    for at, key in enumerate(row)
}
EMOJI = (
    "🙂",
    "😡",
    "😂",
    "👍",
    "🙏",
    "😭",
    "❤️",
    "😊",
    "🤔",
    "🎉",
    "😤",
    "🙄",
    "✈️",
    "📦",
    "🔥",
    ":)",
    ":(",
    ";)",
    ":D",
    "<3",
    "xD",
    "!!",
    "...",
    "??",
)
DIGITS = {
    "en": ("zero one two three four five six seven eight nine", "oh"),
    "de": ("null eins zwei drei vier fünf sechs sieben acht neun", "null"),
    "fr": ("zéro un deux trois quatre cinq six sept huit neuf", "zéro"),
    "es": ("cero uno dos tres cuatro cinco seis siete ocho nueve", "cero"),
    "it": ("zero uno due tre quattro cinque sei sette otto nove", "zero"),
    "nl": ("nul een twee drie vier vijf zes zeven acht negen", "nul"),
    "pt": ("zero um dois três quatro cinco seis sete oito nove", "zero"),
    "pl": ("zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć", "zero"),
}
FIXED = {
    "EMAIL",
    "URL",
    "IP",
    "SECRET",
    "BANK",
    "CARD",
    "GOV_ID",
    "ACCOUNT_ID",
    "PHONE",
    "DOB",
}  # a typo makes another value of these


def edited(text: str, spans: Spans, edits: Iterable[Edit]) -> tuple[str, Spans]:
    """Apply `edits`, which do not overlap; a span keeps what was put inside it and loses what was put at its ends."""
    out: list[str] = []
    place: list[int] = []  # where each sign of the old text stands in the new one
    at = length = 0
    after: dict[int, int] = {}  # where a span that ends here ends now
    for start, end, new in sorted(edits):
        if start < at:
            continue
        out.append(text[at:start])
        place.extend(range(length, length + start - at))
        length += start - at
        after[start] = length
        out.append(new)
        place.extend(min(length + step, length + len(new)) for step in range(end - start))
        length += len(new)
        if end > start:
            after[end] = length
        at = end
    out.append(text[at:])
    place.extend(range(length, length + len(text) - at + 1))
    made = "".join(out)
    moved = [(place[start], after.get(end, place[end]), label) for start, end, label in spans]
    return made, [trimmed(made, span) for span in moved if made[span[0] : span[1]].strip()]


def trimmed(text: str, span: tuple[int, int, str]) -> tuple[int, int, str]:
    start, end, label = span
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end, label


def same_length(text: str, change: Iterable[str]) -> str:
    """Return `text` with each sign changed, where the change is one sign too."""
    return "".join(new if len(new) == 1 else old for old, new in zip(text, change, strict=True))


def lowered(text: str) -> str:
    return same_length(text, (sign.lower() for sign in text))


def uppered(text: str) -> str:
    return same_length(text, (sign.upper() for sign in text))


def unaccented(text: str) -> str:
    return same_length(
        text, (unicodedata.normalize("NFD", sign)[0] if ord(sign) < 0x250 else sign for sign in text)
    ).translate(str.maketrans("łŁøØß", "lLoOs"))


def unpunctuated(text: str, spans: Spans, rng: Random, share: float) -> list[Edit]:
    held = [span for span in spans if span[2] in FIXED]
    return [
        (m.start(), m.end(), "")
        for m in re.finditer(r"[,.;:!?'\"](?=\s|$)|'", text)
        if rng.random() < share and not _inside(m.start(), held)
    ]


def _inside(at: int, spans: Spans) -> bool:
    return any(start <= at < end for start, end, _ in spans)


def typed(text: str, spans: Spans, rng: Random, rate: float) -> list[Edit]:
    """Return slips of the fingers in letters outside of numbers, addresses of the net and secrets."""
    held = [span for span in spans if span[2] in FIXED]
    edits: list[Edit] = []
    for at, sign in enumerate(text[:-1]):
        if sign.isalpha() and rng.random() < rate and not _inside(at, held):
            low, kind = sign.lower(), rng.randrange(4)
            after = text[at + 1]
            if kind == 0 and after.isalpha() and _inside(at, spans) == _inside(at + 1, spans):
                edits.append((at, at + 2, after + sign))
            elif kind == 1 and after.isalpha() and at and text[at - 1].isalpha():
                edits.append((at, at + 1, ""))
            elif kind == 2:
                edits.append((at, at + 1, sign + sign))
            elif low in NEAR:
                near = rng.choice(NEAR[low])
                edits.append((at, at + 1, near.upper() if sign.isupper() else near))
    return edits


def spaced(text: str, spans: Spans, rng: Random, rate: float) -> list[Edit]:
    """Return spaces lost behind a stop or a comma, and doubled ones."""
    edits: list[Edit] = []
    for match in re.finditer(" ", text):
        at = match.start()
        if rng.random() < rate:
            stop = at and text[at - 1] in ",.;:!?"
            edits.append((at, at + 1, "" if stop and rng.random() < 0.6 else "  "))
    return [edit for edit in edits if edit[2] or not _inside(edit[0], spans)]


def as_heard(text: str, spans: Spans, language: str, rng: Random) -> tuple[str, Spans]:
    """Return `text` as a recogniser writes it: no case, no stops, digits in words."""
    text = lowered(text)
    line, oh = DIGITS.get(language, DIGITS["en"])
    table = line.split()
    if rng.random() < 0.3:
        table[0] = oh
    if rng.random() < 0.7:
        text, spans = edited(
            text, spans, [(m.start(), m.end(), _said(m, text, table)) for m in re.finditer(r"\d", text)]
        )
    drop = [
        (m.start(), m.end(), "" if m[0] in "'’" or _edge(text, m) else " ") for m in re.finditer(r"[^\w\s@]|_", text)
    ]
    text, spans = edited(
        text,
        spans,
        [
            edit
            for edit in drop
            if not _inside(edit[0], [span for span in spans if span[2] in {"EMAIL", "URL", "IP"}])
        ],
    )
    return edited(text, spans, [(m.start(), m.end(), " ") for m in re.finditer(r"\s{2,}|\n", text)])


def _said(match: re.Match[str], text: str, table: list[str]) -> str:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return f"{' ' if before.isalnum() and not before.isdigit() else ''}{table[int(match[0])]}{' ' if after.isalnum() else ''}"


def _edge(text: str, match: re.Match[str]) -> bool:
    return match.end() == len(text) or text[match.end()].isspace() or match.start() == 0


def decorated(text: str, spans: Spans, rng: Random) -> list[Edit]:
    """Return marks of HTML, Markdown or mail around values, words and lines."""
    kind = rng.randrange(6)
    if kind == 0 and spans:
        start, end, _ = rng.choice(spans)
        left, right = rng.choice(
            (
                ("**", "**"),
                ("<b>", "</b>"),
                ("*", "*"),
                ("`", "`"),
                ('"', '"'),
                ("'", "'"),
                ("(", ")"),
                ("[", "]"),
                ("_", "_"),
                ("<strong>", "</strong>"),
                ("“", "”"),
                ("<", ">"),
            )
        )
        return [(start, start, left), (end, end, right)]
    if kind == 1:
        mark = rng.choice(("> ", "- ", "* ", ">> ", "• ", "| "))
        return [
            (at, at, mark)
            for at in [0, *(m.end() for m in re.finditer("\n", text))]
            if not any(start < at < end for start, end, _ in spans)
        ]
    if kind == 2:
        return [
            (0, 0, "<p>"),
            (len(text), len(text), "</p>"),
            *((m.start(), m.end(), "<br>") for m in re.finditer("\n", text) if not _inside(m.start(), spans)),
        ]
    if kind == 3:
        return [
            (
                0,
                0,
                rng.choice(
                    (
                        "Customer: ",
                        "Agent: ",
                        "Q: ",
                        "A: ",
                        "Note: ",
                        "Re: ",
                        "user: ",
                        "Message: ",
                        "[12:04] ",
                        "Caller: ",
                        "Me: ",
                        "# ",
                    )
                ),
            )
        ]
    if kind == 4 and (words := [m for m in re.finditer(r"\b[^\W\d]{4,}\b", text) if not _inside(m.start(), spans)]):
        word = rng.choice(words)
        return [(word.start(), word.start(), "**"), (word.end(), word.end(), "**")]
    return [
        (0, 0, rng.choice(("\n", " ", "  ", "\t", "... ", "- "))),
        (len(text), len(text), rng.choice(("\n", " ", "  ", "\n\n"))),
    ]


def broken(text: str, spans: Spans, rng: Random) -> list[Edit]:
    """Return a space or two that became line breaks."""
    gaps = [m.start() for m in re.finditer(" ", text)]
    chosen = rng.sample(gaps, min(len(gaps), rng.randint(1, 2)))
    return [(at, at + 1, "\n") for at in chosen if not _inside(at, [span for span in spans if span[2] != "ADDRESS"])]


def smiled(text: str, rng: Random) -> list[Edit]:
    at = rng.choice((0, len(text), len(text), len(text)))
    mark = rng.choice(EMOJI)
    return [(at, at, f"{mark} " if at == 0 else f"{rng.choice(('', ' '))}{mark}")]


def noisy(  # noqa: C901  # one chance after the other
    text: str,
    spans: Spans,
    rng: Random,
    *,
    language: str = "en",
    lower: float = 0.3,
    upper: float = 0.03,
    heard: float = 0.06,
    bare: float = 0.15,
    typos: float = 0.15,
    typo_rate: float = 0.02,
    spaces: float = 0.08,
    accents: float = 0.15,
    decoration: float = 0.06,
    smile: float = 0.05,
    breaks: float = 0.04,
) -> tuple[str, Spans]:
    """Return `text` worn, and its spans at their new places; each argument is the chance that a row is so worn."""
    if not text:
        return text, spans
    roll = rng.random()
    if roll < heard:
        return as_heard(text, spans, language, rng)
    if roll < heard + lower:
        text = lowered(text)
    elif roll < heard + lower + upper:
        text = uppered(text)
    if rng.random() < accents:
        text = unaccented(text)
    if rng.random() < bare:
        text, spans = edited(text, spans, unpunctuated(text, spans, rng, rng.choice((0.5, 1.0))))
    if rng.random() < typos:
        text, spans = edited(text, spans, typed(text, spans, rng, typo_rate))
    if rng.random() < spaces:
        text, spans = edited(text, spans, spaced(text, spans, rng, 0.2))
    if rng.random() < breaks:
        text, spans = edited(text, spans, broken(text, spans, rng))
    if rng.random() < smile:
        text, spans = edited(text, spans, smiled(text, rng))
    if rng.random() < decoration:
        text, spans = edited(text, spans, decorated(text, spans, rng))
    return text, spans
