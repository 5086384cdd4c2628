"""What the house says by itself: in the customer's language, in the estate's words where it has them."""

import pytest

from needline.contact import Contact
from needline.gate.messages import message
from tests.estates import northgate, shop_policy

OCCASIONS = ["hand_over", "masked", "ask_proof", "signed_in"]
POLICY = shop_policy()


def contact(language: str = "en", desk: str = "till") -> Contact:
    return Contact(id="K7TQ-2MXD", channel="chat", journey="help", desk=desk, language=language)


def test_the_estates_words_go_before_the_built_in_ones() -> None:
    assert message(POLICY, "hand_over", contact()) == "Over to our till: K7TQ-2MXD"


def test_where_the_estate_has_none_the_built_in_ones_are_said() -> None:
    assert message(POLICY, "hand_over", contact("de")) == (
        "Damit Ihre Daten sicher bleiben, übergebe ich Sie an our till. Sie müssen nichts wiederholen, und niemand "
        "fragt dort nach Passwort oder PIN. Ihr Zeichen: K7TQ-2MXD."
    )
    assert message(POLICY, "signed_in", contact()) == "Thank you, you are signed in."


@pytest.mark.parametrize(("language", "text"), [("de", "Danke, Sie sind angemeldet."),
    ("de-AT", "Danke, Sie sind angemeldet."), ("fr", "Thank you, you are signed in."),
    ("", "Thank you, you are signed in.")])  # fmt: skip
def test_a_language_that_there_is_not_is_its_nearest_or_english(language: str, text: str) -> None:
    assert message(POLICY, "signed_in", contact(language)) == text


def test_a_very_language_goes_before_its_nearest() -> None:
    policy = shop_policy(('{en: "Over to {desk}: {reference}"}', "{de: Bitte sehr, de-AT: Bittschön}"))
    assert message(policy, "hand_over", contact("de-AT")) == "Bittschön"
    assert message(policy, "hand_over", contact("de-CH")) == "Bitte sehr"
    assert message(policy, "hand_over", contact("de-Latn-LI")) == "Bitte sehr"


@pytest.mark.parametrize("occasion", OCCASIONS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_blank_is_left_open(occasion: str, language: str) -> None:
    for policy, desk in ((POLICY, "vault"), (northgate(), "card_safety")):
        text = message(policy, occasion, contact(language, desk))
        assert "{" not in text
        assert (policy.called(desk) in text) == (occasion == "hand_over")


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_german_is_not_english(occasion: str) -> None:
    assert message(POLICY, occasion, contact("de")) != message(POLICY, occasion, contact("en"))
