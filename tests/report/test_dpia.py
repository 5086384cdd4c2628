"""The draft of an impact assessment: seven steps, filled where the estate knows, blank where a person must judge."""

import pytest

from needline.exposure import exposure
from needline.report import Assessment, Grid, Points, dpia
from needline.report.html import dpia_page
from needline.report.markdown import dpia_markdown
from needline.report.part import said
from tests.estates import northgate, shop
from tests.report.test_ropa import SEEN


def texts(draft: Assessment, number: int, title: str) -> list[str]:
    part = next(one for one in draft.steps[number - 1].parts if one.title == title)
    return [one.text for one in said(part)]


def test_the_draft_has_the_seven_steps_of_the_ico_in_order() -> None:
    draft = dpia(shop())
    assert [step.number for step in draft.steps] == [1, 2, 3, 4, 5, 6, 7]
    assert [step.article for step in draft.steps] == [
        "Art. 35(1), (3)",
        "Art. 35(7)(a)",
        "Art. 35(2), (9)",
        "Art. 35(7)(b)",
        "Art. 35(7)(c)",
        "Art. 35(7)(d)",
        "Art. 35(2), (11), Art. 36",
    ]


def test_it_covers_the_journeys_that_are_named_and_no_other() -> None:
    draft = dpia(shop(), ["dispute"])
    assert draft.journeys == ("dispute",)
    scope = next(part for part in draft.steps[1].parts if part.title == "Scope")
    assert isinstance(scope, Grid)
    assert len(scope.rows) == 1
    assert not any("bots answer" in text for text in texts(draft, 1, "What speaks for a high risk"))


@pytest.mark.parametrize(
    ("number", "title", "text"),
    [
        (1, "What speaks for a high risk", "New technology: bots answer customers (ava)"),
        (1, "What speaks for a high risk", "Large scale: 12,000 people on file"),
        (2, "Nature and purposes", "balance (user.financial.bank_account): shown in full"),
        (2, "Scope", "410,000"),
        (
            4,
            "What is held back already",
            "Of 198 pairs of a journey and an element, 30 are shown at all and 18 in full",
        ),
        (4, "What is held back already", "Rule: Nobody sees password"),
        (4, "What has to be justified", "Account balance: balance in full; would a range or a mask do?"),
        (6, "Further options", "stores.transcripts: keep 45d instead of 90d"),
    ],
)
def test_what_the_estate_knows_is_filled_in(number: int, title: str, text: str) -> None:
    assert text in texts(dpia(northgate().estate), number, title)


def test_every_risk_has_the_figures_of_the_exposure_and_no_judgement() -> None:
    estate = northgate().estate
    routes = [route for route in exposure(estate).routes if route.a_year.high > 0]
    grid = next(part for part in dpia(estate).steps[4].parts if part.title == "Risks to people")
    assert isinstance(grid, Grid)
    assert len(grid.rows) == min(len(routes), 25) + (len(routes) > 25) + 1
    likelihood, overall = grid.headings.index("Likelihood"), grid.headings.index("Overall")
    assert all(one.blank for row in grid.rows for at in (likelihood, overall) for one in row[at])


def test_nothing_of_the_sign_off_is_made_up() -> None:
    outcome = dpia(shop()).steps[6].parts[0]
    assert isinstance(outcome, Grid)
    assert all(one.blank for row in outcome.rows for cell in row[1:] for one in cell)


def test_what_conversations_held_and_nobody_declared_is_a_question_a_risk_and_an_option() -> None:
    draft = dpia(shop(), observed=SEEN)
    seen = (
        "Order status: card number: given by customers in 290, asked for in 300 of 400 conversations; must never be"
    )
    assert f"{seen}; why is it there?" in texts(draft, 4, "What has to be justified")
    assert seen in texts(draft, 5, "Risks that were seen")
    assert any("Stop asking for card number" in text for text in texts(draft, 6, "Further options"))


def test_what_is_declared_and_never_came_up_is_asked_about() -> None:
    assert "Order status: address never came up in 400 conversations; is it needed?" in texts(
        dpia(shop(), observed=SEEN), 4, "What has to be justified"
    )


def test_without_a_scan_what_conversations_hold_is_a_blank() -> None:
    draft = dpia(shop())
    assert [one for one in texts(draft, 5, "Risks that were seen") if not one.startswith("[to be completed")] == []


def test_a_measure_that_protects_some_journeys_says_which() -> None:
    assert (
        "Birth date is only compared with what the customer says (a disputed charge, a lost or stolen card and a "
        "change of phone number)" in texts(dpia(northgate().estate), 6, "In force")
    )


HOSTILE = "<b>|`[x](y)` *z*"


def test_the_page_escapes_whatever_the_estate_says() -> None:
    page = dpia_page(dpia(shop(("estate: Shop", f"estate: '{HOSTILE}'"))))
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_markdown_keeps_names_from_being_markup() -> None:
    text = dpia_markdown(dpia(shop(("estate: Shop", f"estate: '{HOSTILE}'"))))
    assert text.startswith(r"# \<b\>\|\`\[x\](y)\` \*z\*")
    assert HOSTILE not in text


def test_every_row_of_a_markdown_table_has_as_many_cells_as_its_headings() -> None:
    draft = dpia(northgate().estate)
    grids = [part for step in draft.steps for part in step.parts if isinstance(part, Grid)]
    lines = [line for line in dpia_markdown(draft).splitlines() if line.startswith("|")]
    assert len(lines) == sum(len(grid.rows) + 2 for grid in grids)
    assert all(len(row) == len(grid.headings) for grid in grids for row in grid.rows)


def test_both_renderings_hold_every_blank() -> None:
    draft = dpia(shop())
    open_ = sum(one.blank for one in draft.statements())
    assert dpia_page(draft).count("<mark>") == open_ + 1
    assert dpia_markdown(draft).count("**\\[to be completed: ") == open_ + 1
    assert any(isinstance(part, Points) for step in draft.steps for part in step.parts)
