"""The page of conformance names a test for whatever it says is met, and every test that it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "reference" / "conformance.md").read_text(encoding="utf-8")
ROWS = [row for row in re.findall(r"^\| (.+) \|$", PAGE, re.MULTILINE) if not row.startswith(("item", "---"))]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize("row", ROWS, ids=range(len(ROWS)))
def test_an_item_is_proved_or_said_not_to_be_met(row: str) -> None:
    named = re.findall(r"`(test_\w+)`", row)
    assert named or "**not met**" in row
    assert [name for name in named if f"def {name}(" not in SOURCE] == []


def test_what_is_not_met_is_said() -> None:
    assert sum("**not met**" in row for row in ROWS) >= 5
