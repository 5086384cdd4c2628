"""The mixture that the tagger is trained on: rows by their source, and how often each source is drawn.

    labelled     the sets beside the repository, without the groups that are held out; some are lowered or worn
    swapped      the same rows about other people
    made         templates with made-up values: English, prose, other languages, and what holds nothing at all

Seeds are fixed: with PYTHONHASHSEED fixed too (Faker keeps some lists in sets), the same sources make the same rows.

    python -m train.mixture --census DIR --out build/tagger
"""

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bench.spot import sets
from train.lists import census
from train.noise import edited, noisy
from train.rows import Mixture, Row, corpus, split, type_of_rows, type_of_span
from train.swap import Names, swapped
from train.values import Values, exchange

TEMPLATES = Path(__file__).parent / "templates"
# A locale named twice is drawn twice as often.
LOCALES = {
    "en": ("en_US", "en_US", "en_US", "en_GB", "en_GB", "en_IE", "en_AU", "en_IN"),
    "de": ("de_DE", "de_DE", "de_AT", "de_CH"),
    "fr": ("fr_FR", "fr_FR", "fr_BE"),
    "es": ("es_ES", "es_MX"),
    "it": ("it_IT",),
    "nl": ("nl_NL", "nl_NL", "nl_BE"),
    "pt": ("pt_PT", "pt_BR"),
    "pl": ("pl_PL",),
    "cs": ("cs_CZ",),
    "sv": ("sv_SE",),
    "da": ("da_DK",),
    "no": ("no_NO",),
    "fi": ("fi_FI",),
    "hu": ("hu_HU",),
    "ro": ("ro_RO",),
    "tr": ("tr_TR",),
}
# How often a row of a source is drawn, against the others.
LABELLED = {
    "multidogo_chat": 10,
    "booking_bank_names": 2.5,
    "evi_spoken_en": 2.0,
    "evi_spoken_pl": 1.5,
    "negatives_service_queries": 3,
    "tau_service_chat_messages": 0.35,
    "tau_service_sessions_long": 0.35,
    "presidio_research_synth": 1.2,
    "wnut17_social_names": 2.5,
    "synth_locales": 0.6,
    "synth_spoken_calls": 0.8,
    "synth_evasive_secrets": 0.3,
}
SHARES = {**LABELLED, "swapped": 11.0, "english": 4.0, "prose": 2.0, "languages": 3.5, "negatives": 2.5}
# How often the rows of a set are told about other people; spelled and spoken values would fit no other name.
SWAPS = {
    "multidogo_chat": 4,
    "booking_bank_names": 4,
    "evi_spoken_pl": 0,
    "synth_evasive_secrets": 0,
    "synth_spoken_calls": 0,
}
USUAL_SWAPS = 2
# Sets of clean writing, of which a part is worn.
WORN = frozenset(
    {
        "booking_bank_names",
        "presidio_research_synth",
        "wnut17_social_names",
        "tau_service_chat_messages",
        "synth_locales",
    }
)
SURNAMES = 40_000  # the commonest
SHORT = 200  # code points of a row that another may follow

type_of_names = tuple[Sequence[str], Sequence[str]]  # first and last, the commonest first


def mixed(folder: Path, names: type_of_names, copies: int) -> tuple[Mixture, list[Row]]:
    """The mixture, and the labelled rows that are kept for measuring; of each template there are `copies`."""
    rng = Random(11)
    rows: type_of_rows = {name: [] for name in SHARES}
    kept: list[Row] = []
    others = Names(*names)
    for name in LABELLED:
        rows[name], unseen = split(corpus(folder, name))
        kept += unseen
        for _ in range(SWAPS.get(name, USUAL_SWAPS)):
            rows["swapped"] += _worn(swapped(rows[name], others, rng), name, rng)
    rows["wnut17_social_names"] += list(_lowered(rows["wnut17_social_names"]))
    for row in made(rng, copies, names):
        rows[row.source].append(row)
    rows = {name: some for name, some in rows.items() if some}
    return Mixture(rows, {name: SHARES[name] for name in rows}), kept


def _worn(rows: Iterable[Row], name: str, rng: Random) -> Iterator[Row]:
    for row in rows:
        if name in WORN and rng.random() < 0.4:
            text, spans = noisy(row.text, list(row.spans), rng)
            yield replace(row, text=text, spans=tuple(spans))
        else:
            yield row


def _lowered(rows: Iterable[Row]) -> Iterator[Row]:
    """Names in small letters, where that moves no span."""
    for row in rows:
        if row.spans and len(row.text.lower()) == len(row.text):
            yield replace(row, text=row.text.lower())


# ── templates ──────────────────────────────────────────────────────────────────────────────────────
class Templates(Struct, frozen=True):
    """A file of templates, one a line; its name says the language and what they are for."""

    stem: str
    source: str
    language: str
    lines: tuple[str, ...]


def templates(path: Path) -> Templates:
    """Read a file of templates."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return Templates(path.stem, *kind(path.stem), tuple(line for line in lines if line.strip()))


def kind(stem: str) -> tuple[str, str]:
    """The source and the language of a file of templates, by its name.

    >>> kind("negatives_de"), kind("en_prose"), kind("en_dialogue"), kind("de")
    (('negatives', 'de'), ('prose', 'en'), ('english', 'en'), ('languages', 'de'))
    """
    first, _, second = stem.partition("_")
    if first == "negatives":
        return first, second
    if second == "prose":
        return second, first
    return ("english" if first == "en" else "languages"), first


def made(rng: Random, copies: int, names: type_of_names) -> Iterator[Row]:
    """Rows of the templates, `copies` of each, half as many of those that hold nothing."""
    for path in sorted(TEMPLATES.glob("*.txt")):
        some = templates(path)
        makers = [Values(locale, Random(rng.random()), names) for locale in LOCALES[some.language]]
        yield from _joined(_filled(some, makers, -(-copies // 2) if some.source == "negatives" else copies, rng), rng)


def _filled(some: Templates, makers: Sequence[Values], copies: int, rng: Random) -> Iterator[Row]:
    """Two copies of three are worn; of prose, the third is parted."""
    for copy in range(copies):
        for line in rng.sample(some.lines, len(some.lines)):
            before, text, spans = exchange(line, rng.choice(makers))
            if copy % 3:
                text, spans = noisy(text, spans, rng, language=some.language)
            elif some.source == "prose":
                text, spans = parted(text, spans)
            yield Row(
                text=text,
                spans=tuple(spans),
                before=before,
                source=some.source,
                group=f"{some.stem}:{line}",
                lang=some.language,
            )


def _joined(rows: Iterable[Row], rng: Random) -> Iterator[Row]:
    """A row in five continues the one before it, as people who type in haste do."""
    previous = Row(text="")
    for row in rows:
        told = row
        if previous.text and rng.random() < 0.2:
            told = joined(previous, row, rng.choice((" ", " ", ". ", "\n", ", ")))
        yield told
        previous = told if len(told.text) < SHORT else Row(text="")


def joined(first: Row, second: Row, mark: str) -> Row:
    """Two turns in one."""
    by = len(first.text) + len(mark)
    moved = ((start + by, end + by, label) for start, end, label in second.spans)
    return replace(first, text=first.text + mark + second.text, spans=(*first.spans, *moved))


def parted(text: str, spans: list[type_of_span]) -> tuple[str, list[type_of_span]]:
    """The text as corpora of social media part it: a space around every mark."""
    edits: list[type_of_span] = []
    for mark in re.finditer(r"[^\w\s@#]", text):
        if text[mark.start() - 1 : mark.start()].strip():
            edits.append((mark.start(), mark.start(), " "))
        if text[mark.end() : mark.end() + 1].isalnum():
            edits.append((mark.end(), mark.end(), " "))
    return edited(text, spans, edits)


def main() -> None:
    """Write the mixture and what is kept for measuring."""
    parser = argparse.ArgumentParser(description="Put together what the tagger is trained on and measured by.")
    parser.add_argument("--census", type=Path, required=True, help="folder of the three files of the census's names")
    parser.add_argument("--out", type=Path, required=True, help="folder to write rows.msgpack and kept.msgpack into")
    parser.add_argument("--copies", type=int, default=24, help="rows of each template (default: %(default)s)")
    options = parser.parse_args()
    folder = sets.folder()
    if folder is None:
        parser.error("the labelled sets are not at hand: NEEDLINE_SHARED names the folder that holds data/pii")
    first, last = census(options.census)
    mixture, kept = mixed(folder, (first, last[:SURNAMES]), options.copies)
    (options.out / "rows.msgpack").write_bytes(msgspec.msgpack.encode(mixture))
    (options.out / "kept.msgpack").write_bytes(msgspec.msgpack.encode(kept))
    for name, rows in mixture.rows.items():
        print(f"{name:<28} {len(rows):>8,} rows {sum(len(row.spans) for row in rows):>8,} spans")


if __name__ == "__main__":
    main()
