"""The customer's chat, without script, in front of the real bot."""

import re

from tests.web.houses import CONTACT, Guest, Town


def test_the_bot_answers_what_needs_no_data(guest: Guest) -> None:
    guest.open("/chat")
    assert "Monday to" in guest.send("/chat", text="When are you open?")


def test_nothing_of_anybody_is_told_before_they_sign_in(town: Town, guest: Guest) -> None:
    guest.open("/chat")
    told = guest.send("/chat", text="Where is my new card?")
    assert "as soon as you have signed in" in told
    assert 'action="/chat/sign-in"' in guest.page.text
    assert "debit card" not in told


def test_the_wish_is_remembered_and_answered_after_signing_in(town: Town, guest: Guest) -> None:
    guest.open("/chat")
    guest.send("/chat", text="Where is my new card?")
    guest.send("/chat/sign-in")
    town.prove(guest, guest.page.url.path, email="amara@northgate-mail.example")
    told = guest.open("/chat")
    assert "debit card" in told
    assert "You are signed in for this conversation" in told
    assert 'action="/chat/sign-in"' not in guest.page.text


def test_a_card_number_is_gone_before_anybody_reads_it(town: Town, guest: Guest) -> None:
    guest.open("/chat")
    told = guest.send("/chat", text="my card is 4242 4242 4242 4242")
    assert "my card is [card number]" in told
    assert "4242" not in told
    assert not [turn for turn in town.stage.bot.turns if "4242" in str(turn)]
    assert b"4242 4242" not in town.stage.state.read_bytes()


def test_after_a_hand_over_people_have_the_contact_and_the_bot_is_silent(town: Town, guest: Guest) -> None:
    guest.open("/chat")
    told = guest.send("/chat", text="someone stole my card and I see payments I did not make")
    assert "You are with our card safety desk. The bot no longer takes part." in told
    heard = len(town.stage.bot.turns)
    guest.send("/chat", text="hello? are you still there?")
    assert len(town.stage.bot.turns) == heard
    assert guest.page.text.count('data-who="bot"') == 0


def test_german_all_the_way(guest: Guest) -> None:
    assert "Ihre Nachricht" in guest.open("/chat?language=de")
    assert '<html lang="de">' in guest.page.text
    told = guest.send("/chat", text="Wo ist meine neue Karte?", language="de")
    assert "sobald Sie sich angemeldet haben" in told
    assert "Zeigen Sie, dass Sie es sind" in guest.send("/chat/sign-in")


def test_a_conversation_keeps_the_language_it_began_in(guest: Guest) -> None:
    guest.open("/chat")
    guest.send("/chat", text="hello", language="en")
    assert "Your message" in guest.open("/chat?language=de")
    assert "Ihre Nachricht" in guest.send("/chat/new", language="de")


def test_what_somebody_writes_is_text_and_nothing_else(guest: Guest) -> None:
    guest.open("/chat")
    guest.send("/chat", text="<script>alert(1)</script>{{ 7 * 7 }}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in guest.page.text
    assert "<script>alert" not in guest.page.text


def test_a_new_conversation_begins_empty(guest: Guest) -> None:
    guest.open("/chat")
    guest.send("/chat", text="remember the herons")
    assert "herons" not in guest.send("/chat/new", language="en")


def test_nobody_reads_the_chat_of_another_browser(town: Town, guest: Guest) -> None:
    guest.open("/chat")
    guest.send("/chat", text="remember the herons")
    with town.guest() as other:
        assert "herons" not in other.open("/chat")
        assert "herons" not in other.open("/chat/turns")


def test_the_part_that_refreshes_itself_says_what_the_page_says(guest: Guest) -> None:
    guest.open("/chat")
    guest.send("/chat", text="someone stole my card")
    page = guest.page.text
    guest.open("/chat/turns")
    assert re.findall(r'id="turn-\d+"', guest.page.text) == re.findall(r'id="turn-\d+"', page)
    assert "<html" not in guest.page.text
    assert CONTACT.search(guest.words)


def test_an_empty_message_and_a_sign_in_out_of_nowhere_begin_nothing(town: Town, guest: Guest) -> None:
    before = len(town.entries(kind="opened"))
    guest.open("/chat")
    guest.send("/chat", text="   ")
    guest.send("/chat/sign-in")
    assert len(town.entries(kind="opened")) == before


def test_a_message_that_is_too_long_is_cut(guest: Guest) -> None:
    guest.open("/chat")
    guest.send("/chat", text="ab " * 3000)
    assert guest.page.text.count("ab ") <= 1400
