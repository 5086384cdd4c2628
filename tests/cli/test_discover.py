"""`needline discover` as a shell sees it."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import Shell, shell


@pytest.fixture
def ran(capsys: Any) -> Shell:
    return shell(capsys)


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = tmp_path / "shop.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT UNIQUE, full_name TEXT)")
        connection.execute("INSERT INTO customers (email, full_name) VALUES ('jo@mail.example', 'Jo Li')")
    connection.close()
    return f"sqlite:///{path}"


def test_machines_get_one_list(ran: Shell, database: str) -> None:
    answer = ran("discover", "--db", database, "--json")
    found: list[dict[str, Any]] = answer.json()
    assert answer.code == 0
    assert [(one["column"], one["category"], one["container"]) for one in found] == [
        ("customers.email", "user.contact.email", False),
        ("customers.full_name", "user.name", False),
    ]
    assert all(0 < one["confidence"] <= 1 and one["why"] for one in found)
    assert "jo@mail.example" not in answer.out + answer.err


def test_the_draft_passes_the_check(ran: Shell, database: str, tmp_path: Path) -> None:
    draft = tmp_path / "estate.yaml"
    assert ran("discover", "--db", database, "--out", draft).code == 0
    assert ran("check", draft).code == 0


def test_a_file_that_was_there_is_kept_beside_the_new_one(ran: Shell, database: str, tmp_path: Path) -> None:
    draft = tmp_path / "estate.yaml"
    draft.write_text("mine", encoding="utf-8")
    ran("discover", "--db", database, "--out", draft)
    assert (tmp_path / "estate.yaml.before").read_text(encoding="utf-8") == "mine"


def test_conversations_become_draft_journeys(ran: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "chats"
    folder.mkdir()
    turn = '{"role": "customer", "text": "my card is 4111 1111 1111 1111"}'
    (folder / "c.jsonl").write_text(
        f'{{"id": "1", "queue": "billing dispute", "messages": [{turn}]}}\n', encoding="utf-8"
    )
    draft = tmp_path / "estate.yaml"
    assert ran("discover", "--transcripts", folder, "--out", draft).code == 0
    assert "billing_dispute:" in draft.read_text(encoding="utf-8")
    assert ran("check", draft).code == 0


def test_what_cannot_be_read_ends_in_3_and_the_rest_is_told(ran: Shell, database: str, tmp_path: Path) -> None:
    answer = ran("discover", "--db", database, "--db", f"sqlite:///{tmp_path / 'missing.sqlite'}")
    assert answer.code == 3
    assert "unread: missing" in answer.err
    assert "customers.email" in answer.out


@pytest.mark.parametrize("url", ["nonsense", "mysql://ann:s3cret@localhost/x", "env:NEEDLINE_NOT_SET"])
def test_an_address_of_no_use_ends_in_2_and_shows_no_password(ran: Shell, url: str) -> None:
    answer = ran("discover", "--db", url)
    assert answer.code == 2
    assert "s3cret" not in answer.out + answer.err


def test_a_mistake_in_the_accepted_list_ends_in_1_with_its_place(ran: Shell, database: str, tmp_path: Path) -> None:
    accepted = tmp_path / "accepted.yaml"
    accepted.write_text(
        "accepted:\n  - {column: a.b, verdict: nope, who: a, why: w, until: '2027-01-01'}\n", encoding="utf-8"
    )
    answer = ran("discover", "--db", database, "--accepted", accepted)
    assert answer.code == 1
    assert f"{accepted}:2:" in answer.err


def test_the_report_holds_grants_and_what_was_not_read(ran: Shell, database: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    ran("discover", "--db", database, "--report", report)
    assert '"granted"' in report.read_text(encoding="utf-8")
