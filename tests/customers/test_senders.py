"""The demo's mailbox."""

import asyncio

from needline.customers import Mail, Mailbox, Sender
from needline.store.database import Database
from tests.clock import Clock


async def post(sender: Sender, clock: Clock) -> None:
    await sender.send("+441134960123", "your code is 123456")
    clock.wait(seconds=1)
    await sender.send("anna@mail.example", "your code is 654321")


def test_what_was_sent_lies_in_the_mailbox_newest_first(database: Database, clock: Clock) -> None:
    mailbox, begun = Mailbox(database, clock), clock.now
    asyncio.run(post(mailbox, clock))
    assert asyncio.run(mailbox.newest()) == (
        Mail(to="anna@mail.example", text="your code is 654321", at=begun + 1),
        Mail(to="+441134960123", text="your code is 123456", at=begun),
    )
    assert len(asyncio.run(mailbox.newest(limit=1))) == 1


def test_an_address_that_is_too_long_is_cut(database: Database, clock: Clock) -> None:
    mailbox = Mailbox(database, clock)
    asyncio.run(mailbox.send("x" * 300, "hello"))
    assert [len(mail.to) for mail in asyncio.run(mailbox.newest())] == [128]


def test_a_mail_prints_neither_address_nor_code() -> None:
    assert f"{Mail(to='+441134960123', text='123456', at=1.0)!r}" == "Mail(at=1.0, …)"
