"""A bot over HTTP: what is an answer, and that everything else is an error that repeats nothing."""

import asyncio
import gzip
import json
import re
import subprocess
import sys
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needline.bots.http import (
    BODY_LIMIT,
    Did,
    Do,
    HandOver,
    HttpBot,
    Move,
    Said,
    Say,
    Shown,
    Turn,
    Wants,
    _reply,
)
from needline.errors import BotError, SettingsError

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "bot-http.md"
CARD = "4929 1234 5678 9012"
ASKED = Turn(conversation="c-7Q2M", event=Said(text="hello"), journeys=("card_delivery",), language="en")

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def served(serve: Serve) -> AsyncIterator[str]:
    tasks: list[asyncio.Task[None]] = []

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            try:
                await serve(reader, writer)
            finally:
                writer.close()
                await writer.wait_closed()

    def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.append(asyncio.create_task(connected(reader, writer)))

    server = await asyncio.start_server(accepted, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def question(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    assert length
    return head, await reader.readexactly(int(length[1]))


def says(answer: bytes) -> Serve:
    """A server that reads one request and sends these bytes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await question(reader)
        writer.write(answer)
        await writer.drain()

    return serve


def http(body: bytes, *, status: str = "200 OK", headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def ask(url: str, turn: Turn = ASKED, *, deadline: float = 5.0) -> tuple[Move, ...]:
    async with aclosing(HttpBot(url, deadline=deadline)) as bot:
        return await bot.turn(turn)


def asked(serve: Serve, *, deadline: float = 5.0) -> tuple[Move, ...]:
    async def play() -> tuple[Move, ...]:
        async with served(serve) as url:
            return await ask(url, deadline=deadline)

    return asyncio.run(play())


def examples(text: str) -> list[dict[str, object]]:
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]


# ── known answers: the reference ────────────────────────────────────────────────────────────────────


def test_the_events_of_the_reference_are_what_we_send() -> None:
    written = examples(REFERENCE.read_text(encoding="utf-8"))
    turn = Turn(
        conversation="c-7Q2M",
        event=Said(text="Where is my new card?"),
        journeys=("card_delivery", "balance_inquiry"),
        language="en",
    )
    rows = (("7", "debit card", "on its way", "2025-11-28"),)
    shown = Shown(journey="card_delivery", values={"card_delivery": rows}, withheld={})
    did = Did(action="send_card_again", ok=True)
    assert [json.loads(msgspec.json.encode(sent)) for sent in (turn, shown, did)] == written[:3]


def test_the_answer_of_the_reference_is_what_we_read() -> None:
    written = examples(REFERENCE.read_text(encoding="utf-8"))[3]
    wants = Wants(journey="card_delivery", elements=("card_delivery",))
    assert asked(says(http(json.dumps(written).encode()))) == (wants,)


def test_every_move_is_read_in_its_order() -> None:
    moves = (
        Say(text="Grüß Gott, 王!\n\tOne moment."),
        Wants(journey="balance_inquiry", elements=("balance", "name")),
        Do(journey="card_delivery", action="send_card_again", arguments={"delivery": "7"}),
        HandOver(why="asks_for_person"),
    )
    assert asked(says(http(msgspec.json.encode({"moves": moves})))) == moves


def test_a_bot_may_wish_for_nothing() -> None:
    assert asked(says(http(b'{"moves": []}'))) == ()


def test_an_answer_in_pieces_is_one_answer() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await question(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for part in (b'{"moves": ', b'[{"type":"say",', b'"text":"hi"}]}'):
            writer.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            await writer.drain()
            await asyncio.sleep(0.01)
        writer.write(b"0\r\n\r\n")

    assert asked(serve) == (Say(text="hi"),)


# ── tables: what is no answer ───────────────────────────────────────────────────────────────────────


def say(text: str) -> dict[str, str]:
    return {"type": "say", "text": text}


@pytest.mark.parametrize("moves", [[say("x")] * 8, [say("x" * 4_000)], [say("ü" * 4_000)] * 4])
def test_what_just_fits_is_an_answer(moves: list[dict[str, str]]) -> None:
    assert len(asked(says(http(json.dumps({"moves": moves}, ensure_ascii=False).encode())))) == len(moves)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>oops</html>",
        b"null",
        b"[]",
        b"{}",
        b'{"moves": null}',
        b'{"moves": [{}]}',
        b'{"moves": [{"type": "sing"}]}',
        b'{"moves": [{"type": "say"}]}',
        b'{"moves": [{"type": "say", "text": ""}]}',
        b'{"moves": [{"type": "say", "text": 7}]}',
        b'{"moves": [{"type": "say", "text": "a\\u0000b"}]}',
        b'{"moves": [{"type": "say", "text": "a\\u001b[2Jb"}]}',
        b'{"moves": [{"type": "say", "text": "\\ud800"}]}',
        b'{"moves": [{"type": "say", "text": "x", "html": "<b>x</b>"}]}',
        b'{"moves": [], "session": 1}',
        b'{"moves": [{"type": "wants", "journey": "a", "elements": []}]}',
        b'{"moves": [{"type": "wants", "journey": "a", "elements": ["4929 1234 5678 9012"]}]}',
        b'{"moves": [{"type": "wants", "journey": "a\\n", "elements": ["b"]}]}',
        b'{"moves": [{"type": "do", "journey": "a", "action": "b", "arguments": {"c": 7}}]}',
        b'{"moves": [{"type": "do", "journey": "a", "action": "b", "arguments": {"c": ["d"]}}]}',
        b'{"moves": [{"type": "hand_over", "why": "bored"}]}',
        b'{"moves": [{"type": "say", "text": "x"}]} {"moves": []}',
        b'{"moves": [{"type": "say", "text": "\xff\xfe"}]}',
        b"[" * 60_000,
        json.dumps({"moves": [say("x")] * 9}).encode(),
        json.dumps({"moves": [say("x" * 4_001)]}).encode(),
    ],
)
def test_what_is_not_exactly_a_reply_is_an_error(body: bytes) -> None:
    with pytest.raises(BotError, match="not a reply"):
        asked(says(http(body)))


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (http(b'{"moves": []}', status="500 Oh dear"), "status 500"),
        (http(b'{"moves": []}', status="201 Created"), "status 201"),
        (http(b"", status="204 No Content"), "status 204"),
        (http(b"", status="302 Found", headers="Location: /elsewhere\r\n"), "status 302"),
        (http(gzip.compress(b'{"moves": []}', mtime=0), headers="Content-Encoding: gzip\r\n"), "packed"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "broke off"),
        (b"", "broke off"),
        (b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"moves":', "broke off"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, "broke off"),
    ],
)
def test_what_is_not_a_plain_answer_is_an_error(answer: bytes, what: str) -> None:
    with pytest.raises(BotError, match=what):
        asked(says(answer))


@pytest.mark.parametrize("url", ["", "8099", "ftp://bot.example", "http://", "http://[::1", "file:///etc/passwd"])
def test_an_address_that_is_none_of_the_web_is_refused_at_once(url: str) -> None:
    with pytest.raises(SettingsError, match="address of a bot"):
        HttpBot(url)


# ── time, length, and where a turn goes ─────────────────────────────────────────────────────────────


def test_a_bot_that_says_nothing_is_late() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await question(reader)
        await reader.read()

    before = time.monotonic()
    with pytest.raises(BotError, match=r"within 0\.3 s"):
        asked(serve, deadline=0.3)
    assert time.monotonic() - before < 2


def test_a_bot_that_drips_is_late() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await question(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(1_000):
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.05)

    before = time.monotonic()
    with pytest.raises(BotError, match=r"within 0\.3 s"):
        asked(serve, deadline=0.3)
    assert time.monotonic() - before < 2


def test_an_answer_of_10_mb_is_too_long() -> None:
    with pytest.raises(BotError, match=f"longer than {BODY_LIMIT} bytes"):
        asked(says(http(b" " * 10_000_000)))


def test_an_answer_without_end_is_cut_off() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await question(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b" " * BODY_LIMIT)
            await writer.drain()

    with pytest.raises(BotError, match="longer than"):
        asked(serve)


def test_a_bot_that_is_not_there_cannot_be_reached() -> None:
    async def play() -> None:
        async with served(says(b"")) as url:
            pass
        await ask(url)

    with pytest.raises(BotError, match="cannot be reached"):
        asyncio.run(play())


def test_a_turn_follows_no_redirect() -> None:
    reached: list[bytes] = []

    async def elsewhere(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.append(await reader.readline())

    async def play() -> None:
        async with served(elsewhere) as target:
            moved = http(b"", status="307 Moved", headers=f"Location: {target}/turn\r\n")
            async with served(says(moved)) as url:
                await ask(url)

    with pytest.raises(BotError, match="status 307"):
        asyncio.run(play())
    assert reached == []


def test_a_turn_passes_no_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert asked(says(http(b'{"moves": []}'))) == ()


def test_a_cookie_of_one_conversation_does_not_come_with_the_next() -> None:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in "ab":
            heads.append((await question(reader))[0])
            writer.write(http(b'{"moves": []}', headers="Set-Cookie: who=amara; Path=/\r\n"))

    async def play() -> None:
        async with served(serve) as url, aclosing(HttpBot(url)) as bot:
            await bot.turn(ASKED)
            await bot.turn(ASKED)

    asyncio.run(play())
    assert len(heads) == 2
    assert not [head for head in heads if b"cookie" in head.lower()]


def test_a_turn_goes_to_turn_below_the_address() -> None:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await question(reader))[0])
        writer.write(http(b'{"moves": []}'))

    async def play() -> None:
        async with served(serve) as url:
            for path in ("", "/", "/bots/ava/"):
                await ask(url + path)

    asyncio.run(play())
    assert [head.split()[1] for head in heads] == [b"/turn", b"/turn", b"/bots/ava/turn"]


@pytest.mark.parametrize(
    "answer",
    [
        http(f'{{"moves": [{{"type": "{CARD}"}}]}}'.encode()),
        http(f'{{"{CARD}": 1}}'.encode()),
        http(f'{{"moves": [{{"type": "hand_over", "why": "{CARD}"}}]}}'.encode()),
        http(b"", status=f"500 {CARD}"),
        http(b"", headers=f"Content-Encoding: {CARD}\r\n"),
        f"{CARD}\r\n\r\n".encode(),
        f"HTTP/1.1 200 OK\r\nContent-Length: {CARD}\r\n\r\n".encode(),
        f"HTTP/1.1 302 Found\r\nLocation: http://[{CARD}\r\n\r\n".encode(),
        http(CARD.encode() * 10_000),
    ],
)
def test_no_error_repeats_what_a_bot_sent(answer: bytes) -> None:
    with pytest.raises(BotError) as caught:
        asked(says(answer))
    error: BaseException | None = caught.value
    assert CARD not in "".join(traceback.format_exception(caught.value))
    while error:
        assert CARD not in str(error)
        error = error.__cause__ or error.__context__


# ── properties ──────────────────────────────────────────────────────────────────────────────────────

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["type", "text", "moves", "say"]), inner),
)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_body_is_a_reply_or_none(body: bytes) -> None:
    reply = _reply(body)
    assert reply is None or len(reply.moves) <= 8


@settings(max_examples=25)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_moves_or_a_bot_error(noise: bytes, polite: bool) -> None:
    with suppress(BotError):
        asked(says(b"HTTP/1.1 200 OK\r\n" * polite + noise))


# ── the contract with a bot in a process of its own ─────────────────────────────────────────────────


@pytest.fixture(scope="module")
def ava() -> Iterator[str]:
    command = [sys.executable, "-m", "needline.demo.ava", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[-1]
        process.terminate()


def shown(element: str, *rows: tuple[str, ...]) -> Shown:
    return Shown(journey=element, values={element: rows}, withheld={})


EVENTS: tuple[Said | Shown | Did, ...] = (
    Said(text="hello"),
    Said(text="Where is my new card? It is for [card number]"),
    Said(text="what is my balance"),
    Said(text="I want to talk to a person"),
    Said(text="\x00\u202e王" * 10_000),
    Said(text=""),
    shown("card_delivery", ("7", "debit card", "returned", "2025-11-20")),
    shown("card_delivery"),
    shown("balance", ("current account", "12.05"), ("",), ()),
    shown("fees", *[("2025-11-20", "late payment", "x" * 9_000)] * 50),
    shown("anything", ("a\x00\x1b", "b")),
    Shown(journey="fee_question", values={}, withheld={"fees": "customer_proof"}),
    Did(action="send_card_again", ok=True),
    Did(action="send_card_again", ok=False, why="not_needed"),
)


@pytest.mark.parametrize("language", ["en", "de"])
def test_ava_answers_every_event_with_moves(ava: str, language: Literal["en", "de"]) -> None:
    def turn(at: int, event: Said | Shown | Did) -> Turn:
        return Turn(conversation=f"{language}-{at}", event=event, journeys=(), language=language)

    async def play() -> list[tuple[Move, ...]]:
        async with aclosing(HttpBot(ava)) as bot:
            return [await bot.turn(turn(at, event)) for at, event in enumerate(EVENTS)]

    assert all(asyncio.run(play()))


def test_ava_serves_many_conversations_at_once(ava: str) -> None:
    async def play() -> list[tuple[Move, ...]]:
        async with aclosing(HttpBot(ava)) as bot:
            turns = (msgspec.structs.replace(ASKED, conversation=f"many-{at}") for at in range(60))
            return await asyncio.gather(*map(bot.turn, turns))

    answers = asyncio.run(play())
    assert len(answers) == 60
    assert len(set(answers)) == 1
