"""The estate as Mermaid text: one box a thing, and no name that means something to Mermaid."""

import re

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from needline.map import mermaid
from tests.estates import northgate, shop

BOX = r"""\w+(?:\(\[|\{\{|\[\(|\[)"[^"]*"(?:\]\)|\}\}|\)\]|\])(?::::\w+)?"""
ARROW = r"""\w+ (?:-->(?:\|"[^"]*"\|)?|---) \w+"""
LINE = re.compile(rf"  (?:{BOX}|{ARROW}|classDef \w+ [\w:-]+)")


def test_the_bank_says_who_sees_what_in_which_form() -> None:
    text = mermaid(northgate().estate)
    assert text.startswith("flowchart LR\n")
    assert '  d_ava{{"Ava (bot)"}}' in text
    assert '  d_billing_desk -->|"masked"| e_card_number' in text
    assert "  c_phone --> d_billing_desk" in text
    assert "  e_card_number --- s_core" in text
    assert "e_password" not in text  # nobody sees it


def test_every_line_is_a_box_an_arrow_or_a_style() -> None:
    assert [line for line in mermaid(northgate().estate).splitlines()[1:] if not LINE.fullmatch(line)] == []


@given(st.text(max_size=80))
def test_no_name_breaks_a_line_or_a_label(called: str) -> None:
    estate = shop()
    odd = replace(estate, elements={name: replace(one, called=called) for name, one in estate.elements.items()})
    lines = mermaid(odd).splitlines()
    assert len(lines) == len(mermaid(estate).splitlines())
    assert [line for line in lines[1:] if not LINE.fullmatch(line)] == []
    assert not any(set(line) & {"<", "`", "\\"} for line in lines)


def test_too_much_for_mermaid_is_left_out_and_counted() -> None:
    estate = shop()
    desks = {f"d{at}": estate.desks["till"] for at in range(300)}
    journeys = {f"j{at}": replace(estate.journeys["dispute"], by=f"d{at}") for at in range(300)}
    text = mermaid(replace(estate, desks=desks, journeys=journeys))
    assert len(re.findall(" --[>-]", text)) < 500
    assert len(text) < 50_000
    assert "and 140 lines more" in text
