from pathlib import Path

import pytest

from needline.errors import NeedlineError
from needline.scan import scan
from tests.scan.calls import written


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # what Ray warns itself of is not ours to mend
def test_ray_sees_what_processes_see(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed; `make ray` runs this")
    calls, into = tmp_path / "calls", str(tmp_path / "scan.sqlite")
    calls.mkdir()
    for name in "abc":
        written(calls / f"{name}.jsonl", times=5)
    (calls / "d.jsonl").write_text("not JSON\n", encoding="utf-8")
    on_ray = scan([str(calls)], None, quick=True, workers=2, on="ray", into=into)
    assert on_ray == scan([str(calls)], None, quick=True)
    assert on_ray == scan([str(calls)], None, quick=True, into=into)


def test_without_ray_the_command_says_what_to_install(tmp_path: Path) -> None:
    try:
        import ray  # noqa: F401  # only whether it is there
    except ImportError:
        written(tmp_path / "a.jsonl")
        with pytest.raises(NeedlineError, match=r"needline\[ray\]"):
            scan([str(tmp_path)], None, quick=True, on="ray")
    else:
        pytest.skip("Ray is installed")
