"""The story: what the demo is for, played against the served pages, the bot's process and both databases.

Nobody in it can do more than a page offers. Every figure is computed in the run, and the story ends well only if
every promise held.
"""

import asyncio
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from needline.demo.bank import AMARA
from needline.demo.cast import CUSTOMERS
from needline.demo.stage import Stage, opened
from needline.demo.tamper import tamper
from needline.demo.visitor import Visitor
from needline.errors import ContactError, EvidenceError
from needline.estate.model import Assurance
from needline.staff import Agent, Role

CARD = "4929 1234 5678 9012"  # what a customer pastes who should not
TRIES = 69_461  # customers whose data bribed agents of a crypto exchange sold in 136 days (Coinbase, 2025)
_TOGETHER = 500
_EMAIL = CUSTOMERS[0].email


class Teller:
    """Tells the story and counts broken promises."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self.kept = self.broken = 0

    def act(self, title: str) -> None:
        """Begin an act."""
        self._say(f"\n{title}")

    def promise(self, kept: bool, text: str) -> None:  # noqa: FBT001  # reads as: promise(it held, what)
        """Say whether a promise held."""
        self.kept, self.broken = self.kept + kept, self.broken + (not kept)
        self._say(f"  {'kept  ' if kept else 'BROKEN'}  {text}")


async def tell(folder: Path, *, people: int, say: Callable[[str], None], tries: int = TRIES) -> bool:
    """Play every act in an empty `folder`; whether every promise held."""
    began, teller = time.monotonic(), Teller(say)
    async with opened(folder, port=0, people=people) as set_up:
        site = set_up.site
        say(f"Northgate Bank: {people:,} customers, set up in {time.monotonic() - began:.1f} s")
        async with Visitor(site) as amara, Visitor(site) as ines, Visitor(site) as sam:
            await _customer(teller, set_up, amara)
            await _theft(teller, set_up, amara)
            await _agent(teller, set_up, ines)
            await _phone(teller, set_up, ines)
            await _bribed(teller, set_up, tries)
            await _record(teller, set_up, sam)
    say(f"\n{teller.kept} promises kept, {teller.broken} broken, in {time.monotonic() - began:.1f} s")
    return teller.broken == 0


async def _customer(teller: Teller, set_up: Stage, amara: Visitor) -> None:
    teller.act("A customer asks the bot where her new card is")
    await amara.open("/chat")
    await amara.submit("/chat", text="Where is my new card?")
    teller.promise(_bot_got(set_up) == 0, "before she signs in the bot gets 0 values")
    teller.promise(amara.offers("/chat/sign-in"), "she is offered a link to sign in")
    await amara.submit("/chat/sign-in")
    await _prove(set_up, amara)
    page = await amara.open("/chat")
    teller.promise("on its way" in page, "signed in with password and code, she gets the answer")
    teller.promise(_bot_got(set_up) > 0, f"which is all the bot ever got: {_bot_got(set_up)} element(s)")
    page = await amara.submit("/chat", text=f"My card number is {CARD} by the way")
    teller.promise(CARD not in page and "[card number]" in page, "a card number that she pastes is masked")
    digits, heard = re.sub(r"\D", "", CARD), re.sub(r"\D", "", str(list(map(msgspec.to_builtins, set_up.bot.turns))))
    teller.promise(digits not in heard, f"the bot heard {len(set_up.bot.turns)} turns, none of them with it")
    teller.promise(not _on_disk(set_up, CARD), "no file of needline's holds it")


async def _theft(teller: Teller, set_up: Stage, amara: Visitor) -> None:
    teller.act("She writes that somebody stole her card")
    heard = len(set_up.bot.turns)
    page = await amara.submit("/chat", text="Someone stole my card and I see payments I did not make")
    teller.promise("card safety desk" in page, "she is handed over, with a message that takes it seriously")
    await amara.submit("/chat", text="Hello? Are you still there, bot?")
    teller.promise(len(set_up.bot.turns) == heard, "the bot hears and says nothing any more")


async def _agent(teller: Teller, set_up: Stage, ines: Visitor) -> None:
    teller.act("An agent of the card safety desk takes over")
    await _sign_in(set_up, ines, "ines")
    teller.promise(ines.offers("/pick-up"), "Inês signed in with two factors and sees that a contact waits")
    page = await ines.submit("/pick-up")
    teller.promise("two-factor" in page, "what the customer proved came along")
    teller.promise(CARD not in page and "[card number]" in page, "the conversation comes along without its secret")
    forms = dict(re.findall(r"(card number|name|phone) (masked|full|use)", page.lower()))
    teller.promise("•••" in page and forms.get("card number") == "masked", f"elements come in their form: {forms}")
    page = await ines.submit("/match", element="birth_date", said="14 March 1988")
    teller.promise("Yes, it matches" in page, "the birth date she may compare, not read")
    card = _one(set_up.customers, "SELECT id FROM cards WHERE customer_id = ? AND status = 'active'", AMARA)
    await ines.submit("/rehearse", action="block_card", take_card=str(card))
    await ines.submit("/act")
    status = _one(set_up.customers, "SELECT status FROM cards WHERE id = ?", card)
    teller.promise(status == "blocked", "she blocks the card, and the bank's own database says so")


async def _phone(teller: Teller, set_up: Stage, ines: Visitor) -> None:
    teller.act("A customer calls; the agent cannot be talked into it")
    held = await set_up.house.floor.ring(desk="card_safety", journey="stolen_card", by="phone", value="07700 900456")
    await ines.open("/desk")
    page = await ines.submit(f"{held.contact.id}/pick-up")
    told = page.lower().count("has not proved who they are")
    teller.promise(told > 0, f"a number that rings proves nothing: {told} elements withheld, each with the step")
    teller.promise(not any(map(ines.offers, ("/prove", "/assurance"))), "no form of her page sets what was proved")
    await ines.submit("/verify")
    async with Visitor(set_up.site) as caller:
        await caller.open(await _link(set_up))
        await _prove(set_up, caller, named=True)
    page = await ines.open(f"/desk/contact/{held.contact.id}")
    teller.promise("has not proved who they are" not in page, "she sees it rise when the customer enters the code")
    async with Visitor(set_up.site) as tom:
        await _sign_in(set_up, tom, "tom")
        await tom.open(f"/desk/contact/{held.contact.id}")
        teller.promise(tom.status in (403, 404), f"an agent of another desk is turned away ({tom.status})")


async def _bribed(teller: Teller, set_up: Stage, tries: int) -> None:
    teller.act(f"A bribed agent tries {tries:,} customers without contacts")
    maya = Agent(name="maya", called="Maya", desk="front_desk", role=Role.AGENT, level=Assurance.TWO_FACTOR)
    floor, began = set_up.house.floor, time.monotonic()

    async def values(number: int) -> int:
        """How many values one try gets."""
        try:
            return len((await floor.see(maya, f"{number:08d}")).values)
        except ContactError:
            return 0

    got = 0
    for first in range(0, tries, _TOGETHER):
        together = (values(number) for number in range(first, min(first + _TOGETHER, tries)))
        got += sum(await asyncio.gather(*together))
    turned = _one(set_up.state, "SELECT count(*) FROM entry WHERE kind = 'turned-away' AND agent = ?", "maya")
    seconds = time.monotonic() - began
    teller.promise(got == 0, f"and gets {got} values, in {seconds:.0f} s")
    teller.promise(turned == tries, f"every one of the {turned:,} tries stands in the record")


async def _record(teller: Teller, set_up: Stage, sam: Visitor) -> None:
    teller.act("The security lead reads the record")
    await _sign_in(set_up, sam, "sam")
    await sam.open("/record?agent=ines")
    teller.promise(sam.status == 200, "and sees what Inês saw, by elements and forms")
    evidence = set_up.house.evidence
    verified = await evidence.verify()
    teller.promise(verified.size > 0, f"{verified.size:,} entries under {verified.checkpoints:,} signatures add up")
    replayed = await evidence.replay()
    same = replayed.identical == replayed.decisions and not replayed.different
    teller.promise(same, f"{replayed.identical} of {replayed.decisions} decisions decided again are identical")
    teller.promise(not _on_disk(set_up, "Amara Okafor"), "her name stands in no file of needline's")
    place = tamper(set_up.state)
    try:
        await evidence.verify()
        found: int | None = None
    except EvidenceError as error:
        found = error.place
    teller.promise(found == place, f"one byte changed in the database is found, in entry {found}")


async def _sign_in(set_up: Stage, visitor: Visitor, name: str) -> None:
    await visitor.open("/desk/sign-in")
    await visitor.submit("/desk/sign-in", name=name, password=set_up.password, code=set_up.code(name))
    await visitor.open("/record" if name == "sam" else "/desk")


async def _prove(set_up: Stage, visitor: Visitor, *, named: bool = False) -> None:
    """Give password and code on the sign-in page that the visitor has open."""
    link = visitor.url.partition("/prove/")[2]
    who = {} if named else {"email": _EMAIL}
    await visitor.submit(link, password=set_up.password, **who)
    await visitor.submit("/code", code=await _mailed(set_up, r"code is (\d{6})"))


async def _link(set_up: Stage) -> str:
    return await _mailed(set_up, r"(/prove/\S+)")


async def _mailed(set_up: Stage, pattern: str) -> str:
    """The newest thing of that pattern in the mailbox, as a customer reads it off their phone."""
    mailbox = set_up.house.mailbox
    for mail in await mailbox.newest() if mailbox else ():
        if found := re.search(pattern, mail.text):
            return found[1]
    return ""


def _bot_got(set_up: Stage) -> int:
    """How many elements the bot was ever shown."""
    return sum(len(turn.event.values) for turn in set_up.bot.turns if hasattr(turn.event, "values"))


def _one(database: Path, query: str, *given: object) -> object:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        row = connection.execute(query, given).fetchone()
    finally:
        connection.close()
    return row[0] if row else None


def _on_disk(set_up: Stage, text: str) -> bool:
    """Whether a file of needline's holds `text`, with or without spaces; the write-ahead log counts."""
    needles = (text.encode(), text.replace(" ", "").encode())
    mine = set_up.folder.glob(f"{set_up.state.name}*")
    return any(needle in path.read_bytes() for path in mine for needle in needles)
