"""The colours of the map: readable in light and dark, by numbers (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from importlib.resources import files

import pytest

from tests.web.test_style import contrast
from tests.web.test_style import tokens as of_the_console

HARMS = ("1", "3", "10", "30", "none")


def tokens(sheet: str, scheme: str) -> dict[str, str]:
    """The colours of a scheme in one of the sheets of the map."""
    text = files("needline.map").joinpath(sheet).read_text(encoding="utf-8")
    light, _, dark = text.partition("prefers-color-scheme: dark")
    block = light if scheme == "light" else dark.partition("@layer")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("harm", HARMS)
def test_letters_stand_out_from_their_cells_and_frames_from_the_ground(scheme: str, harm: str) -> None:
    colours = tokens("static/map.css", scheme)
    card = tokens("pages/alone.css", scheme)["card"]
    assert contrast(colours[f"harm-{harm}-ink"], colours[f"harm-{harm}"]) >= 4.5
    assert contrast(colours[f"harm-{harm}-edge"], card) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_alarm_stands_out(scheme: str) -> None:
    colours = tokens("static/map.css", scheme)
    assert contrast(colours["alarm-ink"], colours["alarm"]) >= 4.5
    assert contrast(colours["alarm"], tokens("pages/alone.css", scheme)["card"]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_map_by_itself_has_the_colours_of_the_console(scheme: str) -> None:
    alone = tokens("pages/alone.css", scheme)
    assert alone
    assert alone.items() <= of_the_console(scheme).items()


def test_dark_changes_every_colour_of_the_map() -> None:
    assert tokens("static/map.css", "light").keys() == tokens("static/map.css", "dark").keys()
