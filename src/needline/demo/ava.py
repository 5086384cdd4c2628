"""Ava, the bot of Northgate Bank: a process of her own, as a stranger would write her.

    python -m needline.demo.ava --port 8099

Of needline she imports nothing but her own sentences, and she speaks what `docs/reference/bot-http.md`
says. She follows rules, holds no data and never learns who the customer is: for each of the last 10,000
conversations she remembers what she waits for and whether she understood.
"""

import argparse
import re
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from enum import Enum, auto
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Lock
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from needline.demo.voice import VOICES, Row, Voice, told

BODY_LIMIT = 1024 * 1024  # bytes
READ_LIMIT = 2_000  # characters of what a customer wrote; more would only make the rules slow
MEMORY_LIMIT = 10_000  # conversations

Language = Literal["en", "de"]


class Said(Struct, frozen=True, kw_only=True, tag_field="type", tag="said"):
    """The customer wrote something."""

    text: str


class Shown(Struct, frozen=True, kw_only=True, tag_field="type", tag="shown"):
    """What she wanted, as far as she may see it."""

    values: dict[str, tuple[Row, ...]]
    withheld: dict[str, str]


class Did(Struct, frozen=True, kw_only=True, tag_field="type", tag="did"):
    """Whether what she asked for was done."""

    ok: bool


class Turn(Struct, frozen=True, kw_only=True):
    """What she is told."""

    conversation: Annotated[str, Meta(max_length=200)]
    event: Said | Shown | Did
    journeys: tuple[str, ...]
    language: Language


class Say(Struct, frozen=True, tag_field="type", tag="say"):
    """Tell the customer something."""

    text: str


class Wants(Struct, frozen=True, tag_field="type", tag="wants"):
    """Ask for data of the customer."""

    journey: str
    elements: tuple[str, ...]


class Do(Struct, frozen=True, tag_field="type", tag="do"):
    """Ask for something to be done."""

    journey: str
    action: str
    arguments: dict[str, str]


class HandOver(Struct, frozen=True, tag_field="type", tag="hand_over"):
    """Give the conversation to people."""

    why: Literal["asks_for_person", "cannot_help"]


Move = Say | Wants | Do | HandOver


class Reply(Struct, frozen=True):
    """What she wishes to happen."""

    moves: tuple[Move, ...]


class Waiting(Enum):
    """The question that she asked last."""

    NOTHING = auto()
    SEND_AGAIN = auto()
    PERSON = auto()


class Flow(Struct, frozen=True, kw_only=True):
    """All that she remembers of a conversation."""

    waiting: Waiting = Waiting.NOTHING
    delivery: str = ""  # the number of the one to send again
    lost: int = 0  # how often in a row she did not understand


Answer = tuple[Flow, tuple[Move, ...]]


class Topic(Enum):
    """What a customer is after, the most urgent first, and the words that show it."""

    PERSON = r"\b(person|human|agent|colleague|someone real|mensch\w*|mitarbeiter\w*|berater\w*)\b"
    URGENT = r"\b(stolen|stole|lost|fraud\w*|gestohlen\w*|geklaut|verloren|betrug\w*)\b"
    DELIVERY = (
        r"\b(deliver|new card|where\b.*\bcard|card\b.*\b(arriv|come|coming|here|post)"
        r"|liefer|zustell|neuen? karte|wo\b.*\bkarte|karte\b.*\b(kommt|da|unterwegs))"
    )
    BALANCE = r"\b(balance|how much\b.*\b(have|left|account)|kontostand|saldo|guthaben|wie ?viel geld)"
    FEES = r"\b(fees?|charged me|gebühr\w*|entgelt\w*)\b"
    HOURS = r"\b(open|opening|hours|branch\w*|(when|time)\b.*\bclose|öffnungszeit\w*|geöffnet|filiale\w*)\b"
    THANKS = r"\b(thanks?|thank you|bye|goodbye|danke\w*|tschüss|wiedersehen)\b"
    GREETING = r"\b(hi|hello|hey|good (morning|afternoon|evening)|hallo|guten (tag|morgen|abend)|moin)\b"
    HELP = r"\b(help|what can you|hilfe|hilf|was k(ann|önn)\w*)\b"

    @classmethod
    def of(cls, text: str) -> "Topic | None":
        """The first topic whose words `text` has."""
        return next((topic for topic in cls if re.search(topic.value, text)), None)


ELEMENTS = {  # what she needs to answer a topic: the journey, and its element
    Topic.DELIVERY: ("card_delivery", "card_delivery"),
    Topic.BALANCE: ("balance_inquiry", "balance"),
    Topic.FEES: ("fee_question", "fees"),
}
CHAT: Mapping[Topic, Callable[[Voice], tuple[Move, ...]]] = {
    Topic.PERSON: lambda _: (HandOver("asks_for_person"),),
    Topic.URGENT: lambda voice: (Say(voice.urgent), HandOver("cannot_help")),
    Topic.HOURS: lambda voice: (Say(voice.hours),),
    Topic.THANKS: lambda voice: (Say(voice.thanks),),
    Topic.GREETING: lambda voice: (Say(f"{voice.greeting} {voice.offer}"),),
    Topic.HELP: lambda voice: (Say(voice.offer),),
}
YES = re.compile(r"\W*(yes|yeah|yep|sure|ok|okay|please|ja|gern|gerne|bitte|klar)\b")
NO = re.compile(r"\b(no|nope|not|don't|nein|nicht)\b")
MASKED = re.compile(r"\[(card number|password|pin|security code|one-time code|account number)\]")
SMALL_TALK = {None, Topic.THANKS, Topic.GREETING, Topic.HELP}  # a yes or a no may come along with it


def answer(flow: Flow, turn: Turn) -> Answer:
    """What she remembers and does after `turn`."""
    voice = VOICES[turn.language]
    match turn.event:
        case Said(text=text):
            return _hear(flow, turn, voice, text[:READ_LIMIT].lower())
        case Shown(values=values, withheld=withheld):
            return _tell(voice, values, withheld)
        case Did(ok=True):
            return Flow(), (Say(voice.sent_again),)
        case Did():
            return Flow(waiting=Waiting.PERSON), (Say(voice.failed),)


def _hear(flow: Flow, turn: Turn, voice: Voice, text: str) -> Answer:
    plain = MASKED.sub(" ", text)
    if plain == text:
        return _reply(flow, turn, voice, text)
    kindly = Say(voice.masked)
    if Topic.of(plain) is None and not YES.match(plain):
        return flow, (kindly,)
    flow, moves = _reply(flow, turn, voice, plain)
    return flow, (kindly, *moves)


def _reply(flow: Flow, turn: Turn, voice: Voice, text: str) -> Answer:
    topic = Topic.of(text)
    if flow.waiting is not Waiting.NOTHING and topic in SMALL_TALK and (NO.search(text) or YES.match(text)):
        # Whoever says both has not agreed.
        return _settle(flow, voice, agreed=not NO.search(text))
    if topic in ELEMENTS:
        return _look_up(turn, voice, *ELEMENTS[topic])
    return _chat(flow, voice, topic)


def _settle(flow: Flow, voice: Voice, *, agreed: bool) -> Answer:
    if not agreed:
        return Flow(), (Say(voice.left_alone),)
    if flow.waiting is Waiting.PERSON:
        return Flow(), (HandOver("asks_for_person"),)
    return Flow(), (Do("card_delivery", "send_card_again", {"delivery": flow.delivery}),)


def _look_up(turn: Turn, voice: Voice, journey: str, element: str) -> Answer:
    if journey not in turn.journeys:
        return Flow(waiting=Waiting.PERSON), (Say(voice.not_here),)
    return Flow(), (Wants(journey, (element,)),)


def _chat(flow: Flow, voice: Voice, topic: Topic | None) -> Answer:
    if topic is None:
        return _at_a_loss(flow, voice)
    return Flow(), CHAT[topic](voice)


def _at_a_loss(flow: Flow, voice: Voice) -> Answer:
    if flow.lost:
        return Flow(), (HandOver("cannot_help"),)
    return Flow(lost=1), (Say(f"{voice.lost} {voice.offer}"),)


def _tell(voice: Voice, values: dict[str, tuple[Row, ...]], withheld: dict[str, str]) -> Answer:
    says = tuple(Say(told(voice, element, rows)) for element, rows in values.items())
    if withheld:
        return Flow(waiting=Waiting.PERSON), (*says, Say(voice.withheld))
    returned = _returned(values.get("card_delivery", ()))
    if returned is None:
        return Flow(), says
    return Flow(waiting=Waiting.SEND_AGAIN, delivery=returned), (*says, Say(voice.send_again))


def _returned(rows: tuple[Row, ...]) -> str | None:
    return next((row[0] for row in rows if row[2:3] == ("returned",)), None)


class Memory:
    """What she remembers of which conversation; the one that was silent longest is forgotten first."""

    def __init__(self, limit: int = MEMORY_LIMIT) -> None:
        self._limit = limit
        self._flows: OrderedDict[str, Flow] = OrderedDict()
        self._lock = Lock()

    def take(self, conversation: str) -> Flow:
        """Where the conversation stands; `keep` puts it back."""
        with self._lock:
            return self._flows.pop(conversation, Flow())

    def keep(self, conversation: str, flow: Flow) -> None:
        """Remember where the conversation stands."""
        with self._lock:
            self._flows[conversation] = flow
            if len(self._flows) > self._limit:
                self._flows.popitem(last=False)


class Ava(ThreadingHTTPServer):
    """Her web server, on this machine only; port 0 takes any free one."""

    request_queue_size = 128

    def __init__(self, port: int) -> None:
        self.memory = Memory()
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        """Bind as any TCP server does: one for HTTP looks its own name up, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def turn(self, body: bytes) -> bytes:
        """The reply to a turn; msgspec.DecodeError when `body` is none."""
        turn = msgspec.json.decode(body, type=Turn)
        flow, moves = answer(self.memory.take(turn.conversation), turn)
        self.memory.keep(turn.conversation, flow)
        return msgspec.json.encode(Reply(moves))


class _Handler(BaseHTTPRequestHandler):
    server: Ava
    protocol_version = "HTTP/1.1"
    timeout = 60  # seconds that a silent connection stays open
    wbufsize = -1  # head and body leave together: apart, the second would wait for the other side's receipt

    def do_POST(self) -> None:
        """Answer a turn, or say why this is none; no answer repeats what came."""
        length = self.headers.get("Content-Length", "")
        if self.path != "/turn":
            self._refuse(HTTPStatus.NOT_FOUND)
        elif not (length.isascii() and length.isdigit()):
            self._refuse(HTTPStatus.LENGTH_REQUIRED)
        elif len(length) > 9 or int(length) > BODY_LIMIT:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            self._turn(self.rfile.read(int(length)))

    def _turn(self, body: bytes) -> None:
        try:
            reply = self.server.turn(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self._refuse(HTTPStatus.BAD_REQUEST)
        else:
            self._send(HTTPStatus.OK, reply)

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True  # what was not read would be taken for the next request
        self._send(status, msgspec.json.encode({"error": status.phrase}))

    def _send(self, status: HTTPStatus, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: what is said to her is not written down."""


def main() -> None:
    """Serve until interrupted, and say where on the first line."""
    options = argparse.ArgumentParser(prog="ava", description="Ava, the bot of the demo bank.")
    options.add_argument("--port", type=int, default=0, help="port on this machine; 0 takes any free one")
    options.add_argument("--leash", action="store_true", help="end when standard input ends: its holder is gone")
    told = options.parse_args()
    with Ava(told.port) as ava:
        if told.leash:
            threading.Thread(target=_hold, args=(ava,), daemon=True).start()
        print(f"ava listens on http://127.0.0.1:{ava.server_port}", flush=True)  # noqa: T201 - for who started her
        try:
            ava.serve_forever()
        except KeyboardInterrupt:
            return


def _hold(ava: Ava) -> None:
    """Wait for the end of standard input, then let the server come to an end."""
    sys.stdin.buffer.read()
    ava.shutdown()


if __name__ == "__main__":
    main()
