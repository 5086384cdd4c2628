"""Whole databases: what values say, who may read, what could not be read, and that no value comes out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from needline.discover.connecting import sources
from needline.discover.discovery import Store, discovered
from needline.discover.drafting import drafted
from needline.errors import SourceError
from needline.estate import read
from needline.policy import compile_policy

SECRET = "zebra-crossing"  # in values; in nothing that comes out
PEOPLE = f"""
    CREATE TABLE customers (id INTEGER PRIMARY KEY, c_7 TEXT, phone TEXT, notes TEXT, password TEXT, city TEXT);
    CREATE TABLE "order lines" (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), comment TEXT);
    CREATE TABLE fields (id INTEGER PRIMARY KEY, label VARCHAR(50));
    CREATE TABLE ticket_field_values (id INTEGER PRIMARY KEY, field_id INTEGER REFERENCES fields (id), value TEXT);
    CREATE TABLE events (id INTEGER PRIMARY KEY, payload JSON);
    INSERT INTO fields VALUES (1, 'Colour'), (2, 'Date of birth');
    INSERT INTO ticket_field_values (field_id, value) VALUES (1, '{SECRET}'), (2, '1980-01-02');
    INSERT INTO events (payload) VALUES ('{{"user": {{"email": "{SECRET}@mail.example"}}, "n": [1]}}');
"""


@pytest.fixture
def shop(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'shop.sqlite'}"
    rows = ", ".join(f"('{SECRET}{at}@mail.example', 'yes', 'call {SECRET}', 'x', 'Ulm')" for at in range(20))
    _run(url, PEOPLE + f"INSERT INTO customers (c_7, phone, notes, password, city) VALUES {rows};")
    return url


def _run(url: str, script: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in filter(str.strip, script.split(";")):
            connection.execute(text(statement.replace(":", "\\:")))
    engine.dispose()


def _seen(url: str, most: int = 1_000) -> Store:
    (source,) = sources((url,), {})
    return discovered(source, most=most)


def test_values_speak_where_a_name_says_nothing_and_contradict_one_that_is_wrong(shop: str) -> None:
    found = {one.column: one for one in _seen(shop).findings}
    assert found["customers.c_7"].category == "user.contact.email"
    assert "customers.phone" not in found
    assert found["customers.notes"].container


def test_json_is_told_by_path_and_a_field_by_its_name(shop: str) -> None:
    found = {one.column: one for one in _seen(shop).findings}
    assert [(one.where, one.category) for one in found["events.payload"].inside] == [
        ("user.email", "user.contact.email")
    ]
    assert [one.where for one in found["ticket_field_values.value"].inside] == ["Date of birth"]


def test_no_value_comes_out(shop: str) -> None:
    store = _seen(shop)
    assert SECRET not in repr(store)
    assert SECRET not in drafted([store]).text


def test_with_a_sample_of_nothing_only_names_are_judged(shop: str) -> None:
    assert "customers.c_7" not in {one.column for one in _seen(shop, most=0).findings}


def test_the_draft_is_an_estate_that_can_be_enforced(shop: str) -> None:
    draft = drafted([_seen(shop)])
    estate = read("draft.yaml", {"draft.yaml": draft.text.encode()}.__getitem__).estate
    compile_policy(estate)
    assert estate.stores["shop"].person == "customers.id"
    assert estate.stores["shop"].ties == {"order lines": "customer_id"}
    assert estate.people == 20


@pytest.mark.parametrize("address", ["nonsense", "env:NOT_SET", "mysql://u:s3cret@h/d", "sqlite:////no/such/file.db"])
def test_an_address_of_no_use_says_so_without_its_password(address: str) -> None:
    with pytest.raises(SourceError) as error:
        _seen(address)
    assert "s3cret" not in str(error.value)


def test_text_that_is_not_utf_8_is_read_all_the_same(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'odd.sqlite'}"
    _run(url, "CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT)")
    _run(url, "INSERT INTO customers (email) VALUES (CAST(x'ff41' AS TEXT))")
    assert _seen(url).unread == ()


# ── PostgreSQL ─────────────────────────────────────────────────────────────────────────────────────
RIGHTS = """
    CREATE TABLE customers (id int PRIMARY KEY, email text, birth_date date, city text);
    INSERT INTO customers SELECT n, 'a' || n || '@mail.example', '1980-01-01', 'Ulm' FROM generate_series(1, 30) n;
    CREATE TABLE locked (id int PRIMARY KEY, phone text);
    CREATE VIEW towns AS SELECT id, email FROM customers;
    CREATE ROLE {0}reader LOGIN; CREATE ROLE {0}viewer LOGIN; CREATE ROLE {0}group;
    CREATE ROLE {0}member LOGIN IN ROLE {0}group;
    GRANT SELECT (email) ON customers TO {0}reader; GRANT SELECT ON towns TO {0}viewer;
    GRANT SELECT ON customers TO {0}group;
"""


@pytest.fixture
def roles(postgresql_url: str) -> Iterator[str]:
    """The prefix of roles that this test made; roles are the server's, not the database's."""
    prefix = "discover_"
    _run(postgresql_url, RIGHTS.format(prefix))
    yield prefix
    names = ", ".join(prefix + name for name in ("reader", "viewer", "group", "member"))
    _run(postgresql_url, f"DROP OWNED BY {names}; DROP ROLE {names}")


def test_grants_tell_who_can_read_which_personal_column(postgresql_url: str, roles: str) -> None:
    held = {one.role: dict(one.columns) for one in _seen(postgresql_url).granted}
    assert held[f"{roles}reader"] == {"customers.email": "table"}
    assert held[f"{roles}viewer"] == {"customers.email": "view towns"}
    assert held[f"{roles}member"] == {
        "customers.birth_date": "table", "customers.city": "table", "customers.email": "table"
    }  # fmt: skip
    assert f"{roles}group" not in held


def test_a_table_without_permission_is_told_and_the_rest_finished(postgresql_url: str, roles: str) -> None:
    (source,) = sources((postgresql_url,), {})
    engine = create_engine(source.engine.url.set(username=f"{roles}member"))
    seen = discovered(type(source)(name="db", at="env:DB", engine=engine))
    assert [str(one) for one in seen.unread] == ["db.locked: no permission"]
    assert "customers.email" in {one.column for one in seen.findings}
    assert "locked.phone" in {one.column for one in seen.findings}


def test_a_column_without_permission_is_told_by_its_name(postgresql_url: str, roles: str) -> None:
    (source,) = sources((postgresql_url,), {})
    engine = create_engine(source.engine.url.set(username=f"{roles}reader"))
    seen = discovered(type(source)(name="db", at="env:DB", engine=engine))
    assert "db.customers.birth_date: no permission" in [str(one) for one in seen.unread]


def test_a_connection_that_breaks_is_made_again(postgresql_url: str, roles: str) -> None:
    def cut(done: int, of: int, name: str) -> None:
        if done == 0 and name:
            others = "pid <> pg_backend_pid() AND datname = current_database()"
            _run(postgresql_url, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")

    (source,) = sources((postgresql_url,), {})
    seen = discovered(source, progress=cut)
    assert "customers.email" in {one.column for one in seen.findings}
    assert [one.why for one in seen.unread] in ([], ["the connection was lost"])
