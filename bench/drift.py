"""We promise that element shares per intent are within 5 points of the labels' own on MultiDoGO.

MultiDoGO (Peskov et al., EMNLP 2019) holds conversations that people had in service roles, each word labelled with
its slot and each turn with its intent; the customers' turns are published. They are turned into an estate with one
journey for each intent and read as `needline drift` reads any table. What `spot` finds at whole depth is counted for
social security number, card, account, password, address and name, for every intent with 50 conversations or more.
The labels count the same conversations; no code of ours sees them.

Labels and elements: a card is `card_number`, whole or its last digits; an account is a bank's `account_number`, and
in software, where it is what a customer is known by, a reference; a name is `name` alone, no company's or user's. One
line is printed as `needline drift` tells it, and one for how well journeys are told by words alone.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, field

from needline.drift import Drift, Journeys, drift
from needline.drift.hearing import heard
from needline.drift.wording import sentence
from needline.estate.model import Estate
from needline.observed import Observed, Sighting, Watched
from needline.spot import Spotter
from needline.spot.category import standing_for
from needline.transcripts.conversation import Conversation
from needline.transcripts.conversations import conversations

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "multidogo"
MOST_OFF = 0.05  # of a journey's conversations
LEAST = 50  # conversations of an intent that is compared
GENERIC = {
    "contentonly", "openinggreeting", "confirmation", "rejection", "thankyou", "closinggreeting", "outofdomain",
}  # fmt: skip
CALLED = {"getroutingnumber": "a bank's routing number"}  # as an owner would call it
ELEMENTS = {
    "social_security_number": {"is": "user.government_id", "harm": 30, "called": "a social security number"},
    "card_number": {"is": "user.financial.credit_card", "harm": 30},
    "account_number": {"is": "user.financial.bank_account", "harm": 10},
    "reference": {"is": "user.unique_id", "harm": 3},
    "password": {"is": "user.authorization.password", "harm": 30},
    "address": {"is": "user.contact.address", "harm": 3},
    "city": {"is": "user.contact.address.city", "harm": 1},
    "name": {"is": "user.name", "harm": 1},
}
SLOTS = {
    "ssn": "social_security_number", "card_number": "card_number", "account_number": "account_number",
    "target_account_number": "account_number", "password": "password", "address": "address", "name": "name",
}  # fmt: skip
COMPARED = ("social_security_number", "card_number", "account_number", "password", "address", "name")


class Labelled(Struct):
    """What the labels say of a conversation."""

    domain: str
    intents: list[str] = field(default_factory=list)  # in their order
    elements: set[str] = field(default_factory=set)


class Row(Struct, frozen=True):
    """An element's share of a journey's conversations, as labelled and as found."""

    journey: str
    element: str
    conversations: int
    labelled: float
    found: float

    @property
    def is_off(self) -> bool:
        """Whether the two differ by more than was promised."""
        return abs(self.labelled - self.found) > MOST_OFF


class Measured(Struct, frozen=True):
    """All of it."""

    estate: Estate
    drift: Drift
    rows: list[Row]
    right: float  # of the journeys that words alone tell

    def sentence(self, journey: str, element: str) -> str:
        """What drift says of an element that is not declared."""
        line = next(one for one in self.drift.lines if one.journey == journey and one.element == element)
        return sentence(line, self.estate)


def estate(intents: Iterable[str], known_by: Literal["intent", "words"]) -> Estate:
    """One journey for each intent; it declares a name alone, as of a company that thinks it asks for no more."""
    journeys = {
        intent: {
            "by": "people", "through": ["chat"], "called": CALLED.get(intent, ""), "asks_for": ["name"],
            "known_by": {"intent": [intent]} if known_by == "intent" else {},
        }
        for intent in intents
    }  # fmt: skip
    return msgspec.convert(
        {
            "needline": 1, "estate": "MultiDoGO", "owner": "nobody@example.org", "country": "US",
            "elements": ELEMENTS, "channels": {"chat": {}}, "desks": {"people": {"seats": 1}}, "journeys": journeys,
        },
        type=Estate,
    )  # fmt: skip


def labels(path: Path) -> dict[str, Labelled]:
    """What the labels say of each conversation; of rows that are whole alone, for only these are read."""
    found: dict[str, Labelled] = defaultdict(lambda: Labelled(path.stem))
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        try:
            cells = next(csv.reader([line], delimiter="\t", strict=True), [])
        except csv.Error:
            continue
        if len(cells) == 6:
            one = found[cells[0]]
            one.intents += [name for name in cells[5].split("<div>") if name not in GENERIC and name.isalpha()]
            one.elements |= {element_of(SLOTS[slot], path.stem) for slot in cells[4].split() if slot in SLOTS}
    return found


def element_of(element: str, domain: str) -> str:
    """The element that a label means: in software, an account is what a customer is known by."""
    return "reference" if element == "account_number" and domain == "software" else element


def seen(one: Conversation, spotter: Spotter, owner: Estate) -> set[str]:
    """The elements that a conversation holds."""
    found = {finding.what for turn in heard([("", turn.text) for turn in one.turns], spotter) for finding in turn}
    return {name for what in found for name in standing_for(what, owner) or (what,)}


def watched(found: list[set[str]]) -> Watched:
    """The conversations of a journey, as a scan counts them."""
    counts = Counter(name for one in found for name in one)
    return Watched(conversations=len(found), seen={name: Sighting(given=counts[name]) for name in sorted(counts)})


def measure(paths: list[Path], most: int | None = None) -> Measured:
    """Read `most` conversations of each file."""
    truth = {name: one for path in paths for name, one in labels(path).items()}
    domains = {intent: one.domain for one in truth.values() for intent in one.intents}
    owner = estate(sorted(domains), "intent")
    journeys, by_words, spotter = Journeys(owner), Journeys(estate(sorted(domains), "words")), Spotter()
    found: dict[str, list[set[str]]] = defaultdict(list)
    labelled: dict[str, list[set[str]]] = defaultdict(list)
    guesses: list[bool] = []
    for one in (one for path in paths for one in islice(read(path), most)):
        said = [(turn.role, turn.text) for turn in one.turns]
        journey = journeys(one.told, said)
        found[journey].append(seen(one, spotter, owner))
        labelled[journey].append(truth[one.name].elements)
        if guess := by_words({}, said):
            guesses.append(guess in truth[one.name].intents)
    rows = [
        Row(journey, element, len(found[journey]), share(labelled[journey], element), share(found[journey], element))
        for journey in sorted(found.keys() & domains)
        for element in (element_of(one, domains[journey]) for one in COMPARED)
    ]
    observed = Observed(files=len(paths), journeys={name: watched(one) for name, one in found.items()})
    answer = drift(owner, observed, now=0, unused_days=90)
    return Measured(owner, answer, rows, sum(guesses) / (len(guesses) or 1))


def read(path: Path) -> Iterator[Conversation]:
    return (one for one in conversations(str(path)) if isinstance(one, Conversation))


def share(found: list[set[str]], element: str) -> float:
    return sum(element in one for one in found) / len(found)


def main() -> int:
    measured = measure(sorted(FOLDER.glob("*.tsv")))
    rows = [row for row in measured.rows if row.conversations >= LEAST]
    print(f"{'intent':<22}{'element':<24}{'of':>6}{'labels':>8}{'found':>8}")
    for row in rows:
        mark = "  <- off" if row.is_off else ""
        print(f"{row.journey:<22}{row.element:<24}{row.conversations:>6}{row.labelled:>8.0%}{row.found:>8.0%}{mark}")
    answer = measured.drift
    print(measured.sentence("getroutingnumber", "social_security_number"))
    print(f"{answer.unassigned:,} of {answer.conversations:,} conversations could not be assigned to a journey")
    right = sum(not row.is_off for row in rows)
    print(
        f"element shares on MultiDoGO: {right} of {len(rows)} within {MOST_OFF:.0%} of the labels, promised all; "
        f"where words alone tell a journey, {measured.right:.0%} are right"
    )
    return 0 if right == len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
