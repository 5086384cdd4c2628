"""What no estate says and nobody has measured yet: how often things go wrong, each with where the figure is from.

Where a publication gives a figure, it is the likely value or an end of the range; what is ours is said in the same
line. Whoever knows better about their own house passes what they know (`observed`, `certified`). A stronger proof is
never passed more often than a weaker one, at either end.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from needline.estate.model import Assurance, Reach
from needline.exposure.figures import Figure, exactly, figure, total
from needline.exposure.model import Basis, Factor

OURS = "assumed by needline, no publication found"
_GOOGLE = "Google, NYU, UC San Diego 2019, 350,000 hijacking attempts"
_MEYER = "Meyer et al. 2023, arXiv:2305.00945"
_PINDROP = "Pindrop, Call Center Fraud and Voice Intelligence Reports"
_DWELL = "Mandiant, M-Trends 2025 and 2026"


class Assumption(Struct, frozen=True, kw_only=True):
    """One row of the table."""

    name: str
    figure: Figure
    source: str
    factor: Factor  # this row as one of the numbers that a route is the product of


def _row(name: str, low: str, likely: str, high: str, source: str) -> Assumption:
    return _named(name, figure(Fraction(low), Fraction(likely), Fraction(high)), source)


def _named(name: str, value: Figure, source: str, basis: Basis = "assumed") -> Assumption:
    factor = Factor(name=name, value=value.told(), basis=basis, source=source)
    return Assumption(name=name, figure=value, source=source, factor=factor)


IMPOSTORS: Final = _row(
    "share of contacts by impostors", "0.0005", "0.0013", "0.01",
    f"{_PINDROP}: 1 call in 2,000 (2015), 1 in 770 (2019), up to 1 in 100 in retail",
)  # fmt: skip

PASSED: Final[Mapping[Assurance, Assumption]] = MappingProxyType({
    Assurance.NOTHING: _named(
        "chance that nothing is passed", exactly(1),
        "nothing is asked; knowledge questions count as nothing: more than half of fraudsters pass (Pindrop)",
        "declared",
    ),
    Assurance.ONE_FACTOR: _row(
        "chance that one-factor is passed", "0.01", "0.04", "0.24",
        f"{_GOOGLE}: a code by text stops 96 % of bulk and 76 % of targeted attacks; the low end is ours",
    ),
    Assurance.TWO_FACTOR: _row(
        "chance that two-factor is passed", "0.001", "0.0144", "0.1",
        f"{_MEYER}: 98.56 % less where the password leaked; {_GOOGLE}: a prompt stops 90 % of targeted attacks; "
        "the low end is ours",
    ),
    Assurance.PASSKEY: _row(
        "chance that a passkey is passed", "0", "0.0001", "0.001",
        f"{_GOOGLE}: none passed a security key; likely and high (stolen sessions, recovery) are ours",
    ),
})  # fmt: skip

TAKEN_OVER: Final[Mapping[Assurance, Assumption]] = MappingProxyType({
    Assurance.NOTHING: _row("chance a year that a seat without sign-in is taken over", "0.1", "0.5", "1", OURS),
    Assurance.ONE_FACTOR: _row(
        "chance a year that a seat signed in by one-factor is taken over", "0.01", "0.06", "0.12",
        "Microsoft at RSA 2020: 0.5 % of accounts a month, nearly all without a second factor; the ends are ours",
    ),
    Assurance.TWO_FACTOR: _row(
        "chance a year that a seat signed in by two-factor is taken over", "0.0005", "0.0024", "0.0144",
        f"one-factor's 0.06 times what gets past a code: 0.78 % ({_MEYER}), 4 and 24 % ({_GOOGLE})",
    ),
    Assurance.PASSKEY: _row(
        "chance a year that a seat signed in by passkey is taken over", "0", "0.00002", "0.001",
        "Google to KrebsOnSecurity 2018: none of 85,000 staff since early 2017, so at most 1 in 42,500 a year (rule "
        "of three) and half of that likely; the high end (stolen sessions) is ours",
    ),
})  # fmt: skip

MISUSED: Final = _row(
    "chance a year that a seat is bribed or talked round", "0.0001", "0.001", "0.01",
    f"{OURS}; that it happens: Coinbase, form 8-K of May 2025, bribed support agents, 69,461 customers",
)  # fmt: skip

LOST: Final[Mapping[Assurance, Assumption]] = MappingProxyType({
    level: _named(
        f"{row.name} or misused", total((row.figure, MISUSED.figure)), f"{row.source}; and misused: {MISUSED.source}"
    )
    for level, row in TAKEN_OVER.items()
})  # fmt: skip

UNNOTICED: Final = _row(
    "days until it is noticed", "1", "11", "122",
    f"{_DWELL}: median 11 days, 122 for staff who are not who they say they are; the low end is ours",
)  # fmt: skip

SERVED: Final = _row(
    "people whom one seat can open a day", "20", "50", "480",
    "20: QLM call centre benchmarks UK, 200 calls a day for ten agents; 50: six minutes a call at 70 % occupancy "
    "(OpsDog); 480: a script that opens one a minute, ours",
)  # fmt: skip

HOSTILE: Final = _row("share of a bot's chats that try to talk it round", "0.0001", "0.002", "0.02", OURS)

TALKED_ROUND: Final = _row(
    "chance that a bot is talked round", "0.001", "0.032", "0.814",
    "arXiv:2603.15714: 8,648 of 272,000 attempts on 13 models (3.2 %); AgentRedBench 2026: up to 81.4 % unguarded; "
    "the low end is ours",
)  # fmt: skip

UNCERTIFIED: Final = _named(
    "chance that a bot without a certificate is talked round", exactly(TALKED_ROUND.figure.high),
    f"the worst end: {TALKED_ROUND.source}",
)  # fmt: skip

RECORDS: Final[Mapping[Reach, Assumption]] = MappingProxyType({
    Reach.OWN_RECORD: _row(
        "records of others each time, own record", "0", "0.01", "1",
        f"{OURS}: the broker hands out no record but that of the customer who signed in",
    ),
    Reach.OPEN_CONTACT: _row(
        "records of others each time, open contact", "1", "1", "3",
        f"{OURS}: whoever the chat says it is; three searches a contact are the most that needline allows",
    ),
})  # fmt: skip

SAID_ALOUD: Final = _row(
    "share of conversations in which what is seen is said, too",
    "0.1",
    "0.5",
    "1",
    f"{OURS}; needline scan measures it",
)

UNREDACTED: Final = _row(
    "share that redaction misses", "0.01", "0.05", "0.3",
    "Amazon Transcribe's guide: redaction may not find all and is to be reviewed; the figures are ours",
)  # fmt: skip

LEAKS: Final = _row(
    "chance a year that a store leaks", "0.001", "0.01", "0.093",
    "Cyentia, IRIS 2025: 9.3 % of organisations have an incident a year, one store's part of it is less; low and "
    "likely are ours",
)  # fmt: skip

FOREVER = 30  # years; what nobody deletes is kept for a generation, and so is what may be kept longer than that

TABLE: Final[tuple[Assumption, ...]] = (
    IMPOSTORS, *PASSED.values(), *TAKEN_OVER.values(), MISUSED, *LOST.values(), UNNOTICED, SERVED, HOSTILE,
    TALKED_ROUND, UNCERTIFIED, *RECORDS.values(), SAID_ALOUD, UNREDACTED, LEAKS,
)  # fmt: skip
