"""The demo's story, on a small bank: the served pages, the bot's process and both databases are the real ones."""

import asyncio
from pathlib import Path

import pytest

from needline.demo.stage import estate
from needline.demo.story import Teller, tell
from needline.policy import compile_policy

pytestmark = pytest.mark.slow


def test_every_promise_of_the_story_holds(tmp_path: Path) -> None:
    said: list[str] = []
    assert asyncio.run(tell(tmp_path, people=300, say=said.append, tries=600)), "\n".join(said)
    assert sum(line.strip().startswith("kept") for line in said) >= 26


def test_a_broken_promise_is_told_and_counted() -> None:
    said: list[str] = []
    teller = Teller(said.append)
    teller.promise(False, "nothing was shown")
    assert (teller.kept, teller.broken) == (0, 1)
    assert said == ["  BROKEN  nothing was shown"]


def test_the_demo_estate_has_ten_journeys_six_desks_and_a_bot() -> None:
    northgate = compile_policy(estate()).estate
    assert len(northgate.journeys) >= 10
    assert (len(northgate.desks), list(northgate.bots)) == (6, ["ava"])
