"""An API as a source: of a customer exactly what was asked for, or an error that quotes nothing."""

import asyncio
import json
import logging
import re
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec.structs import replace

from needline.errors import SettingsError, SourceError
from needline.estate.model import Answer, Store
from needline.forms import use
from needline.sources import HttpSource
from needline.sources.api import BODY
from tests.clock import Clock
from tests.sources.crm import API, CHARGES, PEOPLE, Crm, Desk, Play, as_usual, listening, saying

Open = Callable[..., HttpSource]


@pytest.fixture
def crm() -> Iterator[Crm]:
    with listening() as crm:
        yield crm


@pytest.fixture
def strays() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def connect(crm: Crm, strays: list[tuple[str, str]]) -> Iterator[Open]:
    """Opens sources and closes them all."""
    opened: list[HttpSource] = []

    def connect(
        store: Store = API,
        url: str = "",
        deadline: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
        trust: ssl.SSLContext | None = None,
    ) -> HttpSource:
        opened.append(
            HttpSource(
                "core",
                store,
                url or crm.url,
                {"authorization": "Bearer tulip"},
                deadline=deadline,
                stray=lambda store, table: strays.append((store, table)),
                jitter=lambda: 0.0,
                clock=clock,
                trust=trust,
            )
        )
        return opened[-1]

    yield connect
    for source in opened:
        source.close()


def fetched(source: HttpSource, subject: str, *elements: str) -> dict[str, tuple[str, ...]]:
    """What a source gives, taken out of its values."""
    values = asyncio.run(source.fetch(subject, elements))
    return {element: tuple(map(use, some)) for element, some in values.items()}


def refused(source: HttpSource, match: str, *elements: str) -> SourceError:
    """The error, in which nothing of an answer, a key or a secret stands."""
    with pytest.raises(SourceError, match=match) as failed:
        asyncio.run(source.fetch("1", elements or ("name",)))
    error: BaseException | None = failed.value
    while error is not None:
        assert not any(secret in f"{error!r} {error.args}" for secret in ("rosebud", "Weiß", "Amara", "tulip"))
        error = error.__cause__ or error.__context__
    return failed.value


# ── what is asked ──────────────────────────────────────────────────────────────────────────────────
def test_one_request_per_table_of_the_needed_fields_of_one_customer(crm: Crm, connect: Open) -> None:
    fetched(connect(), "1", "name", "birth_date", "charges", "merchants")
    assert sorted(path for path, _, _ in crm.heard) == [
        "/customers/1/charges",
        "/customers/1?fields=id,full_name,born",
    ]


def test_every_request_carries_the_estates_headers_and_no_cookie(crm: Crm, connect: Open) -> None:
    source = connect()
    crm.instead = [saying(json.dumps(PEOPLE[1]), Set_Cookie="session=rosebud")]
    for _ in range(2):
        fetched(source, "1", "name")
    for _, headers, _ in crm.heard:
        assert headers["authorization"] == "Bearer tulip"
        assert headers["accept"] == "application/json"
        assert headers["accept-encoding"] == "identity"
        assert "cookie" not in headers


def test_a_key_is_one_step_of_a_path_whatever_stands_in_it(crm: Crm, connect: Open) -> None:
    for key in ("1/charges", "../1", "a b?c#d", "{fields}", "Zoë", "\ud800", "1\r\nX: y"):
        assert fetched(connect(), key, "name") == {"name": ()}
    for path, headers, _ in crm.heard:
        assert path.startswith("/customers/")
        assert path.endswith("?fields=id,full_name")
        assert path.count("/") == 2
        assert "x" not in headers


def test_keys_that_mean_another_place_are_not_asked_for(crm: Crm, connect: Open) -> None:
    for key in ("", ".", ".."):
        assert fetched(connect(), key, "name", "charges") == {"name": (), "charges": ()}
    assert crm.heard == []


def test_connections_are_kept_between_fetches(crm: Crm, connect: Open) -> None:
    met = set()

    def play(desk: Desk) -> None:
        met.add(desk.client_address)
        as_usual(desk)

    crm.whenever = play
    source = connect()
    for _ in range(5):
        fetched(source, "1", "name")  # each in an event loop of its own
    assert len(met) == 1


# ── what is passed on ──────────────────────────────────────────────────────────────────────────────
def test_what_nobody_asked_for_is_not_passed_on(crm: Crm, connect: Open) -> None:
    over = {**PEOPLE[1], "card": "rosebud", "friends": [{"id": 2, "name": "rosebud"}]}
    crm.instead = [saying(json.dumps(over))]
    assert fetched(connect(), "1", "birth_date") == {"birth_date": ("1980-05-01",)}


def test_numbers_are_shown_as_they_are_written(connect: Open) -> None:
    assert fetched(connect(), "1", "charges")["charges"] == ("10 12.50 Corner Shop", "11 250.00 Airline")


@pytest.mark.parametrize(
    ("born", "shown"),
    [
        ('"1980-05-01"', ("1980-05-01",)),
        ("null", ()),
        ('""', ()),
        ("0", ("0",)),
        ("1.10", ("1.10",)),
        ("true", ("true",)),
        ("false", ("false",)),
        (r'"J\u00fcrgen \ud83d\ude00"', ("Jürgen 😀",)),
        ('"<script>alert(1)</script>"', ("<script>alert(1)</script>",)),
    ],
)
def test_a_cell_is_a_text_a_number_or_nothing(crm: Crm, connect: Open, born: str, shown: tuple[str, ...]) -> None:
    crm.instead = [saying(f'{{"id": 1, "born": {born}}}')]
    assert fetched(connect(), "1", "birth_date") == {"birth_date": shown}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ('{"id": 1}', "there is no 'born' where one should be"),
        ('{"id": 1, "born": ["rosebud"]}', "there is more than one value at 'born'"),
        ('{"id": 1, "born": {"day": "rosebud"}}', "there is more than one value at 'born'"),
        ('{"born": "rosebud"}', "there is no 'id' where one should be"),
        ('["rosebud"]', "there is no 'id' where one should be"),
        ('"rosebud"', "there is no 'id' where one should be"),
        ("[]", "there is no 'id' where one should be"),
    ],
)
def test_what_is_not_as_the_estate_says_is_an_error(crm: Crm, connect: Open, answer: str, why: str) -> None:
    crm.instead = [saying(answer)]
    refused(connect(), f"^core answered customers otherwise than the estate says: {why}$", "birth_date")


def test_a_list_that_is_none_is_an_error_and_an_empty_one_is_not(crm: Crm, connect: Open) -> None:
    crm.instead = [saying('{"charges": {"rosebud": 1}}'), saying('{"charges": []}'), saying('{"charges": null}')]
    refused(connect(), "there is no list at 'charges'", "charges")
    for _ in range(2):
        assert fetched(connect(), "1", "charges") == {"charges": ()}


@pytest.mark.parametrize("missing", ["{}", '{"contact": null}', '{"contact": {}}', '{"contact": {"phone": null}}'])
def test_what_may_be_missing_is_nothing_on_file(crm: Crm, connect: Open, missing: str) -> None:
    crm.instead = [saying(json.dumps({"id": 1, **json.loads(missing)}))]
    assert fetched(connect(), "1", "phone") == {"phone": ()}


def test_a_part_of_the_answer_is_no_answer(crm: Crm, connect: Open) -> None:
    crm.instead = [saying(f'{{"charges": {CHARGES[1]}, "next": "/customers/1/charges?after=11"}}')]
    refused(connect(), "^core answered with a part of charges only$", "charges")
    crm.instead = [saying(f'{{"charges": {CHARGES[1]}, "next": false}}')]
    assert len(fetched(connect(), "1", "charges")["charges"]) == 2


def test_more_rows_than_anybody_can_read_are_a_mistake(crm: Crm, connect: Open) -> None:
    many = [{"customer_id": 1, "merchant": "rosebud"}] * 1001
    crm.instead = [saying(json.dumps({"charges": many})), saying(json.dumps({"charges": many[1:]}))]
    refused(connect(), "returned more than 1000 rows of charges", "merchants")
    assert len(fetched(connect(), "1", "merchants")["merchants"]) == 1000


# ── another customer's record ──────────────────────────────────────────────────────────────────────
_MIXED = CHARGES[1].replace("]", ",") + CHARGES[2].replace("[", "")


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        (json.dumps(PEOPLE[2]), ("name", "customers")),
        (json.dumps({**PEOPLE[1], "id": None}), ("name", "customers")),
        (json.dumps({**PEOPLE[1], "id": " 1"}), ("name", "customers")),
        (json.dumps({**PEOPLE[1], "id": "١"}), ("name", "customers")),
        ('{"id": 1.0, "name": {"full": "Amara"}}', ("name", "customers")),
        (f'{{"charges": {_MIXED}}}', ("charges", "charges")),
        ('{"customer": {"id": 2}, "orders": []}', ("orders", "Order Details")),
    ],
)
def test_another_customers_record_is_never_passed_on(
    crm: Crm, connect: Open, strays: list[tuple[str, str]], answer: str, asked: tuple[str, str]
) -> None:
    (element, table), crm.instead = asked, [saying(answer)]
    refused(connect(), f"^core returned another customer's record: {table}$", element)
    assert strays == [("core", table)]


def test_one_stray_row_keeps_back_everything_else(crm: Crm, connect: Open, strays: list[tuple[str, str]]) -> None:
    def play(desk: Desk) -> None:
        (saying(f'{{"charges": {_MIXED}}}') if "charges" in desk.path else as_usual)(desk)

    crm.whenever = play
    refused(connect(), "returned another customer's record", "name", "charges")
    assert strays == [("core", "charges")]


def test_without_anybody_else_the_log_is_told(crm: Crm, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    source = HttpSource("core", API, crm.url, {"authorization": "Bearer tulip"})
    crm.instead = [saying(json.dumps(PEOPLE[2]), X_Customer="rosebud")]
    with pytest.raises(SourceError):
        asyncio.run(source.fetch("1", ["name"]))
    source.close()
    assert [(one.levelname, one.getMessage()) for one in caplog.records if one.name.startswith("needline")] == [
        ("CRITICAL", "store core returned another customer's record: customers")
    ]
    for secret in ("rosebud", "Weiß", "tulip", "/customers/1"):
        assert secret not in caplog.text


# ── slow, down, broken ─────────────────────────────────────────────────────────────────────────────
def sleeping(desk: Desk) -> None:
    time.sleep(0.6)
    as_usual(desk)


def dripping(desk: Desk) -> None:
    desk.send_response(200)
    desk.send_header("Content-Type", "application/json")
    desk.send_header("Content-Length", "1000")
    desk.end_headers()
    _drip(desk, b'{"rosebud": "')


def dripping_headers(desk: Desk) -> None:
    _drip(desk, b"HTTP/1.1 200 OK\r\nX: rosebud")


def _drip(desk: Desk, begin: bytes) -> None:
    desk.close_connection = True
    for byte in begin + b"x" * 30:
        desk.wfile.write(bytes([byte]))
        time.sleep(0.02)


@pytest.mark.parametrize("play", [sleeping, dripping, dripping_headers])
def test_a_slow_api_is_given_up(crm: Crm, connect: Open, play: Play) -> None:
    crm.whenever = play
    begun = time.monotonic()
    refused(connect(deadline=0.2), r"^core did not answer: nothing within 0\.2 s$", "name", "charges")
    assert time.monotonic() - begun < 0.6


def garbage(desk: Desk) -> None:
    desk.wfile.write(b"rosebud\r\n\r\n")
    desk.close_connection = True


def hanging_up(desk: Desk) -> None:
    desk.close_connection = True


def cut(desk: Desk) -> None:
    desk.send_response(200)
    desk.send_header("Content-Type", "application/json")
    desk.send_header("Content-Length", "1000")
    desk.end_headers()
    desk.wfile.write(b'{"rosebud": 1')
    desk.close_connection = True


@pytest.mark.parametrize("play", [garbage, hanging_up, cut])
def test_what_breaks_off_is_asked_again_and_then_an_error(crm: Crm, connect: Open, play: Play) -> None:
    crm.instead = [play, play]
    assert fetched(connect(), "1", "name") == {"name": ("Amara Okafor",)}
    crm.heard.clear()
    crm.whenever = play
    refused(connect(), "^core did not answer: RemoteProtocolError$|^core did not answer: ReadError$")
    assert len(crm.heard) == 3


@pytest.mark.parametrize("status", [502, 503, 504])
def test_what_is_overloaded_is_asked_again(crm: Crm, connect: Open, status: int) -> None:
    crm.instead = [saying("rosebud", status)] * 2
    assert fetched(connect(), "1", "name") == {"name": ("Amara Okafor",)}
    crm.instead = [saying("rosebud", status)] * 3
    refused(connect(), f"^core did not answer: status {status}$")


@pytest.mark.parametrize("status", [429, 500])
def test_what_says_no_is_not_asked_again(crm: Crm, connect: Open, status: int) -> None:
    crm.instead = [saying("rosebud", status)]
    refused(connect(), f"^core did not answer: status {status}$")
    assert len(crm.heard) == 1


@pytest.mark.parametrize("status", [201, 204, 206, 301, 302, 303, 307, 308, 400, 401, 403, 501])
def test_any_other_status_is_an_error_and_no_redirect_is_followed(crm: Crm, connect: Open, status: int) -> None:
    crm.instead = [saying("" if status == 204 else json.dumps(PEOPLE[1]), status, Location="/customers/1")]
    refused(connect(), f"^core answered customers with status {status}$")
    assert len(crm.heard) == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "rosebud",
        "{",
        '{"id": 1}{',
        '{"id": NaN}',
        b"\xff\xfe",
        '"\\ud800"',
        "[" * 100_000,
        '{"id": 1' + "0" * 5000,
    ],
    ids=["empty", "words", "half", "two", "nan", "bytes", "surrogate", "deep", "long-number"],
)
def test_what_is_no_json_is_an_error(crm: Crm, connect: Open, body: bytes | str) -> None:
    crm.instead = [saying(body)]
    refused(connect(), "^core answered customers with what is no JSON$")


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/jsonp", "json", "", "image/json"])
def test_what_does_not_say_that_it_is_json_is_an_error(crm: Crm, connect: Open, kind: str) -> None:
    crm.instead = [saying(json.dumps(PEOPLE[1]), kind=kind)]
    refused(connect(), "^core answered customers with what is no plain JSON$")


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON ;charset=utf-8", "application/hal+json"])
def test_what_says_that_it_is_json_is_read(crm: Crm, connect: Open, kind: str) -> None:
    crm.instead = [saying(json.dumps(PEOPLE[1]), kind=kind)]
    assert fetched(connect(), "1", "name") == {"name": ("Amara Okafor",)}


def test_what_is_packed_is_not_unpacked(crm: Crm, connect: Open) -> None:
    crm.instead = [saying(b"\x1f\x8b rosebud", Content_Encoding="gzip")]
    refused(connect(), "with what is no plain JSON")


def test_an_answer_is_read_up_to_a_megabyte(crm: Crm, connect: Open) -> None:
    sent = []

    def endless(desk: Desk) -> None:
        desk.send_response(200)
        desk.send_header("Content-Type", "application/json")
        desk.send_header("Transfer-Encoding", "chunked")
        desk.end_headers()
        desk.close_connection = True
        for _ in range(10_000):
            desk.wfile.write(b"1000\r\n" + b" " * 4096 + b"\r\n")
            sent.append(4096)

    crm.instead = [endless]
    refused(connect(), f"^core answered customers with more than {BODY} bytes$")
    assert sum(sent) < 20 * BODY, "what nobody reads is not waited for"
    whole = json.dumps({**PEOPLE[1], "padding": ""})
    for over in (0, 1):
        padded = whole.replace('"padding": "', '"padding": "' + "x" * (BODY - len(whole) + over))
        crm.instead = [saying(padded)]
        if over:
            refused(connect(), "with more than")
        else:
            assert fetched(connect(), "1", "name") == {"name": ("Amara Okafor",)}


def test_an_api_that_is_not_there_is_an_error(connect: Open) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        refused(connect(url=f"http://127.0.0.1:{nobody.getsockname()[1]}"), "^core did not answer: ConnectError$")


# ── the breaker ────────────────────────────────────────────────────────────────────────────────────
def test_an_api_that_is_down_is_left_alone_and_tried_again(crm: Crm, connect: Open) -> None:
    clock = Clock()
    source = connect(clock=clock)
    crm.whenever = saying("rosebud", 500)
    for _ in range(5):
        refused(source, "status 500")
    refused(source, "^core is left alone for a while: it failed too often$")
    assert len(crm.heard) == 5
    clock.now += 10
    refused(source, "status 500")
    refused(source, "left alone")
    clock.now += 10
    crm.whenever = None
    for _ in range(2):
        assert fetched(source, "1", "name", "charges")["name"] == ("Amara Okafor",)


def test_only_one_trial_is_under_way(crm: Crm, connect: Open) -> None:
    clock = Clock()
    source = connect(clock=clock)
    crm.instead = [saying("", 500)] * 5
    for _ in range(5):
        refused(source, "status 500")
    crm.heard.clear()
    clock.now += 10

    async def at_once() -> list[object]:
        return await asyncio.gather(*(source.fetch("1", ["name"]) for _ in range(10)), return_exceptions=True)

    answers = asyncio.run(at_once())
    assert sum(isinstance(one, dict) for one in answers) == 1
    assert sum(isinstance(one, SourceError) for one in answers) == 9
    assert len(crm.heard) == 1


def test_a_trial_that_nobody_waited_for_is_tried_again(crm: Crm, connect: Open) -> None:
    clock = Clock()
    source = connect(clock=clock)
    crm.instead = [saying("", 500)] * 5 + [sleeping]
    for _ in range(5):
        refused(source, "status 500")
    clock.now += 10

    async def go_away() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(source.fetch("1", ["name"]), 0.1)
        await asyncio.sleep(0.1)  # until the connections' own loop has heard of it

    asyncio.run(go_away())
    assert fetched(source, "1", "name") == {"name": ("Amara Okafor",)}


def test_strangers_and_wrong_answers_do_not_open_it(crm: Crm, connect: Open) -> None:
    source = connect()
    for _ in range(10):
        assert fetched(source, "nobody", "name") == {"name": ()}
        crm.instead = [saying("{")]
        refused(source, "no JSON")
    assert fetched(source, "1", "name") == {"name": ("Amara Okafor",)}


# ── finding ────────────────────────────────────────────────────────────────────────────────────────
def test_a_customer_is_found_by_a_value_that_no_address_holds(crm: Crm, connect: Open) -> None:
    found = asyncio.run(connect().find("phone", "020 7946 0018"))
    assert found == (("1", {"phone": "020 7946 0018"}),)
    [(path, headers, body)] = crm.heard
    assert (path, headers["content-type"]) == ("/search", "application/json")
    assert json.loads(body) == {"phone": "020 7946 0018"}


def test_nobody_is_found_alike(crm: Crm, connect: Open) -> None:
    assert asyncio.run(connect().find("phone", "0113 496 0999")) == ()
    crm.instead = [saying('{"error": "rosebud"}', 404)]
    assert asyncio.run(connect().find("phone", "0113 496 0999")) == ()
    assert [path for path, _, _ in crm.heard] == ["/search"] * 2


def test_a_search_is_sent_once(crm: Crm, connect: Open) -> None:
    crm.instead = [saying("rosebud", 503)]
    with pytest.raises(SourceError, match=r"^core did not answer: status 503$"):
        asyncio.run(connect().find("phone", "x"))
    assert len(crm.heard) == 1


def test_customers_are_found_by_what_the_estate_names(connect: Open) -> None:
    with pytest.raises(SourceError, match="core finds nobody by 'email'"):
        asyncio.run(connect().find("email", "a@b.example"))
    with pytest.raises(SourceError, match="core finds nobody by 'phone'"):
        asyncio.run(connect(replace(API, search=None)).find("phone", "x"))
    assert asyncio.run(connect().roll({"phone": "customers.phone"})) == ()


# ── settings, TLS, the end ─────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "url",
    [
        "", "crm.example", "ftp://crm.example", "https://", "https://user:tulip@crm.example", "https://x/?key=tulip",
        "sqlite:///crm.db", "http://crm.example", "http://127.0.0.1:x/tulip", "https://crm.example/#tulip",
    ],
)  # fmt: skip
def test_an_address_that_is_none_of_an_api_is_a_problem_of_the_settings(connect: Open, url: str) -> None:
    with pytest.raises(SettingsError, match="store 'core': its address") as failed:
        HttpSource("core", API, url, {})
    assert "tulip" not in str(failed.value)


@pytest.mark.parametrize("headers", [{"authorization": "tulip\r\nX: y"}, {"x-key": "tulip é"}, {"host": "tulip"}])
def test_a_header_that_cannot_be_sent_is_a_problem_of_the_settings(headers: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"store 'core': its header '[a-z-]+' cannot be sent") as failed:
        HttpSource("core", API, "https://crm.example", headers)
    assert "tulip" not in str(failed.value)


def test_a_store_that_says_nothing_of_answers_is_a_problem_of_the_settings() -> None:
    with pytest.raises(SettingsError, match="store 'core' is an API; say in answers: what it is asked"):
        HttpSource("core", replace(API, answers={}), "https://crm.example", {})


def test_only_who_can_prove_its_name_is_asked(tmp_path: Path, connect: Open) -> None:
    with listening() as crm:
        certificate = _certificate(tmp_path)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        crm.socket = context.wrap_socket(crm.socket, server_side=True)
        url = crm.url.replace("http:", "https:")
        refused(connect(url=url), "^core did not answer: ConnectError$")
        assert crm.heard == []
        trust = ssl.create_default_context(cafile=str(certificate))
        assert fetched(connect(url=url, trust=trust), "1", "name") == {"name": ("Amara Okafor",)}


def _certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "crm")])
    now = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1)
        )
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "crm.pem").write_bytes(private + made.public_bytes(pem))
    return folder / "crm.pem"


def test_no_proxy_that_a_variable_names_is_asked(crm: Crm, connect: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(connect(), "1", "name") == {"name": ("Amara Okafor",)}


def test_whoever_waits_when_the_source_is_closed_gets_an_error(crm: Crm, connect: Open) -> None:
    crm.whenever = sleeping
    source = connect()

    async def close_meanwhile() -> None:
        asking = asyncio.ensure_future(source.fetch("1", ["name"]))
        await asyncio.sleep(0.1)
        source.close()
        with pytest.raises(SourceError, match="core is not asked any more"):
            await asking

    asyncio.run(close_meanwhile())
    refused(source, "core is not asked any more")
    source.close()
    assert not any(one.name == "source-core" and one.is_alive() for one in threading.enumerate())


def test_many_customers_at_once_get_their_own(crm: Crm, connect: Open) -> None:
    source = connect()

    async def all_at_once() -> list[tuple[str, ...]]:
        found = await asyncio.gather(*(source.fetch(str(1 + at % 2), ["name"]) for at in range(200)))
        return [tuple(map(use, one["name"])) for one in found]

    assert asyncio.run(all_at_once()) == [("Amara Okafor",), ("Jürgen Weiß",)] * 100


def test_an_answer_of_a_list_of_customers_can_be_read(crm: Crm, connect: Open) -> None:
    """As APIs that answer a question with a list of one: its path begins with [*]."""
    listed = Answer(
        get="/found?key={person}", reads={"id": "$[*].id", "full_name": "$[*].name", "tag": "$[*].tags[*]"}
    )
    store = Store(
        at="env:CRM", person="customers.id", answers={"customers": listed},
        holds={"name": "customers.full_name", "tags": ("customers.full_name", "customers.tag")},
    )  # fmt: skip
    crm.instead = [saying('[{"id": 1, "name": "Amara", "tags": ["a", "b"]}]'), saying("[]")]
    assert fetched(connect(store), "1", "name", "tags") == {"name": ("Amara",), "tags": ("Amara a", "Amara b")}
    assert fetched(connect(store), "1", "name") == {"name": ()}


# ── the how-to ─────────────────────────────────────────────────────────────────────────────────────
def test_the_demo_of_the_how_to_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path(__file__, "../../../docs/how-to/connect-an-api.md").resolve().read_text(encoding="utf-8")
    blocks = {kind: re.search(rf"^```{kind}\n(.*?)^```", page, re.DOTALL | re.MULTILINE) for kind in _KINDS}
    estate, lines, code = (block[1] if block else "" for block in blocks.values())
    (tmp_path / "estate.yaml").write_text(estate, encoding="utf-8")
    files = "".join(line for line in lines.splitlines(keepends=True) if line.startswith(("mkdir", "echo")))
    subprocess.run(["/bin/sh", "-ec", files], cwd=tmp_path, check=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "crm"))) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("CRM_URL", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("CRM_TOKEN", "Bearer x")
        exec(compile(code, "connect-an-api.md", "exec"), {})  # noqa: S102  # the page's own code is what is tested
        server.shutdown()
    said = capsys.readouterr().out
    assert said == "{'name': 1, 'phone': 0, 'orders': 1}\n"
    assert f"# {said}" in code


_KINDS = ("yaml", "sh", "python")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name for it
        """Nothing."""
