import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.errors import SettingsError, StoreError
from needline.observed import Observed, Sighting
from needline.scan import Progress, scan
from needline.scan.part import observed, total
from needline.scan.reading import Reader, job_of
from needline.scan.span import Span, spans
from needline.scan.tally import hashed
from needline.spot.finding import Found
from needline.transcripts.records import LONGEST
from tests.estates import shop
from tests.scan.calls import CALLS, VISA, document, written

READER = Reader(job_of(None, quick=True))


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    folder = tmp_path / "calls"
    folder.mkdir()
    written(folder / "a.jsonl")
    return folder


def quick(*paths: object, into: Path | None = None, **more: object) -> Observed:
    return scan([str(path) for path in paths], None, quick=True, into=str(into) if into else None, **more)  # type: ignore[arg-type]  # options as they come


def rows(into: Path, columns: str = "*") -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(into)) as database:
        return database.execute(
            f'SELECT {columns} FROM findings ORDER BY path, span, conversation, turn, "start"'
        ).fetchall()


# ── what is seen ───────────────────────────────────────────────────────────────────────────────────
def test_conversations_are_counted_by_who_said_what(calls: Path) -> None:
    seen = quick(calls)
    assert (seen.depth, seen.files, seen.skipped) == ("quick", 1, ())
    assert seen.journeys[""].conversations == len(CALLS)
    assert seen.journeys[""].seen == {
        Found.CARD_NUMBER: Sighting(given=1),
        Found.BIRTH_DATE: Sighting(given=1, asked=1),
        Found.EMAIL: Sighting(given=1, shown=1),
    }


def test_the_whole_depth_hears_names_too(calls: Path) -> None:
    written(calls / "b.jsonl", [[("AGENT", "your full name please?"), ("CUSTOMER", "it is Jane Miller")]])
    seen = scan([str(calls)], None).journeys[""].seen
    assert seen[Found.NAME].given == 1
    assert seen[Found.NAME].asked == 1
    assert seen[Found.CARD_NUMBER].given == 1


def test_finds_count_for_the_elements_of_an_estate_and_by_journey(tmp_path: Path) -> None:
    known = shop()
    journey = next(iter(known.journeys))
    turns = [("CUSTOMER", f"it is {VISA}")]
    (tmp_path / "a.jsonl").write_text(document(turns, "1", Attributes={"intent": journey}) + "\n", encoding="utf-8")
    seen = scan([str(tmp_path / "a.jsonl")], known, quick=True)
    assert list(seen.journeys) == [journey]
    assert sum(one.given for one in seen.journeys[journey].seen.values()) >= 1


def test_first_and_last_are_those_of_the_conversations(tmp_path: Path) -> None:
    lines = [document(CALLS[0], "a", "2026-03-01T00:00:00Z"), document(CALLS[2], "b", "2026-03-02T00:00:00Z")]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    seen = quick(tmp_path)
    assert (seen.first, seen.last) == (1772323200.0, 1772409600.0)
    assert seen.journeys[""].seen[Found.CARD_NUMBER].last == 1772323200.0


# ── spans ──────────────────────────────────────────────────────────────────────────────────────────
@given(st.lists(st.integers(0, 1600), max_size=6).map(sorted))
def test_however_a_file_is_cut_the_findings_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int]
) -> None:
    path = tmp_path_factory.getbasetemp() / "cut.jsonl"
    if not path.exists():
        written(path)
        with path.open("a", encoding="utf-8") as file:
            file.write("not JSON\n\n" + document(CALLS[0], "last") + "\n{")
    edges = [0, *cuts, path.stat().st_size]
    cut = [Span(str(path), 1, start, end, lens=True) for start, end in pairwise(edges) if start < end]
    whole = READER.part(Span(str(path), 1, lens=True))
    parts = total(READER.part(span) for span in cut)
    assert observed(parts, "quick") == observed(whole, "quick")
    assert [one.line for one in observed(whole, "quick").skipped] == [5, 8]


def test_only_files_of_one_conversation_a_line_are_cut(tmp_path: Path) -> None:
    lens, rows_ = written(tmp_path / "a.jsonl"), tmp_path / "b.jsonl"
    rows_.write_text('{"conversation": "1", "role": "user", "text": "hi"}\n' * 100, encoding="utf-8")
    assert len(list(spans(str(lens), lens.stat().st_size, 100))) > 5
    assert len(list(spans(str(rows_), rows_.stat().st_size, 100))) == 1


def test_workers_see_what_one_process_sees(calls: Path) -> None:
    for name in "bcd":
        written(calls / f"{name}.jsonl", times=3)
    told: list[Progress] = []
    assert quick(calls, workers=2, progress=told.append) == quick(calls)
    assert told[-1].files == told[-1].of_files == 4
    assert told[-1].size == told[-1].of_size


# ── findings ───────────────────────────────────────────────────────────────────────────────────────
def test_findings_say_where_and_hold_no_text(calls: Path, tmp_path: Path) -> None:
    into = tmp_path / "scan.sqlite"
    quick(calls, into=into)
    found = rows(into, 'conversation, turn, what, "start", "end"')
    assert ("0-0", 1, "card number", 11, 11 + len(VISA)) in found
    assert len(found) == 4
    for path in tmp_path.glob("scan.sqlite*"):
        assert VISA.encode() not in path.read_bytes()
        assert b"4111111111111111" not in path.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_equal_values_have_equal_hashes_under_one_key_and_no_other() -> None:
    assert hashed("4111 1111 1111 1111", b"k") == hashed("4111-1111-1111-1111", b"k")
    assert hashed("4111 1111 1111 1111", b"k") != hashed("4111 1111 1111 1111", b"l")
    assert hashed("Jane", b"k") == hashed("JANE", b"k")


def test_the_key_may_come_from_the_environment(calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEEDLINE_SCAN_KEY", "ab" * 32)
    quick(calls, into=tmp_path / "scan.sqlite")
    assert (hashed(VISA, bytes.fromhex("ab" * 32)),) in rows(tmp_path / "scan.sqlite", "value")
    assert not (tmp_path / "scan.sqlite.key").exists()
    monkeypatch.setenv("NEEDLINE_SCAN_KEY", "short")
    with pytest.raises(SettingsError, match="64 hex digits"):
        quick(calls, into=tmp_path / "scan.sqlite")


# ── going on ───────────────────────────────────────────────────────────────────────────────────────
def test_what_was_scanned_is_not_read_again(calls: Path, tmp_path: Path) -> None:
    into, told = tmp_path / "scan.sqlite", list[Progress]()
    first = quick(calls, into=into)
    written(calls / "b.jsonl", CALLS[:1])
    second = quick(calls, into=into, progress=told.append)
    assert told[-1].known == (calls / "a.jsonl").stat().st_size
    assert second == quick(calls)
    assert second.journeys[""].conversations == first.journeys[""].conversations + 1
    assert len(rows(into)) == 5


def test_a_file_that_changed_is_read_anew_and_one_that_is_gone_is_forgotten(calls: Path, tmp_path: Path) -> None:
    into = tmp_path / "scan.sqlite"
    quick(calls, into=into)
    written(calls / "a.jsonl", CALLS[:1])
    assert quick(calls, into=into).journeys[""].conversations == 1
    assert len(rows(into)) == 1
    (calls / "a.jsonl").unlink()
    assert quick(calls, into=into).journeys == {}
    assert rows(into) == []


def test_another_depth_or_estate_reads_everything_anew(calls: Path, tmp_path: Path) -> None:
    into, told = tmp_path / "scan.sqlite", list[Progress]()
    quick(calls, into=into)
    scan([str(calls)], shop(), quick=True, into=str(into), progress=told.append)
    assert told[-1].known == 0
    assert len(rows(into)) == 4


def test_damaged_findings_are_put_aside_and_made_anew(calls: Path, tmp_path: Path) -> None:
    into = tmp_path / "scan.sqlite"
    before = quick(calls, into=into)
    into.write_bytes(into.read_bytes()[:5000])
    again = quick(calls, into=into)
    assert again.journeys == before.journeys
    assert [one.why for one in again.skipped] == ["findings that were damaged; made anew"]
    assert quick(calls, into=into).skipped == ()


def test_a_place_where_no_findings_can_be_kept_is_told_at_once(calls: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be used"):
        quick(calls, into=tmp_path / "no" / "scan.sqlite")


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["kill", "interrupt"])
def test_a_scan_that_was_ended_goes_on_and_counts_nothing_twice(tmp_path: Path, how: signal.Signals) -> None:
    for name in range(40):
        written(tmp_path / f"{name}.jsonl", times=60)
    into = tmp_path / "scan.sqlite"
    command = [
        sys.executable,
        "-c",
        "from needline.cli import main; main()",
        "scan",
        str(tmp_path),
        "--workers",
        "2",
        "--into",
        str(into),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        deadline = time.monotonic() + 60
        while _spans(into) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        running.send_signal(how)
        _, err = running.communicate(timeout=60)
    known = _spans(into)
    assert 2 <= known < 40
    if how is signal.SIGINT:
        assert running.returncode == 2
        assert "stopped after" in err
        assert "goes on" in err
    told: list[Progress] = []
    assert scan([str(tmp_path)], None, into=str(into), progress=told.append) == scan(
        [str(tmp_path)], None, leave=_own(into)
    )
    assert told[0].known > 0
    assert len(rows(into)) == len(set(rows(into))) == 40 * 60 * 4


def _spans(into: Path) -> int:
    if not into.exists():
        return 0
    try:
        with closing(sqlite3.connect(into, timeout=5)) as database:
            return int(database.execute("SELECT count(*) FROM spans").fetchone()[0])
    except sqlite3.Error:
        return 0


def _own(into: Path) -> list[str]:
    return [str(path) for path in into.parent.glob(f"{into.name}*")]


# ── bad input ──────────────────────────────────────────────────────────────────────────────────────
def test_what_cannot_be_read_is_named_and_the_rest_is_read(calls: Path) -> None:
    good = document(CALLS[0], "x").encode()
    (calls / "b.jsonl").write_bytes(
        b"\n".join([good, b"{cut", good.replace(b"card", b"c\xff"), b'{"Segments": 3}', good])
    )
    skipped = quick(calls).skipped
    assert [(Path(one.file).name, one.line) for one in skipped] == [("b.jsonl", 2), ("b.jsonl", 3), ("b.jsonl", 4)]
    assert quick(calls).journeys[""].seen[Found.CARD_NUMBER].given == 3


def test_a_gigantic_line_is_named_and_not_held(calls: Path) -> None:
    good = document(CALLS[0], "x").encode()
    with (calls / "b.jsonl").open("wb") as file:
        file.write(good + b"\n" + b'{"Transcript": "' + b"a" * (2 * LONGEST) + b'"}\n' + good + b"\n")
    seen = quick(calls / "b.jsonl")
    assert [(one.line, one.why) for one in seen.skipped] == [(2, f"longer than {LONGEST:,} bytes")]
    assert seen.journeys[""].conversations == 2


def test_a_packed_file_that_is_cut_short_counts_as_far_as_it_goes(calls: Path) -> None:
    import gzip

    packed = gzip.compress(written(calls / "b.jsonl", times=4_000).read_bytes())
    (calls / "b.jsonl").unlink()
    (calls / "b.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    seen = quick(calls)
    assert [Path(one.file).name for one in seen.skipped] == ["b.jsonl.gz"]
    assert seen.journeys[""].conversations > len(CALLS)


def test_links_that_lead_back_and_files_that_are_none_are_named(calls: Path) -> None:
    (calls / "in" / "deep").mkdir(parents=True)
    (calls / "in" / "deep" / "back").symlink_to(calls)
    (calls / "gone").symlink_to(calls / "nowhere")
    os.mkfifo(calls / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(calls)  # the name of a socket is short
        listening.bind("socket")
        seen = quick(calls)
    assert {Path(one.file).name: one.why for one in seen.skipped} == {
        "back": "a link to a folder that was read already",
        "gone": "no such file or directory",
        "pipe": "no regular file",
        "socket": "no regular file",
    }
    assert seen.journeys[""].conversations == len(CALLS)


def test_a_file_under_two_names_is_read_once(calls: Path) -> None:
    (calls / "same.jsonl").symlink_to(calls / "a.jsonl")
    assert quick(calls, calls / "a.jsonl") == quick(calls / "a.jsonl")


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert [one.why for one in quick(tmp_path / "none").skipped] == ["no such file or directory"]


def test_what_was_seen_travels_as_json(calls: Path) -> None:
    seen = quick(calls)
    assert msgspec.json.decode(msgspec.json.encode(seen), type=Observed) == seen
