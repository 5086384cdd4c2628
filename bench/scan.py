"""We promise a quick scan of 150 MB a second of CPU time on one core: read, decode, scan, check and count.

What is scanned are documents in the shape of Contact Lens, a line each, made of the texts of MultiDoGO: its
customers' turns, an agent's turn before each, and made-up identifiers in 60 of 100 conversations. Peers in
the same run: `re` with the same patterns one at a time on each message, and Polars, where it is installed.
`--patterns` tells of each pattern what it costs by itself: one that is slow slows all.
"""

import csv
import importlib
import json
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from needline.scan.cues import ANNOUNCED, CUES, KEYWORDS
from needline.scan.forms import FORMS
from needline.scan.lookout import Said, best_lookout
from needline.scan.part import observed, total
from needline.scan.reading import Reader, job_of
from needline.scan.span import spans
from needline.scan.workers import settle
from needline.transcripts.conversation import Conversation
from needline.transcripts.lens_lines import lens_lines

PROMISE = 150.0  # MB a second
SIZE = 100_000_000  # bytes
HOLDING = 0.6  # of the conversations
DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "multidogo"
ROUNDS = 5
PEER_LINES = 500  # a peer is some ten times as slow
TRIGGERS = tuple(trigger for rule in (*FORMS, *ANNOUNCED, *CUES) for trigger in rule.triggers)

_OPENINGS = ("sure,", "okay,", "thank you,", "alright,", "to go on,", "for security,", "no problem,", "certainly,")
_WISHES = ("may i have", "could you tell me", "please share", "can you confirm", "i need", "would you give me")
_THINGS = (
    "your account number",
    "your date of birth",
    "the last four digits of your social security number",
    "the e-mail address on file",
    "your card number and its expiry date",
    "your phone number",
    "your full name",
)
_SMALL_TALK = (
    "one moment please while i check this for you",
    "is there anything else i can do",
    "that is done now",
    "thanks for waiting",
    "how may i help you today",
    "you will hear from us in a few minutes",
)


def conversations() -> list[list[str]]:
    """What the customers of MultiDoGO say, conversation by conversation."""
    said: dict[str, list[str]] = defaultdict(list)
    for file in sorted(DATA.glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                said[file.stem + row["conversationId"]].append(row["utterance"])
    return list(said.values())


def corpus(chance: random.Random) -> Iterator[str]:
    """Documents without end."""
    known = conversations()
    while True:
        for said in known:
            holds = chance.random() < HOLDING
            turns = [turn for text in said for turn in (("AGENT", _agent(chance, asks=False)), ("CUSTOMER", text))]
            if holds:
                at = 2 * chance.randrange(len(said))
                turns[at : at + 1] = [("AGENT", _agent(chance, asks=True)), ("CUSTOMER", _identifier(chance))]
            yield _document(turns, chance)


def _agent(chance: random.Random, *, asks: bool) -> str:
    if asks:
        return f"{chance.choice(_OPENINGS)} {chance.choice(_WISHES)} {chance.choice(_THINGS)} please"
    return f"{chance.choice(_OPENINGS)} {chance.choice(_SMALL_TALK)}"


def _identifier(chance: random.Random) -> str:
    digits = "".join(chance.choices("0123456789", k=12))
    return chance.choice([
        "it is 4929 1234 5678 9012", "4111111111111111", f"jane.miller{digits[:3]}@example.com",
        f"212-555-{digits[:4]}", f"078-05-{digits[:4]}", "GB82WEST12345698765432", "12/03/1981",
        f"it is {digits[:8]}", "my postcode is SW1A 1AA", "my password is Horse9staple",
    ])  # fmt: skip


def _document(turns: Sequence[tuple[str, str]], chance: random.Random) -> str:
    """A line with every member that a segment has by the service model."""
    segments: list[dict[str, object]] = []
    at = 0
    for role, text in turns:
        end = at + chance.randrange(500, 9_000)
        segments.append({"Transcript": {
            "Id": _name(chance), "ParticipantId": _name(chance), "ParticipantRole": role, "Content": text,
            "BeginOffsetMillis": at, "EndOffsetMillis": end, "Sentiment": "NEUTRAL", "IssuesDetected": [],
            "LanguageCode": "en-US",
        }})  # fmt: skip
        at = end
    document = {"Channel": "CHAT", "Status": "COMPLETED", "ContactId": _name(chance), "Segments": segments}
    return json.dumps(document, separators=(",", ":"))


def _name(chance: random.Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))


def made(folder: Path) -> Path:
    """The file to scan."""
    path, size = folder / "conversations.jsonl", 0
    with path.open("w", encoding="utf-8") as file:
        for line in corpus(random.Random(4)):
            size += file.write(line + "\n")
            if size >= SIZE:
                return path
    raise AssertionError


def rate(work: Callable[[], object], size: int, rounds: int = ROUNDS) -> float:
    """MB a second of CPU time: the best of several rounds, for what else runs on the machine only takes away."""
    took: list[float] = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return size / 1e6 / min(took)


def one_at_a_time(path: Path) -> float:
    """Python's `re`: each pattern and each word on each message."""
    searches = [re.compile(one, re.IGNORECASE | re.DOTALL).search for one in (*TRIGGERS, *map(re.escape, KEYWORDS))]
    with path.open("rb") as file:
        lines = [file.readline() for _ in range(PEER_LINES)]

    def work() -> None:
        for line in lines:
            for segment in json.loads(line)["Segments"]:
                text = segment["Transcript"]["Content"]
                for search in searches:
                    search(text)

    return rate(work, sum(map(len, lines)), 1)


def polars(path: Path) -> str:
    """Polars: decode, and the same patterns on each message."""
    try:
        module = importlib.import_module("polars")
    except ImportError:
        return "Polars not run: it is not installed"
    with path.open("rb") as file:
        lines = b"".join(file.readline() for _ in range(PEER_LINES * 10))

    def work() -> None:
        text = module.col("Segments").struct.field("Transcript").struct.field("Content")
        found = module.read_ndjson(lines).explode("Segments").select(text.alias("text"))
        found.select(
            *(module.col("text").str.contains(f"(?is){one}").sum().alias(f"p{n}") for n, one in enumerate(TRIGGERS)),
            *(module.col("text").str.contains(f"(?i){re.escape(one)}").sum().alias(f"k{n}")
              for n, one in enumerate(KEYWORDS)),
        )  # fmt: skip

    return f"Polars {rate(work, len(lines), 1):.0f}"


def each_pattern(path: Path) -> None:
    """A line for every pattern: MB of text a second with it alone."""
    first = (one for one, _ in zip(lens_lines(str(path)), range(4_000), strict=False))
    texts = [turn.text for one in first if isinstance(one, Conversation) for turn in one.turns]
    said = Said(texts, "\n".join(texts), [0])
    size = len(said.joined)
    for trigger in TRIGGERS:
        lookout = best_lookout([trigger])
        alone = rate(lambda: list(lookout.hits(said)), size, 2)  # noqa: B023  # runs at once
        print(f"{alone:>7.0f} MB/s of text  {trigger[:90]}")


def main() -> int:
    if not DATA.is_dir():
        print("quick scan not measured: the sample data is missing")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder))
        if "--patterns" in sys.argv:
            each_pattern(path)
            return 0
        reader = Reader(job_of(None, quick=True))
        plan = list(spans(str(path), path.stat().st_size))
        settle()
        ours = rate(lambda: total(reader.part(span) for span in plan), path.stat().st_size)
        seen = observed(total(reader.part(span) for span in plan), "quick").journeys[""]
        peers = f"re one at a time {one_at_a_time(path):.1f}, {polars(path)}"
    print(
        f"quick scan, {len(TRIGGERS)} patterns and {len(KEYWORDS)} words, {seen.conversations:,} conversations: "
        f"{ours:.0f} MB/s of CPU time; {peers}; promised {PROMISE:.0f}"
    )
    return 0 if ours >= PROMISE else 1


if __name__ == "__main__":
    sys.exit(main())
