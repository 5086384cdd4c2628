"""PINs, card codes, one-time codes, recovery codes and security answers are found by the words beside them."""

import pytest

from needline.spot.finding import Found
from needline.spot.secrets.codes import RULES
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    ("text", "code", "what"),
    [
        ("exp 01/31 and cvv 947", "947", Found.SECURITY_CODE),
        ("caduca 10/30 cvv 9690", "9690", Found.SECURITY_CODE),
        ("CVC: 123", "123", Found.SECURITY_CODE),
        ("my cvv number is 4 5 6", "4 5 6", Found.SECURITY_CODE),
        ("the security code on my card is 987", "987", Found.SECURITY_CODE),
        ("the three digits on the back are 555", "555", Found.SECURITY_CODE),
        ("Prüfziffer 123", "123", Found.SECURITY_CODE),
        ("code de sécurité: 123", "123", Found.SECURITY_CODE),
        ("my pin is 4821", "4821", Found.SECURITY_CODE),
        ("PIN code: 0000", "0000", Found.SECURITY_CODE),
        ("the code you texted me is 750713", "750713", Found.ONE_TIME_CODE),
        ("verification code 482913", "482913", Found.ONE_TIME_CODE),
        ("OTP: 123 456", "123 456", Found.ONE_TIME_CODE),
        ("name raman and otp 4623", "4623", Found.ONE_TIME_CODE),
        ("mein Bestätigungscode lautet 482913", "482913", Found.ONE_TIME_CODE),
        ("el código de verificación es 482913", "482913", Found.ONE_TIME_CODE),
        ("kod sms 482913", "482913", Found.ONE_TIME_CODE),
        ("G-482913 is your Google verification code", "482913", Found.ONE_TIME_CODE),
        ("my recovery code a1b2c-3d4e5 does not work", "a1b2c-3d4e5", Found.ACCESS_KEY),
        ("backup codes 12345678 87654321", "12345678 87654321", Found.ACCESS_KEY),
        (
            "recovery phrase: " + "apple cherry " * 5 + "jungle lemon",
            "apple cherry " * 5 + "jungle lemon",
            Found.ACCESS_KEY,
        ),
        ("my mother's maiden name is Johnson", "Johnson", Found.PASSWORD),
        ("my first pet was Rex", "Rex", Found.PASSWORD),
    ],
)
def test_a_code_is_found_by_the_words_beside_it(text: str, code: str, what: Found) -> None:
    assert marks.named(text) == [(code, what)]


@pytest.mark.parametrize(
    "text",
    [
        "the pin is incorrect, I forgot my PIN",
        "pin my location",
        "my pin isn't working for 3 days",
        "enter the 6 digit code",
        "the cvv is the 3 digit code",
        "the code is not working",
        "promo code 123456, discount code: 12345",
        "error code 404123 and area code 020",
        "zip code 90210, postal code is 12345",
        "sent the code 3 times",
        "the verification code expired after 10 minutes",
        "my card has chip and pin",
        "My first car was stolen",
        "in 2024 I paid 1234",
    ],
)
def test_other_codes_and_talk_of_codes_are_none(text: str) -> None:
    assert marks(text) == []


@pytest.mark.parametrize("what", [Found.SECURITY_CODE, Found.ONE_TIME_CODE, Found.PASSWORD])
def test_digits_in_a_short_answer_are_the_code_that_was_asked_for(what: Found) -> None:
    assert marks.named("4821", what) == [("4821", what)]
    assert marks.named("sure, it's 4821.", what) == [("4821", what)]
    assert marks("4821") == marks("4821", Found.PHONE) == []
