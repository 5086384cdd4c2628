"""A bot that speaks JSON over HTTP: one request and one reply per turn of a conversation.

`docs/reference/bot-http.md` describes the language; the structs below are it. What comes from a bot is
not to be trusted: it may be late, long, broken or hostile. It is read no further than `BODY_LIMIT` bytes
and no longer than the deadline, and whatever is not exactly a reply is a `BotError`. A bot may repeat
what a customer wrote, so no error says what stood in an answer, nor does the cause that it was raised
from.
"""

import asyncio
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Annotated, Literal

import httpx
import msgspec
from msgspec import Meta, Struct

from needline.errors import BotError, SettingsError

BODY_LIMIT = 64 * 1024  # bytes; eight moves of 4,000 Latin characters fit, or four of any script
MOVES_LIMIT = 8
TEXT_LIMIT = 4_000  # characters
DEADLINE = 5.0  # seconds from the first byte that we send to the last that we read

# Neither a log, a page nor PostgreSQL takes control characters well: of them only tab and new line pass.
Text = Annotated[str, Meta(min_length=1, max_length=TEXT_LIMIT, pattern=r"\A[^\x00-\x08\x0b-\x1f\x7f]*\Z")]
Name = Annotated[str, Meta(max_length=100, pattern=r"\A[a-z][a-z0-9_]*\Z")]
Row = tuple[str, ...]


class Said(Struct, frozen=True, kw_only=True, tag_field="type", tag="said"):
    """The customer wrote `text`; what the bot does not need is masked in it, as `[card number]`."""

    text: str


class Shown(Struct, frozen=True, kw_only=True, tag_field="type", tag="shown"):
    """What the bot wanted: per element its rows of cells, or why it is withheld."""

    journey: str
    values: dict[str, tuple[Row, ...]]
    withheld: dict[str, str]


class Did(Struct, frozen=True, kw_only=True, tag_field="type", tag="did"):
    """What became of an action."""

    action: str
    ok: bool
    why: str = ""


class Turn(Struct, frozen=True, kw_only=True):
    """What the bot is told."""

    conversation: str  # opaque; the same for all turns of a conversation and for no other
    event: Said | Shown | Did
    journeys: tuple[str, ...]  # those the bot may serve
    language: Literal["en", "de"]


class Say(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="say"):
    """Tell the customer `text`."""

    text: Text


class Wants(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="wants"):
    """Ask for elements of the customer of this conversation."""

    journey: Name
    elements: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=32)]


class Do(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="do"):
    """Ask for an action; arguments are text, as cells are."""

    journey: Name
    action: Name
    arguments: Annotated[dict[Name, Text], Meta(max_length=32)]


class HandOver(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type", tag="hand_over"):
    """Give the conversation to people."""

    why: Literal["asks_for_person", "cannot_help"]


Move = Say | Wants | Do | HandOver


class Reply(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the bot wishes to happen, in this order; no moves at all is an answer too."""

    moves: Annotated[tuple[Move, ...], Meta(max_length=MOVES_LIMIT)]


class HttpBot:
    """A bot at a web address; one object serves all conversations, and `aclose` ends its connections.

    SettingsError when `url` is no address of a web server.
    """

    def __init__(self, url: str, *, deadline: float = DEADLINE) -> None:
        self._url = _address(url)
        self._deadline = deadline
        self._client = httpx.AsyncClient(
            timeout=deadline,
            # Shorter than servers wait, so that no turn meets a connection that is just being closed.
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=2.0),
            follow_redirects=False,  # the turn goes where the estate says and nowhere else
            trust_env=False,  # nor through a proxy that a variable names
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # one customer's is none of another's
            headers={"accept": "application/json", "accept-encoding": "identity"},
        )

    async def aclose(self) -> None:
        """End the connections; the bot cannot be asked any more."""
        await self._client.aclose()

    async def turn(self, turn: Turn) -> tuple[Move, ...]:
        """Tell the bot what happened and return its moves; BotError for anything but a reply in time."""
        reply = _reply(await self._answer(msgspec.json.encode(turn)))
        if reply is None:
            raise BotError("the bot's answer is not a reply as docs/reference/bot-http.md has it")
        return reply.moves

    async def _answer(self, question: bytes) -> bytes:
        try:
            # One deadline around everything: httpx begins its own anew with every part it reads.
            async with asyncio.timeout(self._deadline):
                return await self._post(question)
        except (TimeoutError, httpx.TimeoutException) as late:
            raise BotError(f"the bot did not answer within {self._deadline:g} s") from late
        except httpx.ConnectError as refused:
            raise BotError("the bot cannot be reached") from refused
        except httpx.HTTPError as broken:
            how = type(broken).__name__
        # Raised out here, because the text of the cause quotes what the bot sent.
        raise BotError(f"the bot broke off, or it does not speak HTTP ({how})")

    async def _post(self, question: bytes) -> bytes:
        headers = {"content-type": "application/json"}
        async with self._client.stream("POST", self._url, content=question, headers=headers) as response:
            if response.status_code != 200:
                raise BotError(f"the bot answered with status {response.status_code}, not 200")
            if response.headers.get("content-encoding", "identity") != "identity":
                raise BotError("the bot's answer is packed, although we do not take that")
            return await _body(response)


def _address(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as cause:
        raise SettingsError("the address of a bot is no URL") from cause
    if address.scheme not in {"http", "https"} or not address.host:
        raise SettingsError(f"the address of a bot is http://host or https://host, not {address.scheme!r}")
    return address.copy_with(path=f"{address.path.rstrip('/')}/turn")


async def _body(response: httpx.Response) -> bytes:
    body = bytearray()
    async for part in response.aiter_raw():
        body += part
        if len(body) > BODY_LIMIT:
            raise BotError(f"the bot's answer is longer than {BODY_LIMIT} bytes")
    return bytes(body)


def _reply(body: bytes) -> Reply | None:
    """The reply in `body`, if it is one; why it is not stays here, because that quotes it."""
    try:
        return msgspec.json.decode(body, type=Reply)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
