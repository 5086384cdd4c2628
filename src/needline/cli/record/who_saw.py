"""`needline record who-saw`: what a customer may ask any company, answered from the record."""

import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import click
from msgspec import Struct
from msgspec.structs import replace

from needline.cli.answer import AS_JSON, tell
from needline.cli.ground import BY, evidence, on_ground
from needline.cli.record.show import moment
from needline.customers import Finder
from needline.estate import Form
from needline.record.entry import Decided, Entry, RecordRead, Used
from needline.store.evidence import Evidence, Kept
from needline.store.subjects import Subjects
from needline.web.wiring import Ground

WAYS = ("phone", "email", "reference", "pseudonym")
_PAGE = 1000  # entries read at once


class Seen(Struct, frozen=True, kw_only=True):
    """Somebody got an element of the customer, in a form, so many times."""

    agent: str
    desk: str
    journey: str
    element: str
    form: Form
    times: int
    first: float  # seconds since 1970, UTC
    last: float


class WhoSaw(Struct, frozen=True, kw_only=True):
    """Everything that anybody saw of one customer, by agent; a customer nobody knows was seen by nobody."""

    pseudonym: str | None  # None: no entry is about this customer
    seen: tuple[Seen, ...]


async def who_saw(ground: Ground, way: str, value: str, by: str) -> WhoSaw:
    """Who saw what of the customer whom `value` names by `way`, one of `WAYS`.

    That `by` asks is recorded before anything is looked up. Raises `RecordError` or `StoreError`.
    """
    await ground.recorder.append(RecordRead(at=datetime.now(UTC).timestamp(), agent=by, filters=("subject", way)))
    pseudonym = value if way == "pseudonym" else await _pseudonym(ground, way, value)
    if pseudonym is None:
        return WhoSaw(pseudonym=None, seen=())
    found: dict[tuple[str, ...], Seen] = {}
    async for kept in _all(evidence(ground), pseudonym):
        for one in _seen(kept.entry):
            key = (one.agent, one.desk, one.journey, one.element, one.form.word)
            known = found.get(key)
            found[key] = replace(known, times=known.times + 1, first=one.first) if known else one
    return WhoSaw(pseudonym=pseudonym, seen=tuple(found[key] for key in sorted(found)))


@click.command(
    epilog="Write - as the value to have it read from standard input: what stands on a command line can be read by "
    "others on this machine. That you ask is an entry of the record."
)
@click.option("--phone", metavar="NUMBER", help="The customer of this phone number.")
@click.option("--email", metavar="ADDRESS", help="The customer of this e-mail address.")
@click.option("--reference", metavar="TEXT", help="The customer of this reference.")
@click.option("--pseudonym", metavar="NAME", help="The customer of this name in the record.")
@BY
@AS_JSON
def command(by: str, as_json: bool, **ways: str | None) -> None:
    """Tell who saw which elements of one customer, in which form, how often and when."""
    given = [(way, value) for way, value in ways.items() if value is not None]
    if len(given) != 1:
        raise click.UsageError(f"name the customer by one of {', '.join(f'--{way}' for way in WAYS)}")
    way, value = given[0]
    named = sys.stdin.readline().strip() if value == "-" else value
    answer = on_ground(lambda ground: who_saw(ground, way, named, by), "reading the record")
    tell(answer, _lines(answer), as_json=as_json)


async def _pseudonym(ground: Ground, way: str, value: str) -> str | None:
    policy = await ground.policies.current()
    subject = await Finder(ground.database, ground.ring, policy.estate.country).find(way, value)
    return await Subjects(ground.database, ground.ring).known(subject)


async def _all(evidence: Evidence, pseudonym: str) -> AsyncIterator[Kept]:
    """Every entry about a customer, newest first."""
    before: int | None = None
    while page := await evidence.entries(subject=pseudonym, before=before, limit=_PAGE):
        for kept in page:
            yield kept
        before = page[-1].place


def _seen(entry: Entry) -> Iterator[Seen]:
    match entry:
        case Decided(at=at, decision=decision):
            contact = decision.ask.contact
            for show in decision.shown:
                yield Seen(
                    agent=decision.ask.agent,
                    desk=decision.ask.desk,
                    journey=contact.journey,
                    element=show.element,
                    form=show.form,
                    times=1,
                    first=at,
                    last=at,
                )
        case Used(at=at, contact=contact, element=element):
            yield Seen(
                agent=contact.agent,
                desk=contact.desk,
                journey=contact.journey,
                element=element,
                form=Form.USE,
                times=1,
                first=at,
                last=at,
            )


def _lines(answer: WhoSaw) -> tuple[str, ...]:
    if not answer.seen:
        return ("nobody saw anything of this customer",)
    return tuple(_line(one) for one in answer.seen)


def _line(one: Seen) -> str:
    when = moment(one.last) if one.times == 1 else f"{moment(one.first)} to {moment(one.last)}, {one.times} times"
    return f"{one.agent or '(nobody)'} at {one.desk} for {one.journey}: {one.element} {one.form} ({when})"
