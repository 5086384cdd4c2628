"""The finder on schemas that hold not one row, in the manner of systems and languages it was not tuned on."""

from collections.abc import Mapping

import pytest
from sqlalchemy import create_engine, text

from needline.discover.finding import Finding
from needline.discover.judging import Eye, judged
from needline.discover.naming import places
from needline.discover.schema import tables_of
from tests.discover.schemas import SCHEMAS, Verdict, statements, verdicts


def found(schema: str) -> Mapping[tuple[str, str], Finding | None]:
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            for statement in statements(schema):
                connection.execute(text(statement.replace(":", "\\:")))
            tables, _ = tables_of(connection)
    finally:
        engine.dispose()
    there = places(tables)
    return {
        (table.name, column.name): judged(column, there[table.name], None, Eye())
        for table in tables
        for column in table.columns
    }


def agrees(deserved: Verdict, finding: Finding | None) -> bool:
    """Whether the verdict is the one deserved: same second level of the categories, one above the other."""
    if deserved.container:
        return finding is not None and finding.container
    if deserved.category is None or finding is None or finding.category is None:
        return deserved.category is None and finding is None
    a, b = deserved.category, finding.category
    return a.split(".")[:2] == b.split(".")[:2] and (a == b or a.startswith(f"{b}.") or b.startswith(f"{a}."))


# What names alone cannot tell, each with its reason; a finding that goes away is a finding to take off here.
UNTOLD = {
    ("live chat", "accounts", "settings"),  # JSON that says nothing of whom it is
    ("help desk", "user_devices", "location"),
    ("help desk", "user_devices", "fingerprint"),  # a finger's or a browser's?
    ("ticket forms", "ht_email", "email"),  # the company's own mailboxes, in a table called e-mail
    ("ticket forms", "ht_api_key", "ipaddr"),  # of a server
    ("blog shop", "wp_comments", "comment_agent"),
}


@pytest.mark.parametrize("schema", sorted(SCHEMAS))
def test_every_column_has_the_verdict_it_deserves(schema: str) -> None:
    findings = found(schema)
    wrong = [one for one in verdicts(schema) if not agrees(one, findings[one.table, one.column])]
    assert {(schema, one.table, one.column) for one in wrong} == {one for one in UNTOLD if one[0] == schema}
