"""A comparison as a comment on a pull request: read in seconds, and nothing in an estate becomes markup."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from needline.comparison import compare, markdown, move
from needline.comparison.markdown import escaped
from needline.estate import Estate, Trigger
from tests.comparison.estates import estates
from tests.estates import northgate

BANK = northgate().estate
OURS = re.compile(r"</?(code|details|summary)>")
nasty = st.text(alphabet="|`<>*_[]()!#@&\\~:/.\n\r\x1b ab1\u202e", max_size=30) | st.text(max_size=30)


def test_a_move_as_a_comment() -> None:
    lines = list(markdown(compare(BANK, move(BANK, ["balance_inquiry"], "billing_desk"))))
    assert lines[0] == (
        "**needline: ❌ FAIL** <code>opens: billing_desk sees balance full for balance_inquiry "
        "(customer two-factor, staff two-factor)</code>"
    )
    assert lines[2].startswith("1 opens, 1 closes. Exposure a year ")
    assert lines[4:8] == [
        "| | journeys | what changed | |",
        "|---|---|---|---|",
        (
            "| `~` | <code>balance_inquiry</code> | <code>moved from ava to billing_desk: sees balance full</code> "
            "| ⚠️ loosens |"
        ),
        "",
    ]
    assert "<details><summary>Reach in a day, in harm points</summary>" in lines
    assert lines.count("</details>") == sum(line.startswith("<details>") for line in lines) == 4


def test_no_change_is_two_lines() -> None:
    verdict, _, counts, _ = markdown(compare(BANK, BANK))
    assert verdict == "**needline: ✅ PASS** <code>nothing opens</code>"
    assert counts.startswith("0 open, 0 close. ")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("card_number masked → full", "card_number masked → full"),
        ("_a_ *b* ~c~", "&#95;a&#95; &#42;b&#42; &#126;c&#126;"),
        ("a | b", "a &#124; b"),
        ("`x`", "&#96;x&#96;"),
        ("</code><script>", "&#60;/code&#62;&#60;script&#62;"),
        ("&lt;", "&#38;lt;"),
        ("[x](y)", "&#91;x&#93;(y)"),
        ("@all #1 !2", "&#64;all &#35;1 &#33;2"),
        ("https://x.example", "https&#58;//x&#46;example"),
        ("www.x.example", "www&#46;x&#46;example"),
        ("a\n# b", "a\\n&#35; b".replace("\\", "&#92;")),
        ("\x1b[31m\u202e", "&#92;x1b&#91;31m&#92;u202e"),
    ],
)
def test_what_could_be_markup_is_shown_as_it_is(said: str, shown: str) -> None:
    assert escaped(said) == shown


@given(nasty)
def test_nothing_of_a_text_stays_live(said: str) -> None:
    shown = escaped(said)
    assert not set(shown) & set("|`<>*[]~@\\!\n\r")
    assert re.sub(r"&#\d+;", "", shown).count("&") == 0
    assert "#" not in re.sub(r"&#\d+;", "", shown)
    assert "://" not in shown


@given(nasty, nasty, nasty)
@settings(max_examples=50)
def test_an_estate_cannot_write_into_the_comment(called: str, said: str, title: str) -> None:
    journey = replace(BANK.journeys["complaint"], called=called, a_year=1)
    after = replace(
        BANK,
        estate=title,
        journeys={**BANK.journeys, "complaint": journey},
        triggers={Trigger.HIGH_STAKES: {"en": (*BANK.triggers[Trigger.HIGH_STAKES]["en"], f"word {said}")}},
    )
    for line in markdown(compare(BANK, after)):
        assert "\n" not in line
        bare = OURS.sub("", line)
        assert not set(bare) & set("<>")
        assert bare.count("`") in {0, 2}
        assert bare.count("|") in {0, 5}


@given(estates(), estates())
@settings(max_examples=25)
def test_every_fold_is_closed_and_every_row_whole(before: Estate, after: Estate) -> None:
    lines = list(markdown(compare(before, after)))
    assert sum("<details>" in line for line in lines) == sum(line == "</details>" for line in lines)
    assert all(line.count("|") == 5 for line in lines if line.startswith("|"))


def test_what_does_not_fit_into_a_comment_is_said_to_be_left_out() -> None:
    comparison = compare(BANK, move(BANK, ["balance_inquiry"], "billing_desk"))
    whole, cut = list(markdown(comparison)), list(markdown(comparison, room=700))
    assert cut[-1] == "*there is more than fits here; `needline diff` tells all of it*"
    assert cut[0] == whole[0]
    assert sum(map(len, cut)) < 800 < sum(map(len, whole))
    assert not any("more than fits" in line for line in whole)
    assert cut.count("</details>") == sum(line.startswith("<details>") for line in cut)
