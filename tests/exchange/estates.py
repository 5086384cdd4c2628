"""Estates that nobody would write, to send through other tools' files and back; and one as large as they come."""

from hypothesis import strategies as st

from needline.estate import Action, Bot, Channel, Deed, Desk, Element, Estate, Form, Journey, Proving, Spot, Store
from needline.estate.categories import KEYS
from needline.exchange.draft import Drafted, from_fides
from needline.exchange.fides import fides

_NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True) | st.sampled_from(["no", "yes", "on", "null", "e1"])
# What a database may call its tables: words of YAML, numbers, other scripts, spaces.
_SQL = st.from_regex(r"[a-zA-ZäöüßñЖ漢0-9_$#-]{1,8}( [a-zA-Z0-9&*!%@?:{}\[\],|>=-]{1,6})?", fullmatch=True)
_TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), min_size=1, max_size=20).filter(
    lambda text: text.strip() == text
)
_SPANS = st.from_regex(r"[1-9][0-9]{0,3}[dwmy]", fullmatch=True)


@st.composite
def elements(draw: st.DrawFn) -> dict[str, Element]:
    names = draw(st.lists(_NAMES, min_size=1, max_size=8, unique=True))
    spots = st.none() | st.builds(Spot, pattern=st.just("NB-[0-9]{8}"), words=st.lists(_TEXTS, max_size=2).map(tuple))
    return {
        name: draw(
            st.builds(
                Element,
                category=st.sampled_from(KEYS),
                harm=st.sampled_from([1, 3, 10, 30]),
                called=st.just("") | _TEXTS,
                spot=spots,
            )
        )
        for name in names
    }


@st.composite
def stores(draw: st.DrawFn, names: list[str]) -> dict[str, Store]:
    """Stores that hold each element at most once, each in columns of one table."""
    made: dict[str, Store] = {}
    left = list(names)
    for store in draw(st.lists(_NAMES, max_size=3, unique=True)):
        mine = draw(st.lists(st.sampled_from(left), unique=True, max_size=len(left))) if left else []
        left = [name for name in left if name not in mine]
        tables = draw(st.lists(_SQL, min_size=1, max_size=3, unique=True))
        made[store] = Store(
            at=draw(st.sampled_from(["env:CORE", "sqlite:///shop.sqlite", "postgresql://reader@db/shop"])),
            person=f"{tables[0]}.{draw(_SQL)}",
            ties={table: draw(_SQL) for table in tables[1:]},
            find_by={way: f"{tables[0]}.{draw(_SQL)}" for way in draw(st.sets(_NAMES, max_size=2))},
            keep=draw(st.none() | _SPANS),
            format=draw(st.none() | st.just("mbox")),
            redact=tuple(draw(st.lists(st.sampled_from(names), unique=True, max_size=2))),
            holds={name: draw(columns(draw(st.sampled_from(tables)))) for name in mine},
        )
    return made


def columns(table: str) -> st.SearchStrategy[str | tuple[str, ...]]:
    one = _SQL.map(lambda column: f"{table}.{column}")
    return one | st.lists(one, min_size=2, max_size=3, unique=True).map(tuple)


@st.composite
def estates(draw: st.DrawFn) -> Estate:
    """What is held, redacted, seen or forbidden; nothing else is declared, as the policy demands."""
    known = draw(elements())
    held = draw(stores(list(known)))
    named = {one for store in held.values() for one in (*store.holds, *store.redact)}
    return Estate(
        needline=1,
        estate=draw(_TEXTS),
        owner=draw(_TEXTS),
        elements=known,
        stores=held,
        channels={"chat": Channel(kept_in=next(iter(held), None))},
        desks={"front": Desk(seats=1)},
        bots={"ava": Bot(at="env:AVA")},
        journeys={
            "help": Journey(
                by=("front", "ava"),
                through=("chat",),
                sees={one: Form.MASKED for one in known if one in named},
                never=tuple(one for one in known if one not in named),
            )
        },
    )


def large(journeys: int) -> Estate:
    """A company with this many journeys, 100 desks and 120 elements in three stores."""
    names = [f"element_{at}" for at in range(120)]
    kinds = [key for key in KEYS if key.startswith("user.")]
    return Estate(
        needline=1,
        estate="A large company",
        owner="privacy@large.example",
        people=5_000_000,
        elements={
            name: Element(category=kinds[at % len(kinds)], harm=(1, 3, 10, 30)[at % 4])
            for at, name in enumerate(names)
        },
        stores={
            f"store_{part}": Store(
                at=f"env:STORE_{part}",
                person="people.id",
                ties={f"table_{at}": "person" for at in range(5)},
                keep="7y",
                holds={name: f"table_{at % 5}.column_{at}" for at, name in enumerate(names) if at % 3 == part},
            )
            for part in range(3)
        }
        | {"transcripts": Store(at="env:TRANSCRIPTS", format="mbox", keep="90d", redact=("element_3",))},
        channels={name: Channel(kept_in="transcripts") for name in ("phone", "chat", "email")},
        desks={f"desk_{at}": Desk(seats=at + 1) for at in range(100)},
        bots={"ava": Bot(at="env:AVA")},
        customers=Proving(code_to="element_0"),
        actions={"act": Action(store="store_0", sql="UPDATE table_0 SET x = :sum WHERE person = :person",
                               takes={"sum": "money"})},
        journeys={
            f"journey_{at}": Journey(
                by=f"desk_{at % 100}",
                through=("phone", "chat"),
                a_year=1_000 + at,
                sees={names[(at * 7 + step) % 120]: (Form.FULL, Form.MASKED)[step % 2] for step in range(6)},
                asks_for=(names[at % 120],),
                changes=(names[at % 120],),
                does={"act": Deed(at_most=20)},
                never=(names[(at * 7 + 60) % 120],),
            )
            for at in range(journeys)
        },
    )  # fmt: skip


def through_fides(estate: Estate) -> Drafted:
    """The estate as Fides' YAML, and back."""
    import yaml

    text = yaml.safe_dump(fides(estate), sort_keys=False, allow_unicode=True)
    return from_fides({"manifest.yml": text.encode()})
