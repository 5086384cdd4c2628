"""What is read in words: triggers in the customer's, forbidden questions in the bot's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.contact import Contact
from needline.estate import Trigger
from needline.gate.messages import message
from needline.gate.speech import over_collects, trigger
from tests.estates import northgate, shop_policy

POLICY = northgate()
SAFETY, PERSON = Trigger.HIGH_STAKES, Trigger.ASKS_FOR_PERSON

FIRES = [
    ("my card was stolen", SAFETY),
    ("STOLEN!", SAFETY),
    ("I didn't make this payment", SAFETY),
    ("I didn’t make this payment", SAFETY),
    ("I didnt make this payment", SAFETY),
    ("I did not make this payment", SAFETY),
    ("I don’t recognise it", SAFETY),
    ("identity-theft", SAFETY),
    ("I'll go to the ombudsman", SAFETY),
    ("das war ich nicht, ich habe das nicht veranlasst", SAFETY),
    ("Betru\u0308ger!", SAFETY),
    ("Schlichtungsstelle", SAFETY),
    ("get me a human", PERSON),
    ("I want to speak to a person", PERSON),
    ("Ich will einen Mitarbeiter", PERSON),
    ("a human, I was robbed", SAFETY),
    ("the human robbed me", SAFETY),
    ("where is my card?", None),
    ("I make this payment and did not", None),
    ("stolenness", None),
    ("did not. Make", SAFETY),  # a full stop parts no words
    ("", None),
]


@pytest.mark.parametrize(("text", "fired"), FIRES)
def test_words_that_hand_over(text: str, fired: Trigger | None) -> None:
    assert trigger(POLICY, text) is fired


def test_a_trigger_of_an_estate_may_be_as_long_as_it_likes() -> None:
    long = "you will hear from my very good friends at the bar"
    policy = shop_policy(("[ombudsman]", f"[{long}, x]"))
    assert trigger(policy, f"Well, {long.upper()}!") is SAFETY
    assert trigger(policy, long.removesuffix(" bar")) is None
    assert trigger(policy, "x") is SAFETY


def test_a_trigger_of_another_kind_fires_after_the_others() -> None:
    policy = shop_policy(("high_stakes: {en: [ombudsman]}", "over_collection: {en: [passport]}"))
    assert trigger(policy, "here is my passport") is Trigger.OVER_COLLECTION
    assert trigger(policy, "my passport, human") is Trigger.ASKS_FOR_PERSON
    assert trigger(policy, "my passport was stolen") is SAFETY


ASKS = [
    "What is your password?",
    "What's your password?",
    "What are your passwords?",
    "Which PIN do you use?",
    "Your password?",
    "Your password please.",
    "your password，please？",
    "Password?",
    "Your password？",
    "Hello! What is your password? Thanks.",
    "Please tell me your PIN",
    "Please send me your card number.",
    "Enter the one-time code here",
    "I need your passcode to continue",
    "I would like your CVV",
    "Can I have your CVV",
    "May I have your security code",
    "We reset your account, what is your password?",
    "No problem, please send me your password.",
    "Don't worry, please send me your password.",
    "Don’t worry please send me your password.",
    "Do not hesitate to send me your password.",
    "Please do not send your password, just tell me your PIN",
    "We never share your data, what is your password?",
    "Why not send me your password?",
    "Can't you just tell me your password?",
    "Could you tell me, for verification, your card number.",
    "To reset your password tell me the long number.",
    "I have to ask for your password",
    "What would you like your new password to be?",
    "What do you want to change your password to?",
    "To proceed confirm card_number",
    "Wie lautet Ihr Passwort?",
    "Was ist Ihre PIN?",
    "Welches Kennwort haben Sie?",
    "Bitte nennen Sie mir Ihre Kartennummer.",
    "Können Sie mir Ihr Passwort nennen?",
    "Ihr Passwort bitte",
    "Ihre PIN eingeben",
    "Ihre PIN eingeben, dann geht es weiter.",
    "Ihr Einmalcode?",
]

TELLS = [
    "",
    "Hello",
    "What is your name?",
    "Where is your new card? I can look that up.",
    "We will never ask for your password.",
    "We will never ask for your password, PIN or full card number.",
    "Nobody there will ask for your password or PIN. Your reference is X.",
    "No one needs your PIN, so tell no one your PIN",
    "Please do not send your card number",
    "Please don't send your card number",
    "Please never send your password, PIN or card number.",
    "We won't ever need your password.",
    "You don't need to tell me your password.",
    "There is no need to send your password.",
    "Don't share your PIN with anyone.",
    "Did you know that we never ask for your password?",
    "You can reset your password under settings.",
    "Please reset your password.",
    "Your password was reset, please sign in.",
    "Have you forgotten your password?",
    "You can use your PIN at any ATM.",
    "Keep your PIN secret.",
    "Your PIN was sent by post. Can I do anything else?",
    "Your new PIN is on its way.",
    "Your password and code go to the sign-in page only.",
    "The spinning pinwheel, please?",
    "Wir fragen nie nach Ihrem Passwort.",
    "Niemand wird Sie nach Ihrem Passwort fragen.",
    "Sie müssen Ihr Passwort nicht nennen.",
    "Müssen Sie Ihr Passwort nie nennen?",
    "Bitte geben Sie Ihr Passwort nie weiter.",
    "Bitte senden Sie uns keine Kartennummer.",
    "Nennen Sie niemandem Ihre PIN!",
    "Bitte schützen Sie Ihre PIN.",
    "Passwort und Code gehören nur dorthin.",
]


@pytest.mark.parametrize("text", ASKS)
def test_a_bot_that_asks_for_what_its_journey_never_asks_for_is_caught(text: str) -> None:
    assert over_collects(POLICY, "card_delivery", text)


@pytest.mark.parametrize("text", TELLS)
def test_a_bot_may_say_that_nobody_asks_and_speak_of_it(text: str) -> None:
    assert not over_collects(POLICY, "card_delivery", text)


def test_a_secret_is_asked_for_by_no_journey() -> None:
    for journey in (*POLICY.journeys, "a journey that there is not"):
        assert over_collects(POLICY, journey, "What is your password?")
        assert not over_collects(POLICY, journey, "Where do you live?")


def test_what_a_journey_does_not_forbid_it_may_ask_for() -> None:
    assert not over_collects(POLICY, "opening_hours", "What is your card number?")
    policy = shop_policy(("    never: [card_number]", "    never: [card_number, phone]"))
    assert over_collects(policy, "order_status", "What is your phone?")
    assert over_collects(policy, "order_status", "What is your CVC?")
    assert not over_collects(policy, "order_status", "What is your birthday?")


@pytest.mark.parametrize(("category", "name"), [
    ("user.demographic.date_of_birth", "date of birth"), ("user.demographic.date_of_birth", "Geburtsdatum"),
    ("user.government_id.passport_number", "passport number"), ("user.government_id", "social security"),
    ("user.financial.credit_card", "long number"), ("user.authorization.password", "Kennwort"),
])  # fmt: skip
def test_an_element_is_forbidden_by_its_own_name_and_by_what_people_call_its_kind(category: str, name: str) -> None:
    policy = shop_policy(
        ("elements:\n", f"elements:\n  my_thing: {{is: {category}, harm: 1}}\n"),
        ("never: [card_number]", "never: [my_thing]"),
    )
    assert over_collects(policy, "order_status", f"What is your {name}?")
    assert over_collects(policy, "order_status", "What is my thing?")


def test_what_the_house_says_would_pass_its_own_gate() -> None:
    for language in ("en", "de"):
        contact = Contact(id="K7TQ", channel="chat", journey="card_delivery", desk="front_desk", language=language)
        for occasion in ("hand_over", "masked", "ask_proof", "signed_in"):
            for policy in (POLICY, shop_policy()):
                assert not over_collects(POLICY, "card_delivery", message(policy, occasion, contact))


HOSTILE = [
    "never a " * 12_000, "send a " * 14_000, "what " * 20_000, "password " * 11_000, "reset password " * 7_000,
    "password " * 5_000 + "reset " * 9_000, "nicht " * 16_000, "can't " * 16_000, "a" * 100_000, "? " * 50_000,
    "pin," * 25_000, " " * 100_000, "sagen " * 16_000, "do not " * 14_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_takes_no_longer_than_other_text(text: str) -> None:
    assert over_collects(POLICY, "card_delivery", text) in {True, False}
    assert trigger(POLICY, text) is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert over_collects(POLICY, "card_delivery", text) in {True, False}
    assert trigger(POLICY, text) in {None, *Trigger}


@given(st.sampled_from(ASKS), st.sampled_from(TELLS))
def test_what_is_asked_is_asked_whatever_is_said_before(asks: str, tells: str) -> None:
    assert over_collects(POLICY, "card_delivery", f"{tells}\n{asks}")
