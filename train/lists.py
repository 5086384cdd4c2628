"""Lists of names and places that travel with the tagger: clean sources only.

First and last names of the 1990 census of the United States (public domain), and the names and places of Faker's
locales (MIT). One line a word: its bits, a space, the word; bits: first name, last name, place.

    python -m train.lists --census DIR --out build/tagger/names.txt.gz
"""

import argparse
import gzip
import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path

FIRST, LAST, PLACE = 1, 2, 4
SURNAMES = 30_000  # the commonest of 88,799; they cover 84 of 100 people
# Alphabets that the tokens of the tagger split into letters like ours.
LOCALES = (
    "en_US en_GB en_IE en_IN en_NZ en_AU de_DE de_AT de_CH fr_FR fr_BE fr_CH es_ES es_MX es_AR es_CL es_CO it_IT "
    "nl_NL nl_BE pt_PT pt_BR pl_PL cs_CZ sk_SK sv_SE da_DK no_NO fi_FI hu_HU ro_RO tr_TR hr_HR sl_SI lt_LT lv_LV et_EE"
).split()
# What Faker's providers call their lists, which differs by locale.
FIRST_NAMES = ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary")
LAST_NAMES = ("last_names", "last_names_male", "last_names_female", "unisex_last_names")
PLACES = "cities city_names countries states municipalities towns regions provinces counties".split()
LONGEST_PLACE = 2  # words; the words of longer ones ("Bosnia and Herzegovina") are hardly places


def census(folder: Path) -> tuple[list[str], list[str]]:
    """First and last names, the commonest first, written as names; the files are named as the Bureau names them."""
    first = sorted(_shares(folder / "dist.male.first") + _shares(folder / "dist.female.first"), reverse=True)
    last = _shares(folder / "dist.all.last")
    return list(dict.fromkeys(name for _, name in first)), [name for _, name in last]


def _shares(path: Path) -> list[tuple[float, str]]:
    lines = (line.split() for line in path.read_text(encoding="ascii").splitlines())
    return [(float(share), name.title()) for name, share, *_ in lines]


def faker(kind: str, attributes: Iterable[str]) -> Iterator[str]:
    """The texts of Faker's lists `attributes` in its providers of `kind`, for every locale that has some."""
    for locale in LOCALES:
        try:
            provider = importlib.import_module(f"faker.providers.{kind}.{locale}").Provider
        except ImportError:
            continue
        for name in attributes:
            yield from _texts(getattr(provider, name, ()))


def _texts(values: object) -> Iterator[str]:
    """What a provider lists: names, names with their weights, or tuples of names."""
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict):
        yield from map(str, values)
    elif isinstance(values, Iterable):
        for value in values:
            yield from _texts(value)


def lists(folder: Path) -> dict[str, int]:
    """For a lower-case word its bits."""
    first, last = census(folder)
    places = (text for text in faker("address", PLACES) if len(text.split()) <= LONGEST_PLACE)
    bits: dict[str, int] = {}
    for bit, texts in (
        (FIRST, first),
        (LAST, last[:SURNAMES]),
        (FIRST, faker("person", FIRST_NAMES)),
        (LAST, faker("person", LAST_NAMES)),
        (PLACE, places),
    ):
        for word in _words(texts):
            bits[word] = bits.get(word, 0) | bit
    return bits


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        words = text.replace("-", " ").replace("'", " ").split()
        yield from (word.lower() for word in words if word.isalpha() and len(word) > 1)


def main() -> None:
    """Write the lists."""
    parser = argparse.ArgumentParser(description="Write the lists of names and places that travel with the tagger.")
    parser.add_argument("--census", type=Path, required=True, help="folder of the three files of the census's names")
    parser.add_argument("--out", type=Path, required=True, help="the file to write: names.txt.gz")
    options = parser.parse_args()
    found = lists(options.census)
    lines = "".join(f"{bits} {word}\n" for word, bits in sorted(found.items()))
    options.out.write_bytes(gzip.compress(lines.encode(), 9, mtime=0))
    print(f"{len(found):,} names and places")


if __name__ == "__main__":
    main()
