"""Keys are found by the form that their vendor gives them. Every key here is made up, in pieces."""

import random
import string

import pytest

from needline.spot.finding import Found
from needline.spot.secrets.vendors import RULES, VENDORS
from tests.spot.marks import Marks

marks = Marks(RULES)
LETTERS = string.ascii_letters + string.digits
HEX = "0123456789abcdef"


def some(length: int, of: str = LETTERS) -> str:
    """Return `length` characters of `of`, the same ones each time, a digit among them."""
    return "".join(random.Random(length).choices(of, k=length - 1)) + "7"


@pytest.mark.parametrize(
    ("begins", "rest"),
    [
        ("AKIA", some(16, string.ascii_uppercase)),
        ("gh" + "p_", some(36)),
        ("github" + "_pat_", some(60)),
        ("gl" + "pat-", some(20)),
        ("xo" + "xb-", f"{some(12, string.digits)}-{some(12, string.digits)}-{some(24)}"),
        ("sk" + "_live_", some(24)),
        ("rk" + "_test_", some(24)),
        ("AI" + "za", some(35)),
        ("sk" + "-", some(48)),
        ("sk" + "-proj-", some(60)),
        ("sk" + "-ant-api03-", some(80)),
        ("A" + "C", some(32, HEX)),
        ("S" + "G.", f"{some(22)}.{some(43)}"),
        ("np" + "m_", some(36)),
        ("py" + "pi-", some(100)),
        ("123456789" + ":AA", some(33)),
        ("sh" + "pat_", some(32, HEX)),
        ("ke" + "y-", some(32, HEX)),
        ("h" + "f_", some(34)),
        ("do" + "p_v1_", some(64, HEX)),
        ("da" + "pi", some(32, HEX)),
        ("sq0" + "atp-", some(22)),
        ("ey" + "J", f"{some(20)}.eyJ{some(40)}.{some(43)}"),
    ],
)
def test_a_key_is_found_whole_wherever_it_stands(begins: str, rest: str) -> None:
    key = begins + rest
    for text in (
        key,
        f"pasted it again: {key}",
        f'api_key: "{key}"\n',
        f"key={key}&x=1",
        f"({key}), help",
        f"{key}.",
    ):
        assert marks.named(text) == [(key, Found.ACCESS_KEY)]


@pytest.mark.parametrize(
    "text",
    [
        "sk-learn-is-a-great-package-for-machine-learning",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "9fceb02d0ae598e95dc970b74767f19372d61af8",
        "tracking 1Z999AA10123456784 says delayed",
        "state-of-the-art-customer-service-experience",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA",
        "https://example.com/a-very-long-article-about-keys-2024",
        "------------------------------------------------",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ],
)
def test_ids_words_and_lines_are_no_keys(text: str) -> None:
    assert marks(text) == []


def test_every_vendor_is_named_and_has_a_form() -> None:
    assert all(vendor.name and vendor.follows for vendor in VENDORS)
