"""The standing demonstration: what people in service roles really asked for, against what their journeys need."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench" / "drift.py"
WIDE = 0.13  # what 300 conversations, and confusions of bare four digits, leave of the five points that all must have


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = spec_from_file_location("bench_drift", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_customers_who_want_a_public_number_are_asked_for_a_secret_one(bench: ModuleType, shared_data: Path) -> None:
    measured = bench.measure([shared_data / "multidogo" / "finance.tsv"], 300)
    line = next(
        line
        for line in measured.drift.undeclared
        if line.journey == "getroutingnumber" and line.element == "social_security_number"
    )
    assert line.share >= 0.8
    assert "give a social security number" in measured.sentence("getroutingnumber", "social_security_number")
    assert not measured.drift.agrees
    off = [row for row in measured.rows if row.conversations >= 25 and abs(row.labelled - row.found) > WIDE]
    assert off == []
