"""A database as a source: exactly what was asked for, of exactly one customer, or an error that quotes nothing."""

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import event

from needline.errors import SettingsError, SourceError
from needline.estate.model import Store
from needline.forms import Value, use
from needline.sources import SqlSource
from tests.sources.town import ACTIONS, STORE, build, overheard, rows

Open = Callable[..., SqlSource]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database; every test that takes it holds for both."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'town.db'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def url(empty: str) -> str:
    return build(empty)


@pytest.fixture
def connect() -> Iterator[Open]:
    """Opens sources and closes them all."""
    opened: list[SqlSource] = []

    def connect(url: str, store: Store = STORE, deadline: float = 5.0) -> SqlSource:
        opened.append(SqlSource("core", store, url, ACTIONS, deadline))
        return opened[-1]

    yield connect
    for source in opened:
        source.close()


def fetched(source: SqlSource, subject: str, *elements: str) -> dict[str, tuple[str, ...]]:
    """What a source gives, taken out of its values."""
    values = asyncio.run(source.fetch(subject, elements))
    return {element: tuple(map(use, some)) for element, some in values.items()}


def act(source: SqlSource, subject: str, action: str, **arguments: str) -> bool:
    return asyncio.run(source.act(subject, action, {name: Value(text) for name, text in arguments.items()}))


_CUSTOMER = (
    "SELECT customers.id, customers.full_name AS c0, customers.born AS c1 FROM customers WHERE customers.id = <key>"
)
_CHARGES = (
    "SELECT charges.customer_id, charges.id AS c0, charges.amount AS c1, charges.merchant AS c2 FROM charges "
    "WHERE charges.customer_id = <key>"
)
_AS_WRITTEN = ("10 12.50 Corner Shop", "11 250.00 Airline")
_AS_NUMBERS = ("10 12.5 Corner Shop", "11 250 Airline")  # SQLite keeps no trailing zeros


# ── fetch ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_customer_has_their_own_rows(url: str, connect: Open) -> None:
    assert fetched(connect(url), "1", "name", "charges") == {
        "name": ("Amara Okafor",),
        "charges": _AS_WRITTEN if "postgresql" in url else _AS_NUMBERS,
    }


def test_one_statement_per_table_of_the_needed_columns_of_one_customer(url: str, connect: Open) -> None:
    source = connect(url)
    with overheard(source._read, source._write) as heard:
        fetched(source, "1", "name", "charges", "birth_date")
    assert [re.sub(r"%\(subject\)s|\?", "<key>", said).partition(" LIMIT ")[0] for said, _ in heard] == [
        _CUSTOMER,
        _CHARGES,
    ]
    assert [bound[:2] for _, bound in heard] == [["1", 1001]] * 2


def test_an_unknown_customer_has_nothing(url: str, connect: Open) -> None:
    for nobody in ("3", "unknown-4f2b", "", "99999999999999999999", "1 OR 1=1", "1; DROP TABLE customers"):
        assert fetched(connect(url), nobody, "name", "charges") == {"name": (), "charges": ()}
    assert rows(url, "SELECT count(*) FROM customers") == [(2,)]


def test_two_ways_to_write_a_key_are_not_two_customers(url: str, connect: Open) -> None:
    """The database may take 01 for 1; whoever asked for 01 did not ask for 1."""
    with pytest.raises(SourceError, match="returned what was not asked for of name"):
        fetched(connect(url), "01", "name")


def test_what_is_empty_is_nothing_on_file(url: str, connect: Open) -> None:
    assert fetched(connect(url), "2", "phone", "birth_date", "name") == {
        "phone": (),
        "birth_date": (),
        "name": ("Jürgen Weiß",),
    }


def test_names_with_spaces_and_the_key_itself_can_be_elements(url: str, connect: Open) -> None:
    assert fetched(connect(url), "2", "orders", "number") == {"orders": ("Chair",), "number": ("2",)}


def test_two_elements_may_share_a_column(url: str, connect: Open) -> None:
    found = fetched(connect(url), "2", "merchants", "charges")
    assert found["merchants"] == ("Bakery",)
    assert found["charges"][0].endswith("Bakery")


def test_nothing_asked_is_nothing_fetched(url: str, connect: Open) -> None:
    source = connect(url)
    with overheard(source._read, source._write) as heard:
        assert fetched(source, "1") == {}
    assert heard == []


def test_an_element_of_another_store_is_refused(url: str, connect: Open) -> None:
    with pytest.raises(SourceError, match="core does not hold 'loans'"):
        fetched(connect(url), "1", "loans")


def test_more_rows_than_anybody_can_read_are_a_mistake(empty: str, connect: Open) -> None:
    many = "INSERT INTO charges (id, customer_id, merchant) SELECT 100 + a.n * 40 + b.n, 1, 'rosebud' FROM "
    numbers = "(WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < {}) SELECT n FROM c)"
    build(empty, many + f"{numbers.format(24)} AS a, {numbers.format(39)} AS b")
    source = connect(empty)
    with pytest.raises(SourceError, match="returned more than 1000 rows of charges") as refused:
        fetched(source, "1", "charges")
    assert "rosebud" not in str(refused.value)
    assert len(fetched(source, "2", "charges")["charges"]) == 1


def test_a_view_that_gives_rows_of_somebody_else_gives_nothing(empty: str, connect: Open) -> None:
    """A database that answers a question about 1 with rows of 2, as a wrong view, proxy or cache would."""
    build(empty)
    source = connect(empty)

    def swap(
        connection: object, cursor: object, statement: str, parameters: object, *_: object
    ) -> tuple[str, object]:
        return statement.replace("customers.id =", "customers.id <>"), parameters

    event.listen(source._read, "before_cursor_execute", swap, retval=True)
    with pytest.raises(SourceError, match="returned what was not asked for of name") as refused:
        fetched(source, "1", "name")
    assert "Weiß" not in str(refused.value)


def test_a_missing_column_is_an_error_that_quotes_nothing(url: str, connect: Open) -> None:
    moved = replace(STORE, holds={"name": "customers.no_such_column"})
    with pytest.raises(SourceError, match=r"^core did not answer: (OperationalError|ProgrammingError)$") as refused:
        fetched(connect(url, moved), "1", "name")
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_reads_cannot_write(url: str, connect: Open) -> None:
    source = connect(url)
    with source._read.connect() as connection, pytest.raises(Exception, match=r"(?i)read.?only"):
        connection.exec_driver_sql("UPDATE customers SET secret = 'x'")
    assert rows(url, "SELECT DISTINCT secret FROM customers") == [("rosebud",)]


def test_even_a_view_that_writes_cannot_write(postgresql_url: str, connect: Open) -> None:
    peek = "CREATE FUNCTION peek() RETURNS text LANGUAGE sql AS $$ UPDATE customers SET secret = 'x' RETURNING 'x' $$"
    build(postgresql_url, peek, "CREATE VIEW sly AS SELECT id, peek() AS name FROM customers")
    sly = Store(at="env:CORE", person="sly.id", holds={"name": "sly.name"})
    with pytest.raises(SourceError, match="core did not answer"):
        fetched(connect(postgresql_url, sly), "1", "name")
    assert rows(postgresql_url, "SELECT DISTINCT secret FROM customers") == [("rosebud",)]


def test_a_view_that_fails_is_not_an_unknown_customer(postgresql_url: str, connect: Open) -> None:
    build(postgresql_url, "CREATE VIEW broken AS SELECT id, full_name::integer AS name FROM customers")
    broken = Store(at="env:CORE", person="broken.id", holds={"name": "broken.name"})
    with pytest.raises(SourceError, match="core did not answer: DataError"):
        fetched(connect(postgresql_url, broken), "1", "name")


# ── slow, down, gone ───────────────────────────────────────────────────────────────────────────────
_ENDLESS = "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 4000000) SELECT max(n) FROM c)"


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_slow_database_is_given_up(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path, connect: Open
) -> None:
    """SQLite counts to four million, PostgreSQL sleeps."""
    url = f"sqlite:///{tmp_path / 'town.db'}" if engine == "sqlite" else request.getfixturevalue("postgresql_url")
    wait = _ENDLESS if engine == "sqlite" else "(SELECT CAST(pg_sleep(30) AS text))"
    build(url, f"CREATE VIEW slow AS SELECT id, {wait} AS name FROM customers")
    slow = Store(at="env:CORE", person="slow.id", holds={"name": "slow.name"})
    source = connect(url, slow, deadline=0.2)

    async def time_it() -> float:
        begun = time.monotonic()
        with pytest.raises(SourceError, match=r"core did not answer within 0\.2 s"):
            await source.fetch("1", ["name"])
        return time.monotonic() - begun

    assert asyncio.run(time_it()) < 1.0


def test_postgresql_stops_what_nobody_waits_for(postgresql_url: str, connect: Open) -> None:
    source = connect(postgresql_url, deadline=2.5)
    with source._read.connect() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "3500ms"


@pytest.mark.parametrize("gone", ["sqlite:///{}/no/such/file.db", "postgresql+psycopg://postgres@/x?host={}/nowhere"])
def test_a_database_that_is_not_there_is_an_error(gone: str, tmp_path: Path, connect: Open) -> None:
    with pytest.raises(SourceError, match="core did not answer: OperationalError"):
        fetched(connect(gone.format(tmp_path)), "1", "name")


def test_a_missing_file_is_not_made(tmp_path: Path, connect: Open) -> None:
    source = connect(f"sqlite:///{tmp_path / 'gone.db'}")
    for work in (lambda: fetched(source, "1", "name"), lambda: act(source, "1", "rename", name="X")):
        with pytest.raises(SourceError, match="core did not answer"):
            work()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_an_error(tmp_path: Path, connect: Open) -> None:
    (tmp_path / "town.db").write_bytes(b"rosebud " * 1000)
    with pytest.raises(SourceError, match="core did not answer: DatabaseError"):
        fetched(connect(f"sqlite:///{tmp_path / 'town.db'}"), "1", "name")


@pytest.mark.parametrize("name", ["a town.db", "100%.db", "town#1.db", "Zürich.db"])
def test_a_file_may_have_any_name(name: str, tmp_path: Path, connect: Open) -> None:
    build(f"sqlite:///{tmp_path / 'town.db'}")
    (tmp_path / "town.db").rename(tmp_path / name)
    assert fetched(connect(f"sqlite:///{tmp_path / name}"), "1", "name") == {"name": ("Amara Okafor",)}


def test_an_address_may_be_sqlites_own_kind_of_url(tmp_path: Path, connect: Open) -> None:
    build(f"sqlite:///{tmp_path / 'town.db'}")
    assert fetched(connect(f"sqlite:///file:{tmp_path}/town.db?cache=private"), "1", "name") == {
        "name": ("Amara Okafor",)
    }


@pytest.mark.parametrize("wrong", ["", "no url", "oracel://x/y", "postgresql://u:rosebud@h:port/db", "://"])
def test_an_address_that_is_none_is_a_problem_of_the_settings(wrong: str, connect: Open) -> None:
    with pytest.raises(SettingsError, match="store 'core': its address is no database URL") as refused:
        connect(wrong)
    assert refused.value.__suppress_context__
    assert "rosebud" not in str(refused.value)


# ── act ────────────────────────────────────────────────────────────────────────────────────────────
def test_an_action_is_done_for_the_customer_of_the_contact(url: str, connect: Open) -> None:
    assert act(connect(url), "1", "rename", name="Amara Nwosu")
    assert rows(url, "SELECT id, full_name FROM customers ORDER BY id") == [(1, "Amara Nwosu"), (2, "Jürgen Weiß")]


def test_an_action_on_what_is_somebody_elses_does_nothing(url: str, connect: Open) -> None:
    assert not act(connect(url), "1", "refund", charge="12", amount="5")
    assert rows(url, "SELECT * FROM refunds") == []


def test_an_argument_cannot_name_the_customer(url: str, connect: Open) -> None:
    with pytest.raises(SourceError, match="has no action 'rename' that takes name, person"):
        act(connect(url), "1", "rename", name="X", person="2")
    assert rows(url, "SELECT full_name FROM customers WHERE id = 2") == [("Jürgen Weiß",)]


def test_what_would_change_two_rows_changes_none(url: str, connect: Open) -> None:
    assert not act(connect(url), "1", "forgive")
    assert rows(url, "SELECT count(*) FROM charges") == [(3,)]
    assert act(connect(url), "2", "forgive")
    assert rows(url, "SELECT count(*) FROM charges") == [(2,)]


def test_what_the_database_forbids_was_not_done(url: str, connect: Open) -> None:
    source = connect(url)
    assert act(source, "1", "refund", charge="10", amount="5")
    assert not act(source, "1", "refund", charge="10", amount="5")
    assert not act(source, "1", "refund", charge="no number", amount="5")
    assert rows(url, "SELECT customer_id, charge_id FROM refunds") == [(1, 10)]


@pytest.mark.parametrize("action", ["elsewhere", "posted", "drop"])
def test_only_actions_of_this_store_are_known(action: str, url: str, connect: Open) -> None:
    with pytest.raises(SourceError, match=f"core has no action '{action}' that takes nothing"):
        act(connect(url), "2", action)


def test_an_action_takes_all_its_arguments(url: str, connect: Open) -> None:
    with pytest.raises(SourceError, match="that takes charge"):
        act(connect(url), "1", "refund", charge="10")


# ── roll ───────────────────────────────────────────────────────────────────────────────────────────
def test_the_roll_is_every_customer_with_what_finds_them(url: str, connect: Open) -> None:
    roll = asyncio.run(connect(url).roll({"phone": "customers.phone", "reference": "customers.id"}))
    assert sorted(roll) == [
        ("1", {"phone": "020 7946 0018", "reference": "1"}),
        ("2", {"phone": "", "reference": "2"}),
    ]


def test_the_roll_of_a_large_database_may_take_its_time(postgresql_url: str, connect: Open) -> None:
    build(postgresql_url, "CREATE VIEW slow AS SELECT id, CAST(pg_sleep(0.7) AS text) AS phone FROM customers")
    slow = Store(at="env:CORE", person="slow.id", holds={"phone": "slow.phone"})
    roll = asyncio.run(connect(postgresql_url, slow, deadline=0.1).roll({"phone": "slow.phone"}))
    assert [subject for subject, _ in roll] == ["1", "2"]


def test_customers_are_found_by_their_own_columns_only(url: str, connect: Open) -> None:
    with pytest.raises(SourceError, match="core finds customers by columns of customers only"):
        asyncio.run(connect(url).roll({"phone": "charges.merchant"}))


# ── for every input ────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlSource]:
    source = SqlSource("core", STORE, build(f"sqlite:///{tmp_path_factory.mktemp('town') / 'town.db'}"), ACTIONS)
    yield source
    source.close()


@given(subject=st.text(max_size=30), elements=st.lists(st.sampled_from(sorted(STORE.holds)), unique=True))
def test_whoever_is_asked_for_only_their_own_rows_come(town: SqlSource, subject: str, elements: list[str]) -> None:
    try:
        found = fetched(town, subject, *elements)
    except SourceError:
        assert subject not in {"1", "2"}
        return
    assert set(found) == set(elements)
    if subject not in {"1", "2"}:
        assert not any(found.values())


def rehearsed(source: SqlSource, subject: str, action: str, **arguments: str) -> int | None:
    values = {name: Value(text) for name, text in arguments.items()}
    return asyncio.run(source.rehearse(subject, action, values)).rows


def test_a_dry_run_says_how_many_rows_would_change_and_changes_none(url: str, connect: Open) -> None:
    source = connect(url)
    before = fetched(source, "1", "name")
    assert rehearsed(source, "1", "rename", name="X") == 1
    assert rehearsed(source, "99", "rename", name="X") == 0
    assert fetched(source, "1", "name") == before
    assert act(source, "1", "rename", name="X")
    assert fetched(source, "1", "name") == {"name": ("X",)}


def test_a_dry_run_takes_the_same_arguments(url: str, connect: Open) -> None:
    with pytest.raises(SourceError, match="has no action"):
        rehearsed(connect(url), "1", "rename")
