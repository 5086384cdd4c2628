"""E-mail addresses are found as they are meant to be written and as people write them; prose is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.finding import Found
from needline.spot.written.mail import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    "address",
    [  # RFC 5321 section 4.1.2, and RFC 6531 for letters beyond ASCII
        "ann@example.com",
        "ann.lee+shop@mail.example.co.uk",
        "o'brien@example.ie",
        "x_y-z%1@sub-1.example.museum",
        '"john doe"@example.com',
        "jürgen@müller.de",
        "ann@xn--mller-kva.de",
    ],
)
def test_an_address_as_the_standard_has_it_is_found_whole(address: str) -> None:
    for text in (
        address,
        f"my email address is {address}.",
        f"<{address}>",
        f"mail:{address}, thanks",
        f"({address})",
    ):
        assert marks(text) == [address]


@pytest.mark.parametrize(
    "address",
    [
        "west @ example.com",
        "ann＠orange.fr",
        "ann@\u200bexample.com",
        "аnn@ехаmple.com",  # Cyrillic look-alikes
        "ann@example,org",
        "name (at) example DOT org",
        "name[at]example[dot]org",
        "j.doe(at)posteo(dot)de",
        "foo {at} bar {dot} org",
        "foo<at>bar.org",
        "bob[@]corp.io",
        "zach AT hotmail.com",
        "ann2 at example . com",
        "john dot smith at company dot com",
        "k i m b e r l y 7 at example[dot]com",
        "j o h n @ g m a i l . c o m",
        "ann at the rate gmail dot com",
        "ana arroba gmail punto com",
        "piotr.nowak małpa wp.pl",
        "hans.meier ät web.de",
        "kim_at_example_dot_com",
        "ann at yahoo dot co dot uk",
    ],
)
def test_an_address_in_words_and_loose_signs_is_found_whole(address: str) -> None:
    assert marks(address) == [address]
    assert marks(f"write to {address} please") == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("hari 1212 gmailcom", "hari 1212 gmailcom"),
        ("my email address is verginaflgmailcom", "verginaflgmailcom"),
        ("yoursnotmeyohoocom", "yoursnotmeyohoocom"),
        ("its alokjai 15 yahooin", "alokjai 15 yahooin"),
        ("lakshmanan gmailcom", "lakshmanan gmailcom"),
        ("steve at gmail com", "steve at gmail com"),
        ("email is ramgmail", "ramgmail"),
        ("smith 4 arnoldmailcom", "smith 4 arnoldmailcom"),
        ("email address is jhonsusercom", "jhonsusercom"),
    ],
)
def test_an_address_that_lost_its_signs_is_found(text: str, address: str) -> None:
    assert marks(text) == [address]


def test_after_a_question_for_it_any_word_that_ends_like_one_is_an_address() -> None:
    assert marks("wilsonusercom") == []
    assert marks("wilsonusercom", Found.EMAIL) == ["wilsonusercom"]


@pytest.mark.parametrize(
    "text",
    [
        "customer service at amazon dot com",
        "look at amazon dot com",
        "meet at 5 dot com cafe at noon",
        "I shop at amazon.com",
        "login at gmail.com fails",
        "we bought it at example dot com",
        "shopping at example dot org",
        "read at www . whitehouse . gov",
        "follow @acme_support",
        "react@18.2.0 and icon@2x.png",
        "git@github.com:a/b.git",
        "postgres://bob:secret1@db.example.com/app",
        "To: support@example.com",
        "telecom, sitcom, intercom and dotcom",
        "my gmail account, your hotmail, voicemail",
        "gmail is down and I live in the UK",
        "females in alabama",
        "I'm at work . com",
        "pay con tarjeta",
    ],
)
def test_prose_products_and_addresses_of_companies_are_none(text: str) -> None:
    assert marks(text) == []


def test_an_address_of_a_role_is_somebodys_when_they_say_so() -> None:
    assert marks("my email is support@smith-plumbing.example") == ["support@smith-plumbing.example"]


@given(
    st.from_regex(r"[a-z][a-z0-9]{2,12}(\.[a-z]{2,8})?[0-9]{0,3}", fullmatch=True),
    st.sampled_from(("@", " @ ", "(at)", " (at) ", "[at]", " [AT] ", "{at}")),
    st.sampled_from((".", " dot ", "[dot]", "(dot)", " DOT ", " . ")),
    st.sampled_from(("example", "web", "my-shop", "posteo")),
    st.sampled_from(("com", "org", "de", "fr", "io")),
)
def test_every_way_of_writing_the_signs_is_found(local: str, at: str, dot: str, domain: str, ending: str) -> None:
    address = f"{local}{at}{domain}{dot}{ending}"
    if local not in {"support", "help", "service", "contact", "security", "privacy", "abuse"}:
        assert marks(f"> {address} <") == [address]


@given(st.text("a@. -(at)dotgmilcom\n1é", max_size=300))
def test_whatever_is_marked_lies_in_the_text(text: str) -> None:
    assert all(piece and piece in text for piece in marks(text))
