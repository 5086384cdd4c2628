"""The style sheet: readable in light and dark, by numbers (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from needline.web.assets import ASSETS

SHEET = ASSETS["needline.css"].body.decode()
TEXT = [
    *((ink, ground) for ink in ("ink", "quiet", "accent-text") for ground in ("paper", "card", "sunk")),
    *((ink, f"{ink}-soft") for ink in ("good", "bad", "warm")),
    *(("ink", f"{ground}-soft") for ground in ("good", "bad", "warm", "accent")),
    ("accent-ink", "accent"),
    ("accent-text", "accent-soft"),
    ("quiet", "good-soft"),
]


def tokens(scheme: str) -> dict[str, str]:
    """The colours of a scheme; dark changes every one of them."""
    light, _, dark = SHEET.partition("prefers-color-scheme: dark")
    block = light if scheme == "light" else dark.partition("@layer")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definitions)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out(scheme: str, ink: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), [("edge", "card"), ("accent", "paper"), ("accent", "card")])
def test_fields_and_focus_stand_out(scheme: str, edge: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[edge], colours[ground]) >= 3


def test_both_schemes_name_the_same_colours() -> None:
    assert tokens("light").keys() == tokens("dark").keys()


@pytest.mark.parametrize("name", [name for name in ASSETS if name.endswith(".js")])
def test_a_script_is_a_custom_element_of_under_fifty_lines(name: str) -> None:
    script = ASSETS[name].body.decode()
    assert script.count("customElements.define") == 1
    assert len(script.splitlines()) < 50
