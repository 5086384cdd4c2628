"""Whichever engine is installed, the same patterns occur."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.engines import Engine, best_engine, encoded, hyperscan_engine, plain_engine, re2_engine
from needline.spot.folding import fold

ENGINES = {"hyperscan": hyperscan_engine, "re2": re2_engine, "re": plain_engine}
type_of_make = Callable[[Sequence[str]], Engine]


@pytest.fixture(params=ENGINES)
def make(request: pytest.FixtureRequest) -> type_of_make:
    """Every engine in turn."""
    return ENGINES[request.param]


# Of the kinds that rules have.
PATTERNS = (
    r"[0-9](?:[ .\-/_]{0,5}[0-9]){6}",
    r"@",
    r"\b(?:password|passwort|pwd|contraseña|mot de passe|hasło|пароль)\b",
    r"\b(?:pin|cvv2?|cvc2?|security code)\b[^0-9]{0,15}[0-9]",
    r"\bat\b.{1,40}\bdot\b",
    r"\b[a-z]{2}[0-9]{2}(?:[ -]?[a-z0-9]{4}){2}",
    r"https?://|www\.",
    r"\b(?:zero|one|two|oh)\b(?:[ ,]{1,3}(?:zero|one|two|oh)\b){2}",
    r"stra(?:ß|ss)e\s[0-9]",
    r"(?:улица|дом)\s*\d+",
    r"(?:τηλέφωνο|κωδικός)",
    r"eyJ[0-9a-z_\-]{10}",
    r"-----begin [a-z ]{1,20}private key",
    r"[^\W\d_]{2,9}\w{0,9}=\S",
    r"[äöü]{2}[^\s\w]",
    r"^\s{0,9}[0-9]{4}\s{0,9}$",
    r"\bcode\b.{0,30}\b[\d]{3,8}\b",
    r"[^a-z]nip[^a-z]",
    r"is (?-i:[A-Z])|[?&]t=|c(?:a|b)d",
)

HITS = [
    ("", ()),
    ("hello there", ()),
    ("card 4929 1234", (0,)),
    ("a@b", (1,)),
    ("PASSWORD", (2,)),
    ("passwords", (2,)),  # an edge between ASCII is none where the pattern holds ñ
    ("CONTRASEÑA ПАРОЛЬ", (2,)),
    ("pin is 1", (3,)),
    ("pín 1, shipping 1", (3,)),  # edges of words are left out
    ("ann at home dot com", (4,)),
    ("ann at é東😀\n dot com", (4,)),
    ("gb29 nwbk 6016", (5,)),
    ("WWW.", (6,)),
    ("oh, two one", (7,)),
    ("STRASSE 5", (8,)),
    ("straẞe\n5", (8,)),
    ("УЛИЦА 12", (9,)),
    ("ΚΩΔΙΚΌΣ", (10,)),
    ("pıN: 1", (3,)),
    ("üb=x", (13,)),
    ("ÄÖ!", (14,)),
    (" 4929 \n", (15,)),
    ("code\n123", (16,)),
    ("nip", (17,)),
    ("a NIP.\nb", (17,)),
    ("snip, nips", ()),
    ("IS Ann", (18,)),
    ("is İpek", (18,)),
    ("is ann, is ılgın", ()),
    ("?t=", (18,)),
    ("acbd", (18,)),
    ("a|c", ()),
    ("\ud800 @", (1,)),
    ("\x00@\x00", (1,)),
]


@pytest.mark.parametrize(("text", "hits"), HITS)
def test_an_engine_says_which_patterns_occur(make: type_of_make, text: str, hits: tuple[int, ...]) -> None:
    assert make(PATTERNS).hits(encoded(text)) == frozenset(hits)


def test_several_patterns_may_occur_and_each_is_told_once(make: type_of_make) -> None:
    assert make(PATTERNS).hits(encoded("password: a@b@c, 1234 1234 @")) == {0, 1, 2}


def test_no_patterns_occur_nowhere(make: type_of_make) -> None:
    assert make(()).hits(b"hello") == frozenset()


BROKEN = ["(", "[b-a]", "a{2,1}", "*", "(?=a)b", "(?<!a)b", r"(a)\1", r"\Aa", r"\Bx", "", "a*", "a?|b"]


@pytest.mark.parametrize("pattern", BROKEN)
def test_a_broken_pattern_is_told_by_every_engine_when_it_is_made(make: type_of_make, pattern: str) -> None:
    with pytest.raises(ValueError, match="trigger"):
        make(("fine", pattern))


def test_the_best_engine_is_one_of_them() -> None:
    assert best_engine(PATTERNS).hits(b"a@b") == {1}


def test_an_engine_serves_several_threads_at_once(make: type_of_make) -> None:
    engine = make(PATTERNS)
    texts = [encoded(text * 50) for text, _ in HITS if "^" not in text] * 20
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(engine.hits, texts)) == [engine.hits(text) for text in texts]


def test_a_long_text_takes_linear_time(make: type_of_make) -> None:
    engine = make(PATTERNS)
    for part in ("a", "1", " ", "é", "pin ", "at ", "1 "):
        assert len(engine.hits(encoded(part * 200_000))) <= 2


made = {name: make(PATTERNS) for name, make in ENGINES.items()}
PARTS = [
    *"az09 .@-_/:=,\n!", "é", "ß", "ẞ", "ſ", "ı", "İ", "\u212a", "Ω", "ς", "ж", "ä", "Ö", "東", "😀", "\x00", "\x85",
    "\ud800",
    "pin", "CVV", "password", "ПАРОЛЬ", "contraseña", "Улица", "oh ", "two ", "at ", " dot ", "strasse", "code",
    "nip", "is ", "Ann", "c", "4929", "eyJ", "www", "https", "κωδικός", "-----BEGIN ", "private key",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(PARTS)).map("".join)))
def test_all_engines_answer_alike(text: str) -> None:
    for way in (text, fold(text).text):
        answers = {name: engine.hits(encoded(way)) for name, engine in made.items()}
        assert answers["hyperscan"] == answers["re2"] == answers["re"]
