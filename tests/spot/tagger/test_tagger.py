"""The tagger: what only its surroundings tell, found where it is written."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.finding import Found, Label
from needline.spot.spotter import vocabulary
from needline.spot.tagger import Passage, Tagger, listed
from tests.spot.tagger.small import always, network

TAGGER = Tagger(ordinary=vocabulary())

# Each in a wording of its own: (text, name, what of the address must be found at least).
SAID = [
    ("hi, my name is Margaret Thornbury and I live at 14 Cedar Lane, Leeds", "Margaret Thornbury", "14 Cedar Lane"),
    ("Guten Tag, mein Name ist Wolfgang Schneider, ich wohne in der Lindenstraße 12", "Wolfgang Schneider",
     "Lindenstraße 12"),
    ("Bonjour, je m'appelle Camille Dubois, j'habite 12 rue de la Paix", "Camille Dubois", "12 rue de la Paix"),
    ("Hola, me llamo Javier Hernández y vivo en Madrid", "Javier Hernández", "Madrid"),
    ("Buongiorno, mi chiamo Giulia Rossi, abito in Via Garibaldi 8", "Giulia Rossi", "Via Garibaldi 8"),
    ("Goedemiddag, mijn naam is Pieter van den Berg, ik woon aan de Kerkstraat 21", "Pieter van den Berg",
     "Kerkstraat 21"),
    ("Olá, meu nome é João Silva, moro na Rua das Flores 45", "João Silva", "Rua das Flores 45"),
    ("Dzień dobry, nazywam się Agnieszka Kowalska, mieszkam w Krakowie", "Agnieszka Kowalska", "Krakowie"),
    ("Hej, jag heter Linnea Johansson och bor på Storgatan 5", "Linnea Johansson", "Storgatan 5"),
    ("Hej, mit navn er Mads Jensen, jeg bor på Nørregade 10", "Mads Jensen", "Nørregade 10"),
    ("Hei, nimeni on Matti Virtanen ja asun osoitteessa Mannerheimintie 20", "Matti Virtanen", "Mannerheimintie 20"),
    ("Dobrý den, jmenuji se Petr Novák, adresa: Dlouhá 15, Praha", "Petr Novák", "Praha"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "address"), SAID)
def test_names_and_addresses_are_found_in_twelve_languages(text: str, name: str, address: str) -> None:
    found = TAGGER.find(text)
    covered = {at for finding in found for at in range(finding.start, finding.end)}
    for piece in (name, address):
        start = text.index(piece)
        assert covered.issuperset(at for at in range(start, start + len(piece)) if text[at].isalnum()), piece
    start = text.index(name)
    assert any(one.what is Found.NAME and one.start <= start < one.end for one in found)


NOTHING = [
    "", " \n\t", "where is my order, it should have been here on monday", "thanks, have a nice day",
    "ich warte seit drei Wochen darauf", "je voudrais annuler ma commande", "quiero cambiar mi pedido",
    "vorrei parlare con un operatore", "waar blijft mijn pakket",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_service_text_without_anybody_in_it_holds_nothing(text: str) -> None:
    assert TAGGER.find(text) == ()


def test_why_never_shows_the_value_and_the_score_is_a_probability() -> None:
    for finding in TAGGER.find(SAID[0][0]):
        assert finding.why == "the words around it"
        assert 0 < finding.score <= 1


# ── from words to finds, with networks of which the answer is known ────────────────────────────────
def found(text: str, label: Label, probability: float = 0.9, ordinary: frozenset[str] = frozenset()) -> list[str]:
    tagger = Tagger(always(label, probability), ordinary=ordinary)
    return [text[one.start : one.end] for one in tagger.find(text)]


def test_words_that_anybody_uses_must_be_surer() -> None:
    assert found("Will Okonkwo", Label.PERSON, 0.45) == ["Will Okonkwo"]
    assert found("Will Okonkwo", Label.PERSON, 0.45, frozenset({"will"})) == ["Okonkwo"]
    assert found("Will Okonkwo", Label.PERSON, 0.65, frozenset({"will"})) == ["Will Okonkwo"]
    assert found("Will Okonkwo", Label.PERSON, 0.25) == []


NAMED = [
    (Label.PERSON, "Ann", Found.NAME),
    (Label.LOCATION, "Leeds", Found.PLACE),
    (Label.ADDRESS, "Leeds", Found.ADDRESS),
    (Label.SECRET, "swordfish", Found.PASSWORD),
    (Label.ACCOUNT_ID, "QX-12", Found.REFERENCE),
    (Label.CARD, "4929123456789012", Found.CARD_NUMBER),
    (Label.CARD, "9012", Found.CARD_DETAIL),
    (Label.CARD, "12/27", Found.CARD_DETAIL),
]


@pytest.mark.parametrize(("label", "text", "what"), NAMED)
def test_a_label_has_a_name_of_ours(label: Label, text: str, what: Found) -> None:
    assert [one.what for one in Tagger(always(label, 0.9)).find(text)] == [what]


def test_every_label_has_a_name_of_ours() -> None:
    assert all(Tagger(always(label, 0.9)).find("something") for label in Label)


def test_what_is_written_without_spaces_is_found_whole() -> None:
    text = "it is #QX-12/34_b."
    tagger = Tagger(always(Label.ACCOUNT_ID, 0.5), ordinary=frozenset({"it", "is", "qx", "b", "."}))
    assert [text[one.start : one.end] for one in tagger.find(text)] == ["#QX-12/34_b"]


def test_a_long_run_without_spaces_is_bounded() -> None:
    text = "a-" * 5_000
    assert all(one.end - one.start <= len(text) for one in Tagger(always(Label.EMAIL, 0.9)).find(text))


# ── many at once ───────────────────────────────────────────────────────────────────────────────────
CHANCE = Tagger(network(2))
passages = st.builds(Passage, st.text(max_size=60), st.text(max_size=20))


def places(findings: tuple) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.what) for one in findings]


@given(st.lists(passages, max_size=6))
def test_many_passages_give_what_each_gives_alone(several: list[Passage]) -> None:
    alone = [CHANCE.find(one.text, one.before) for one in several]
    assert list(map(places, CHANCE.find_all(several))) == list(map(places, alone))


def test_more_text_than_is_worked_out_at_once_gives_the_same() -> None:
    several = [Passage(SAID[at % len(SAID)][0] * 160) for at in range(10)]
    assert list(map(places, TAGGER.find_all(several))) == [places(TAGGER.find(one.text)) for one in several]


@given(st.text(), st.text(max_size=20))
def test_finds_lie_in_the_text_in_order_and_begin_and_end_with_something(text: str, before: str) -> None:
    for tagger in (CHANCE, Tagger(always(Label.EMAIL, 0.9))):
        for finding in tagger.find(text, before):
            assert 0 <= finding.start < finding.end <= len(text)
            assert text[finding.start : finding.end].strip()


def test_the_end_of_a_line_by_itself_is_no_find() -> None:
    assert Tagger(always(Label.EMAIL, 0.9)).find("\n") == ()


def test_lists_of_names_are_bits_and_words() -> None:
    assert listed(gzip.compress(b"1 ann\n6 new york\n")) == {"ann": 1, "new york": 6}
