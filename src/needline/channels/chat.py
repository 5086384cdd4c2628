"""The chat: a customer, a gate, and a bot behind it.

The bot gets the customer's words only through the gate and answers with moves; every move is an event of its own,
judged by how the contact stands when it arrives. While the bot thinks the contact is free, so that a customer who
writes of a theft meanwhile is handed over at once and the bot's late answer finds a shut gate.
"""

from collections import deque
from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from needline.bots.http import Did, Do, HandOver, Move, Say, Shown, Turn
from needline.bots.http import Said as BotHears
from needline.bots.http import Wants as BotWants
from needline.channels.conversation import Conversation, new_id
from needline.contact import Contact
from needline.decide import Refuse
from needline.deeds import Deeds
from needline.errors import BotError, SourceError
from needline.forms import SEPARATOR
from needline.gate import (
    BotFailed,
    BotHandsOver,
    BotSaid,
    Command,
    Disclose,
    Does,
    Event,
    Pass,
    Perform,
    Phase,
    Proved,
    Said,
    State,
    Wants,
)
from needline.policy import Policy
from needline.store.contacts import Held

_TURNS = 6  # of the bot for one word of the customer: more is a bot that talks to itself
_LONGEST = 4000  # characters of one message


class Bot(Protocol):
    """How a bot is reached."""

    async def turn(self, request: Turn) -> tuple[Move, ...]:
        """Tell the bot what happened and return its moves. Raises `BotError`."""
        ...


class Chat(Struct, frozen=True, kw_only=True):
    """The chats of every customer with the bots of the estate."""

    conversation: Conversation
    bots: Mapping[str, Bot]
    deeds: Deeds

    async def open(self, *, visitor: str, language: str = "en") -> Held:
        """Begin a chat with the first bot that handles a journey by chat; the journey is set by what is asked."""
        policy = await self.conversation.broker.policies.current()
        bot, journey = _first(policy)
        contact = Contact(id=new_id(), channel="chat", journey=journey, desk=bot, agent=bot, language=language)
        return await self.conversation.open(State(contact=contact), visitor=visitor)

    async def said(self, contact: str, text: str) -> Held:
        """The customer wrote `text`; what is longer than 4,000 characters is cut there."""
        return await self._go(contact, Said(text[:_LONGEST]))

    async def proved(self, contact: str, event: Proved) -> Held:
        """The customer signed in: what was wished for is carried out."""
        return await self._go(contact, event)

    async def _go(self, contact: str, first: Event) -> Held:
        """Take the first step and every step that follows from it, until nothing is left to do."""
        events, turns = deque([first]), 0
        held = await self.conversation.contacts.get(contact)
        while events:
            held, commands = await self.conversation.step(contact, events.popleft())
            for command in commands:
                heard = await self._carry_out(command)
                if heard is not None:
                    turns += 1
                    events.extend(await self._ask(held, heard) if turns <= _TURNS else (BotFailed(),))
        return held

    async def _carry_out(self, command: Command) -> BotHears | Shown | Did | None:
        """What the bot is told after `command`; `None` when that is nothing."""
        match command:
            case Pass(text):
                return BotHears(text=text)
            case Disclose():
                return await self._disclose(command)
            case Perform():
                return await self._perform(command)
            case _:
                return None

    async def _disclose(self, command: Disclose) -> Shown:
        journey = command.ask.contact.journey
        try:
            disclosure = await self.conversation.broker.disclose(command.ask)
        except SourceError:
            return Shown(journey=journey, values={}, withheld=dict.fromkeys(command.ask.elements, "not_available"))
        values = {
            element: tuple(tuple(line.split(SEPARATOR)) for line in lines)
            for element, lines in disclosure.values.items()
        }
        withheld = {one.element: one.why.value for one in disclosure.decision.withheld}
        return Shown(journey=journey, values=values, withheld=withheld)

    async def _perform(self, command: Perform) -> Did:
        action = command.order.action
        try:
            came = await self.deeds.order(command.order, dict(command.arguments))
        except SourceError:
            return Did(action=action, ok=False, why="not_available")
        if isinstance(came.answer, Refuse):
            return Did(action=action, ok=False, why=came.answer.why.value)
        why = "" if came.done else "not_possible" if came.undone else "not_available"
        return Did(action=action, ok=came.done, why=why)

    async def _ask(self, held: Held, heard: BotHears | Shown | Did) -> tuple[Event, ...]:
        """The bot's moves as events; a bot that fails is one event as well."""
        if held.state.phase is Phase.HANDED_OVER:
            return ()
        contact = held.contact
        policy = await self.conversation.broker.policies.current()
        journeys = tuple(name for name in policy.journeys if policy.serves(contact.desk, name))
        turn = Turn(
            conversation=contact.id,
            event=heard,
            journeys=journeys,
            language="de" if contact.language == "de" else "en",
        )
        try:
            return tuple(map(_event, await self.bots[contact.desk].turn(turn)))
        except (BotError, KeyError):
            return (BotFailed(),)


def _event(move: Move) -> Event:
    match move:
        case Say(text=text):
            return BotSaid(text)
        case BotWants(journey=journey, elements=elements):
            return Wants(journey, tuple(elements))
        case Do(journey=journey, action=action, arguments=arguments):
            return Does(journey=journey, action=action, arguments=tuple(arguments.items()))
        case HandOver():
            return BotHandsOver()


def _first(policy: Policy) -> tuple[str, str]:
    for name, journey in policy.journeys.items():
        for desk in journey.desks():
            bot = policy.estate.bots.get(desk)
            if bot and "chat" in journey.through and bot.certificate == "none":
                return desk, name
    # Certificates come with trials; until one is shown, a bot that needs one is routed nothing.
    raise BotError("no bot of this estate that handles a journey by chat may be routed to: each needs a certificate")
