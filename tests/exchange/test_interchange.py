"""The tools of others take what we export, and we take what they ship; `make interchange` brings them.

They live in an environment of their own (`.venv/fides`), since fideslang pins an older pydantic.
"""

import subprocess
from pathlib import Path

import msgspec
import pytest
import yaml

from needline.errors import EstateError
from needline.estate import Estate, read
from needline.exchange import cyclonedx, fides, from_fides
from tests.estates import northgate, shop
from tests.exchange.estates import large
from tests.services import absent

ROOT = Path(__file__).resolve().parents[2]
THEIRS = ROOT / ".venv" / "fides"
VALIDATE = Path(__file__).parent / "validate.py"
ESTATES = {"the demo bank": northgate().estate, "the shop": shop(), "a large company": large(30)}
KINDS = {
    "fides": lambda estate: yaml.safe_dump(fides(estate), sort_keys=False, allow_unicode=True),
    "cyclonedx": lambda estate: msgspec.json.encode(cyclonedx(estate)).decode(),
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def theirs() -> Path:
    """The folder of the other tools' environment."""
    if not (THEIRS / ".installed").exists():
        absent.skip("the tools that read our exports; make interchange brings them")
    return THEIRS


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("estate", ESTATES.values(), ids=list(ESTATES))
def test_what_we_export_is_what_the_other_tool_takes(kind: str, estate: Estate, theirs: Path, tmp_path: Path) -> None:
    file = tmp_path / kind
    file.write_text(KINDS[kind](estate), encoding="utf-8")
    python = theirs / "bin" / "python"
    ran = subprocess.run([python, VALIDATE, kind, file], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr[-2000:], ran.returncode) == ("", "", 0)


def test_every_manifest_that_fides_ships_becomes_a_draft_that_reads_back(theirs: Path) -> None:
    shipped = sorted((theirs / "source").rglob("*.yml"))
    assert len(shipped) > 10
    stores = 0
    for path in shipped:
        raw = path.read_bytes()
        try:
            draft = from_fides({path.name: raw})
        except EstateError:
            # One of its own tests is no YAML at all; then it is none to its own reader either.
            with pytest.raises(yaml.YAMLError):
                yaml.safe_load(raw)
            continue
        read("draft.yaml", {"draft.yaml": draft.text.encode()}.__getitem__)
        stores += draft.stores
    assert stores >= 4
