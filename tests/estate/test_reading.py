"""Reading an estate: every problem at once, each with place, what and what to do."""

from collections.abc import Mapping
from importlib import resources

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.errors import EstateError, Path, Place, Problem
from needline.estate import model
from needline.estate.model import (
    Assurance,
    Bot,
    Desk,
    Element,
    Estate,
    Form,
    HandOver,
    Journey,
    Sight,
    Trigger,
)
from needline.estate.reading import locate, read
from tests.estate.shop import HEAD, shop, told

NORTHGATE = resources.files("needline.demo").joinpath("northgate.yaml").read_bytes()


# ── known answers ──────────────────────────────────────────────────────────────────────────────────
def test_the_demo_estate_reads_without_a_problem() -> None:
    draft = read("northgate.yaml", {"northgate.yaml": NORTHGATE}.__getitem__)
    assert len(draft.estate.journeys) >= 10
    assert len(draft.estate.desks) >= 6
    assert draft.estate.elements["card_number"] == Element(category="user.financial.credit_card", harm=30)
    assert draft.places["elements", "card_number", "is"].line == 19


def test_every_part_of_an_estate_becomes_its_struct() -> None:
    draft = shop(
        "desks: {till: {seats: 2}}\nbots: {ava: {at: env:AVA}}\njourneys:\n"
        "  help:\n"
        "    by: [ava, till]\n"
        "    through: [chat]\n"
        "    sees: {name: full, email: {form: masked, customer: passkey}}\n"
        "    does: {refund: {at_most: 20}}\n"
        "    hand_over: {to: till, when: [high_stakes]}\n"
        "triggers: {high_stakes: {en: [police]}}\n"
        "rules: [every bot needs a certificate]\n"
    )
    assert draft.estate == Estate(
        needline=1,
        estate="Shop",
        owner="o@shop.example",
        desks={"till": Desk(seats=2)},
        bots={"ava": Bot(at="env:AVA")},
        journeys={
            "help": Journey(
                by=("ava", "till"),
                through=("chat",),
                sees={"name": Form.FULL, "email": Sight(form=Form.MASKED, customer=Assurance.PASSKEY)},
                does={"refund": model.Deed(at_most=20.0)},
                hand_over=HandOver(to="till", when=(Trigger.HIGH_STAKES,)),
            )
        },
        triggers={Trigger.HIGH_STAKES: {"en": ("police",)}},
        rules=("every bot needs a certificate",),
    )


def test_a_part_stands_where_its_key_is_and_a_value_where_it_is_written() -> None:
    places = shop("desks:\n  till:\n    seats: 2\nrules:\n  - nobody sees pin\n").places
    assert places[()] == Place("a.yaml", 1, 1)
    assert places["desks", "till"] == Place("a.yaml", 5, 3)
    assert places["desks", "till", "seats"] == Place("a.yaml", 6, 12)
    assert places["rules", 0] == Place("a.yaml", 8, 5)


def test_keys_of_the_users_own_are_ignored_in_structs_and_are_names_elsewhere() -> None:
    draft = shop("x_team: [1, {2nd: on-call}]\nelements: {x_ray: {is: user.biometric, harm: 10, x_why: law}}\n")
    assert list(draft.estate.elements) == ["x_ray"]


def test_all_problems_are_told_in_one_run_in_the_order_of_the_file() -> None:
    assert told(
        "journeys:\n  help: {by: no, throgh: [chat]}\nelements:\n"
        "  Name: {is: user.nam, harm: 2}\n"
        "  email: {is: user.contact.email}\ndesks: {till: {seats: -1, seats: 2}}\n"
    ) == [
        "a.yaml:5:14: 'no' is false to some readers and text to others; write \"no\" in quotes or false",
        "a.yaml:5:18: unknown key 'throgh'; did you mean 'through'?",
        "a.yaml:7:3: 'Name' is no name; use small letters, digits and _, beginning with a letter",
        "a.yaml:7:14: 'user.nam' is no Fides data category; did you mean 'user.name'?",
        "a.yaml:7:30: 2 is not known here; write 1, 3, 10 or 30",
        "a.yaml:8:3: 'email' lacks 'harm'; add harm: with 1, 3, 10 or 30",
        "a.yaml:9:23: 'seats' is -1; write 0 or more",
        "a.yaml:9:27: the key 'seats' is in line 9 already; keep one of the two",
    ]


# ── one table: each kind of problem, in its words ──────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "desks: {till: {seats: forty}}",
            "4:23: 'seats' is the text 'forty'; write a whole number",
        ),
        ("desks: {till: {seats: 1.5}}", "4:23: 'seats' is the number 1.5; write a whole number"),
        ("desks: {till: {seats: true}}", "4:23: 'seats' is true; write a whole number"),
        ("desks: {till: {seats: }}", "4:23: 'seats' is empty; write a whole number"),
        ("desks: {till: {}}", "4:9: 'till' lacks 'seats'; add seats: with a whole number"),
        ("desks: [till]", "4:1: 'desks' is a list; write keys with values"),
        ("desks:", "4:7: 'desks' is empty; write keys with values"),
        ("desks: {till: 4}", "4:15: 'till' is the number 4; write keys with values"),
        ("channels: {chat: {recorded: 1}}", "4:29: 'recorded' is the number 1; write true or false"),
        ("channels: {chat: {kept_in: 5}}", "4:28: 'kept_in' is the number 5; write text"),
        ("channels: {chat: {kept_in: {a: b}}}", "4:19: 'kept_in' is keys with values; write text"),
        ("rules: nobody sees pin", "4:8: 'rules' is the text 'nobody sees pin'; write a list such as [a, b]"),
        ("rules: [[a]]", "4:9: item 1 of 'rules' is a list; write text"),
        (
            "journeys: {help: {by: {a: b}, through: [chat]}}",
            "4:19: 'by' is keys with values; write text or a list such as [a, b]",
        ),
        (
            "journeys: {help: {by: a, through: [chat], hand_over: till}}",
            "4:54: 'hand_over' is the text 'till'; write keys with values or a list such as [a, b]",
        ),
        (
            "journeys: {help: {by: a, through: [chat], sees: {name: ful}}}",
            "4:56: 'ful' is not known here; did you mean 'full'?",
        ),
        (
            "journeys: {help: {by: a, through: [chat], sees: {name: partly}}}",
            "4:56: 'partly' is not known here; write use, exists, token, matches, banded, masked or full",
        ),
        (
            "journeys: {help: {by: a, through: [chat], does: {refund: {at_most: -5}}}}",
            "4:68: 'at_most' is -5; write 0 or more",
        ),
        (
            "journeys: {help: {by: a, through: [chat], custmer_proves: nothing}}",
            "4:43: unknown key 'custmer_proves'; did you mean 'customer_proves'?",
        ),
        (
            "desks: {till: {seats: 1, floor: 2}}",
            "4:26: unknown key 'floor'; use one of seats, signs_in, reach, kept_in, called, or begin it with x_",
        ),
        (
            "triggers: {high_stake: {en: [a]}}",
            "4:12: 'high_stake' is not known here; did you mean 'high_stakes'?",
        ),
        (
            "triggers: {high_stakes: {English: [a]}}",
            "4:26: 'English' is no language; write its tag, such as en or pt-BR",
        ),
        ("country: gb", "4:10: 'gb' is no country; write its two capital letters, such as GB"),
        ("people: -1", "4:9: 'people' is -1; write 0 or more"),
        ("bots: {ava: {at: env:A, speaks: htp}}", "4:33: 'htp' is not known here; did you mean 'http'?"),
        (
            "bots: {ava: {at: here}}",
            "4:18: this is neither env:NAME nor a URL; write env: and the name of a variable",
        ),
        (
            "bots: {ava: {at: 'https://ava:hunter2@bot.example'}}",
            "4:18: this URL holds a password; move it to a variable and write env:NAME",
        ),
        (
            "stores: {core: {at: 'postgresql:///core?user=a&password=hunter2'}}",
            "4:21: this URL holds a password; move it to a variable and write env:NAME",
        ),
        (
            "stores: {core: {at: env:CORE, keep: 90 days}}",
            "4:37: '90 days' is no span of time; write a number and d, w, m or y, such as 90d",
        ),
        (
            "stores: {core: {at: env:CORE, person: id}}",
            "4:39: 'id' is no column of a table; write table.column, such as customers.id",
        ),
        (
            "stores: {core: {at: env:CORE, holds: {name: [people.first, last]}}}",
            "4:60: 'last' is no column of a table; write table.column, such as customers.id",
        ),
        (
            "stores: {core: {at: env:CORE, ties: {cards: cards.owner}}}",
            "4:45: 'cards.owner' is no name of one table or column; write it without dots and quotes",
        ),
        (
            "elements: {name: {is: personal, harm: 1}}",
            (
                "4:23: 'personal' is no Fides data category; "
                "use a key of the Fides taxonomy, such as 'user.contact.email'"
            ),
        ),
        (
            "rules: [no bot sees card_number more then masked]",
            (
                "4:9: 'no bot sees card_number more then masked' is no rule; "
                "the nearest form is 'no bot sees <element> [more than <form>]', "
                "where <form> is use or exists or token or matches or banded or masked or full"
            ),
        ),
        ("needlin: 1", "4:1: unknown key 'needlin'; did you mean 'needline'?"),
    ],
)
def test_each_mistake_is_told_in_its_words(text: str, line: str) -> None:
    assert told(text) == [f"a.yaml:{line}"]


@pytest.mark.parametrize("version", ["2", "true", "1.0", "'1'"])
def test_only_the_format_that_we_know_is_read(version: str) -> None:
    with pytest.raises(EstateError, match=r"^a\.yaml:1:11: .*; write 1$"):
        read("a.yaml", lambda _: f"needline: {version}\nestate: a\nowner: b\n".encode())


def test_what_an_estate_lacks_is_told_at_its_beginning() -> None:
    with pytest.raises(EstateError) as caught:
        read("a.yaml", lambda _: b"# a remark\npeople: 1\n")
    assert str(caught.value).splitlines() == [
        "a.yaml:2:1: the estate lacks 'needline'; add needline: with 1",
        "a.yaml:2:1: the estate lacks 'estate'; add estate: with text",
        "a.yaml:2:1: the estate lacks 'owner'; add owner: with text",
    ]


def test_a_sentence_like_no_rule_gets_all_forms() -> None:
    (line,) = told("rules: [be good]")
    assert line.startswith("a.yaml:4:9: 'be good' is no rule; write one of: no bot reaches more than <reach>; ")


@pytest.mark.parametrize(
    "at",
    [
        "env:CORE_DATABASE",
        "sqlite:////var/lib/core.db",
        "postgresql+psycopg://needline@db.example:5432/core?sslmode=require",
        "https://bot.example:8443/turn",
    ],
)
def test_an_address_without_a_password_is_taken(at: str) -> None:
    assert shop(f"stores: {{core: {{at: '{at}'}}}}").estate.stores["core"].at == at


@pytest.mark.parametrize(
    "at",
    [
        "postgresql://a:hunter2@db/core",
        "postgresql://:hunter2@db/core",
        "postgresql://a:hun/ter2@db/core",
        "https://bot.example/?api_key=hunter2",
        "https://bot.example/?a=1&token=hunter2",
        "postgres:/a:hunter2@db",
        "a:hunter2@db",
    ],
)
def test_a_password_is_refused_and_never_repeated(at: str) -> None:
    (line,) = told(f"stores: {{core: {{at: '{at}'}}}}")
    assert "hunter2" not in line


# ── problems found later ───────────────────────────────────────────────────────────────────────────
def test_a_problem_found_later_gets_the_place_of_the_nearest_part_that_is_written() -> None:
    places: Mapping[Path, Place] = shop("desks: {till: {seats: 1}}\npeople: 2").places
    found = [
        Problem(path=("people",), what="a", fix="b"),
        Problem(path=("desks", "till", "reach"), what="a", fix="b"),
        Problem(path=("bots", "ava"), what="a", fix="b"),
    ]
    assert [str(problem.place) for problem in locate(found, places)] == [
        "a.yaml:1:1",
        "a.yaml:4:9",
        "a.yaml:5:9",
    ]


# ── properties ─────────────────────────────────────────────────────────────────────────────────────
def _told_of(text: str) -> tuple[Problem, ...]:
    try:
        read("a.yaml", lambda _: text.encode("utf-8", "surrogatepass"))
    except EstateError as error:
        return error.problems
    return ()


@given(st.text())
def test_any_text_raises_nothing_but_problems(text: str) -> None:
    assert all(problem.place for problem in _told_of(text))


_KEYS = sorted(
    {
        field.encode_name
        for part in vars(model).values()
        if isinstance(part, type) and issubclass(part, msgspec.Struct) and part is not msgspec.Struct
        for field in msgspec.structs.fields(part)
    }
    | {"include", "x_own", "till", "Bad name"}
)
_SCALARS = st.sampled_from(["no", "full", "env:A", "7y", "5", "-1", "1.5", "true", "null", "''", "a.b", "user.name"])
_TREES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4).map(
            lambda entries: "{" + ", ".join(f"{key}: {value}" for key, value in entries.items()) + "}"
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(_KEYS), _TREES, max_size=5))
def test_any_tree_of_the_keys_that_we_know_raises_nothing_but_problems(tree: dict[str, str]) -> None:
    text = HEAD + "\n".join(f"{key}: {value}" for key, value in tree.items())
    assert all(problem.place for problem in _told_of(text))


def _json_is_yaml(estate: Estate) -> bytes:
    """The estate as JSON, which is a subset of the YAML that we read but for the numbers of floats."""
    return msgspec.json.encode(estate)


_NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
_ESTATES = st.builds(
    Estate,
    needline=st.just(1),
    estate=st.text("aé\"'\\:#no", min_size=1),
    owner=st.text(min_size=1).filter(lambda text: text.isprintable()),
    people=st.integers(0, 10**12),
    desks=st.dictionaries(_NAMES, st.builds(Desk, seats=st.integers(0, 99), signs_in=st.sampled_from(Assurance))),
    journeys=st.dictionaries(
        _NAMES,
        st.builds(
            Journey,
            by=st.one_of(_NAMES, st.lists(_NAMES, max_size=2).map(tuple)),
            through=st.lists(_NAMES, max_size=2).map(tuple),
            sees=st.dictionaries(
                _NAMES,
                st.one_of(st.sampled_from(Form), st.builds(Sight, form=st.sampled_from(Form))),
                max_size=3,
            ),
            hand_over=st.builds(HandOver, to=_NAMES, when=st.just((Trigger.HIGH_STAKES,))),
        ),
        max_size=3,
    ),
)


@given(_ESTATES)
def test_an_estate_survives_being_written_and_read(estate: Estate) -> None:
    assert read("a.yaml", lambda _: _json_is_yaml(estate)).estate == estate
