"""Links are found by scheme, www or path, their tokens as secrets; files, products and versions are none."""

import pytest

from needline.spot.finding import Found
from needline.spot.written.links import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.com/a?b=1#c",
        "http://mvpspecials.it/",
        "https://AmateurDeveloper.com.au",
        "ftp://files.example.org/x.zip",
        "http://localhost:8000/x",
        "https://10.0.0.1/admin",
        "www.example.de",
        "example.com/orders/1234",
        "https://example.org/a_(b)",
    ],
)
def test_a_link_is_found_without_the_sign_behind_it(link: str) -> None:
    for text in (link, f"see {link}.", f"see {link}, please", f"<{link}>", f'href="{link}"'):
        assert marks(text) == [link]


@pytest.mark.parametrize(
    "text",
    [
        "node.js and asp.net",
        "version 1.2.3, e.g. this",
        "see index.html or report.final.pdf",
        "order at 10.30 or 11.45/12.00",
        "and/or, w/o, 24/7",
        "ann@example.com/",
        "I paid.Then I left",
        "https://",
    ],
)
def test_files_products_and_ends_of_sentences_are_none(text: str) -> None:
    assert marks(text) == []


def test_what_a_link_opens_with_is_a_secret() -> None:
    text = "https://example.com/reset?token=" + "k3Jf82hs"
    assert Marks(RULES[1:]).named(text) == [("k3Jf82hs", Found.ACCESS_KEY)]
    assert Marks(RULES[1:])("https://example.com/?page=12345678&sort=ascending") == []
