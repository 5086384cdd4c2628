"""We promise that `needline check` takes at most 2 s for an estate of 2,000 journeys, and 0.3 s for the demo's.

Measured as processes, from start to end, with the bytecode that Python keeps after a first run. The peer is
Python itself: a process that reads the same file with PyYAML's C loader and does nothing else.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import needline.demo

LARGE, SMALL = 2.0, 0.3  # seconds
ROUNDS = 7  # the fastest counts: what else runs on the machine only adds
DEMO = Path(needline.demo.__file__).parent / "northgate.yaml"
JOURNEY = """\
  journey_{at}:
    by: desk_{desk}
    through: [phone, chat]
    a_year: {at}
    customer_proves: two-factor
    sees: {{name: full, phone: masked, birth_date: matches, charges: full, card_number: masked}}
    asks_for: [address]
    never: [password]
"""
HEAD = """\
needline: 1
estate: Large
owner: o@bank.example
elements:
  name: {is: user.name, harm: 1}
  phone: {is: user.contact.phone_number, harm: 3}
  address: {is: user.contact.address, harm: 3}
  birth_date: {is: user.demographic.date_of_birth, harm: 3}
  charges: {is: user.financial, harm: 10}
  card_number: {is: user.financial.credit_card, harm: 30}
  password: {is: user.authorization.password, harm: 30}
stores:
  core:
    at: env:CORE
    person: c.id
    ties: {cards: c}
    keep: 7y
    holds: {name: c.name, phone: c.phone, address: c.address, birth_date: c.born, charges: c.charges,
            card_number: cards.pan}
channels: {phone: {}, chat: {}}
customers: {code_to: phone}
rules: [nobody sees card_number more than masked, harm above 3 needs two-factor]
"""
PEER = "import sys, yaml; yaml.load(open(sys.argv[1]), Loader=yaml.CSafeLoader)"
OURS = "from needline.cli import main; main()"


def large() -> str:
    desks = "".join(f"  desk_{at}: {{seats: 10}}\n" for at in range(100))
    journeys = "".join(JOURNEY.format(at=at, desk=at % 100) for at in range(2_000))
    return f"{HEAD}desks:\n{desks}journeys:\n{journeys}"


def seconds(program: str, *arguments: str, bytecode: Path) -> float:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        command = [sys.executable, "-c", program, *arguments]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - begun)
    return min(took)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        estate = folder / "large.yaml"
        estate.write_text(large(), encoding="utf-8")
        big = seconds(OURS, "check", str(estate), bytecode=folder / "bytecode")
        small = seconds(OURS, "check", str(DEMO), bytecode=folder / "bytecode")
        peer = seconds(PEER, str(estate), bytecode=folder / "bytecode")
        bare = seconds("", bytecode=folder / "bytecode")
    print(
        f"check as a process: 2,000 journeys {big:.2f} s, the demo estate {small:.2f} s; reading the large file with "
        f"PyYAML alone {peer:.2f} s; Python alone {bare:.2f} s; promised {LARGE:.0f} s and {SMALL} s"
    )
    return 0 if big <= LARGE and small <= SMALL else 1


if __name__ == "__main__":
    sys.exit(main())
