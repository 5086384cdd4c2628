"""Records of processing: what of Art. 30(1) an estate knows, and what stays blank."""

import csv
import io
import zipfile

import pytest

from needline.observed import Observed, Sighting, Skipped, Watched
from needline.report import COLUMNS, Activity, ropa
from needline.report.html import ropa_page
from needline.report.sheet import SOURCES, ropa_csv, ropa_xlsx
from needline.report.statement import Statement
from tests.estates import northgate, shop

SEEN = Observed(
    files=1,
    journeys={
        "order_status": Watched(
            conversations=400,
            seen={"orders": Sighting(shown=390), "card_number": Sighting(asked=300, given=290)},
        )
    },
    skipped=(Skipped(file="a.jsonl", line=2, why="is no JSON"),),
)


def row(name: str, *swaps: tuple[str, str], observed: Observed | None = None) -> Activity:
    return next(one for one in ropa(shop(*swaps), observed=observed) if one.journey == name)


def said(activity: Activity, column: str) -> list[str]:
    return [one.text for one in activity.cells[column]]


def test_every_journey_is_one_activity_with_every_column() -> None:
    rows = ropa(northgate().estate)
    assert [one.journey for one in rows] == list(northgate().estate.journeys)
    assert all(set(one.cells) == {column.key for column in COLUMNS} for one in rows)


def test_the_seven_points_of_the_law_have_a_column_each() -> None:
    articles = " ".join(column.article for column in COLUMNS)
    assert all(f"Art. 30(1)({point})" in articles for point in "abcdefg")


@pytest.mark.parametrize(
    ("journey", "column", "statement"),
    [
        ("dispute", "controller", "contact: owner@shop.example"),
        ("dispute", "purposes", "Acting for them: refund"),
        ("order_status", "data", "orders (user.behavior.purchase_history): shown in full"),
        ("order_status", "data", "where it is sent (user.contact.address): shown masked, changed"),
        ("hours", "data", "none: nobody needs to know who asks"),
        ("help", "recipients", "our till (3 agents)"),
        ("order_status", "recipients", "bo (a bot, reached over http)"),
        ("order_status", "recipients", "after a hand-over: vault"),
        ("order_status", "retention", "core: 7 years"),
        ("order_status", "retention", "notes: 90 days"),
        ("dispute", "measures", "Agents of vault sign in with passkey"),
    ],
)
def test_what_the_estate_knows_is_said_with_its_key(journey: str, column: str, statement: str) -> None:
    found = [one for one in row(journey).cells[column] if one.text == statement]
    assert len(found) == 1
    assert found[0].source
    assert not found[0].blank


@pytest.mark.parametrize("column", ["controller", "basis", "subjects", "recipients", "transfers", "observed"])
def test_what_an_estate_cannot_know_is_a_blank(column: str) -> None:
    assert any(one.startswith("[to be completed: ") for one in said(row("dispute"), column))


def test_a_store_that_does_not_say_how_long_is_a_blank_and_no_guess() -> None:
    assert said(row("dispute", ("    keep: 7y\n", "")), "retention")[0] == (
        "[to be completed: how long core keeps it]"
    )


def test_data_of_a_special_kind_asks_for_its_condition() -> None:
    ill = row(
        "dispute", ("charges: {is: user.financial, harm: 10}", "charges: {is: user.health_and_medical, harm: 30}")
    )
    assert any("Art. 9(2)" in one for one in said(ill, "basis"))
    assert said(ill, "data") == ["charges (user.health_and_medical, special): shown in full"]
    assert not any("Art. 9(2)" in one for one in said(row("dispute"), "basis"))


def test_what_conversations_held_stands_beside_what_is_declared() -> None:
    assert said(row("order_status", observed=SEEN), "observed") == [
        "card number: given by customers in 290, asked for in 300 of 400 conversations; must never be",
        "orders: shown in 390 of 400 conversations",
        "The scan left out 1 passage in 1 file",
    ]
    assert said(row("help", observed=SEEN), "observed")[0] == (
        "[to be completed: what is said about help: no conversation of it was scanned]"
    )


def test_csv_has_a_line_for_each_activity_and_says_what_it_rests_on() -> None:
    lines = list(csv.reader(io.StringIO(ropa_csv(ropa(shop())))))
    assert len(lines) == 1 + len(shop().journeys)
    assert lines[0][1] == "Controller and contacts (Art. 30(1)(a))"
    assert lines[0][-1] == SOURCES
    assert "Time limits for erasure: stores.core.keep" in lines[-1][-1]


HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>'


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", " =", "＝"])
def test_no_cell_of_a_csv_is_a_formula(first: str) -> None:
    activity = Statement(f"{first}1+1", "journeys.x")
    rows = [Activity(journey=one.journey, cells={**one.cells, "activity": (activity,)}) for one in ropa(shop())]
    text = ropa_csv(rows)
    cells = [cell for line in list(csv.reader(io.StringIO(text)))[1:] for cell in line]
    assert cells
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]


def test_a_page_shows_every_statement_and_escapes_all_of_them() -> None:
    hostile = shop(("called: our till", f"called: '{HOSTILE}'"))
    page = ropa_page(hostile, ropa(hostile))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    statements = [one for row in ropa(hostile) for cell in row.cells.values() for one in cell]
    assert page.count("<mark>") == 1 + sum(one.blank for one in statements)


def test_a_page_asks_no_network_and_runs_no_script() -> None:
    page = ropa_page(shop(), ropa(shop()))
    assert "default-src 'none'" in page.replace("&#39;", "'")
    assert "http://" not in page
    assert "https://" not in page


def test_a_spreadsheet_holds_texts_alone_under_headings_that_stay() -> None:
    pytest.importorskip("xlsxwriter")
    hostile = shop(("called: our till", f"called: '{HOSTILE}'"))
    with zipfile.ZipFile(io.BytesIO(ropa_xlsx(ropa(hostile)))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 'state="frozen"' in sheet
    assert sheet.count("<row ") == 1 + len(hostile.journeys)
    assert "HYPERLINK" in strings
