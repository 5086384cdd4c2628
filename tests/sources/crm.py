"""The town's customers once more, behind an API as a company would have it, and ways for it to go wrong."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from msgspec.structs import replace

from needline.estate.model import Answer, Search
from tests.sources.town import STORE

API = replace(
    STORE,
    at="env:CRM",
    headers={"authorization": "env:CRM_TOKEN"},
    answers={
        "customers": Answer(
            get="/customers/{person}?fields={fields}",
            reads={
                "id": "$.id",
                "full_name": "$.name.full",
                "phone": "$.contact?.phone?",
                "born": "$.born",
            },
        ),
        "charges": Answer(
            get="/customers/{person}/charges",
            reads={
                "customer_id": "$.charges[*].customer_id",
                "id": "$.charges[*].id",
                "amount": "$.charges[*].amount",
                "merchant": "$.charges[*].merchant",
            },
            more="$.next?",
        ),
        "Order Details": Answer(
            get="/orders?of={person}", reads={"Customer No": "$.customer.id", "Item": "$.orders[*].item"}
        ),
    },
    search=Search(post="/search", reads={"id": "$.found[*].id", "phone": "$.found[*].phone"}),
)
PEOPLE: dict[int, dict[str, object]] = {
    1: {
        "id": 1,
        "name": {"full": "Amara Okafor"},
        "contact": {"phone": "020 7946 0018"},
        "born": "1980-05-01",
        "secret": "rosebud",
    },
    2: {"id": "2", "name": {"full": "Jürgen Weiß"}, "born": None, "secret": "rosebud"},
}
CHARGES = {
    1: """[{"customer_id": 1, "id": 10, "amount": 12.50, "merchant": "Corner Shop"},
           {"customer_id": 1, "id": 11, "amount": 250.00, "merchant": "Airline", "card": "rosebud"}]""",
    2: """[{"customer_id": 2, "id": 12, "amount": 9, "merchant": "Bakery"}]""",
}
ORDERS = {1: ["Lamp"], 2: ["Chair"]}
JSON = "application/json; charset=utf-8"


class Desk(BaseHTTPRequestHandler):
    """Answers as the API does, or as the next of `crm.instead` says."""

    protocol_version = "HTTP/1.1"
    crm: "Crm"

    def do_GET(self) -> None:
        self._serve("")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def answer(self, body: bytes | str, status: int = 200, kind: str = JSON, **headers: str) -> None:
        whole = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(whole)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(whole)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name for it
        """Nothing."""

    def _serve(self, body: str) -> None:
        self.crm.heard.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        with self.crm.lock:
            instead = self.crm.instead.pop(0) if self.crm.instead else None
        try:
            (instead or self.crm.whenever or as_usual)(self)
        except OSError:
            self.close_connection = True  # whoever asked went away


Play = Callable[[Desk], None]


class Crm(ThreadingHTTPServer):
    """The API; `heard` is what it was asked, `instead` what it does with the next requests."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, str], str]] = []
        self.instead: list[Play] = []
        self.whenever: Play | None = None
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), type("Desk", (Desk,), {"crm": self}))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: whoever asked went away."""


@contextmanager
def listening() -> Iterator[Crm]:
    with Crm() as crm:
        threading.Thread(target=crm.serve_forever, args=(0.01,), daemon=True).start()
        yield crm
        crm.shutdown()


def saying(body: bytes | str, status: int = 200, kind: str = JSON, **headers: str) -> Play:
    return lambda desk: desk.answer(body, status, kind, **headers)


def as_usual(desk: Desk) -> None:
    path, _, query = desk.path.partition("?")
    match path.strip("/").split("/"):
        case ["customers", key]:
            _told(desk, _number(key), lambda one: json.dumps(PEOPLE[one], ensure_ascii=False))
        case ["customers", key, "charges"]:
            _told(desk, _number(key), lambda one: f'{{"charges": {CHARGES[one]}, "next": null}}')
        case ["orders"]:
            _told(desk, _number(query.removeprefix("of=")), _ordered)
        case ["search"]:
            asked = json.loads(desk.crm.heard[-1][2])
            found = [{"id": one, "phone": asked["phone"]} for one in PEOPLE if _phone(one) == asked["phone"]]
            desk.answer(json.dumps({"found": found}))
        case _:
            desk.answer("{}", 404)


def _ordered(one: int) -> str:
    return json.dumps({"customer": {"id": one}, "orders": [{"item": item} for item in ORDERS[one]]})


def _phone(one: int) -> str:
    contact = PEOPLE[one].get("contact", {})
    return str(contact.get("phone", "")) if isinstance(contact, dict) else ""


def _number(key: str) -> int:
    """As databases behind APIs do: 01 is 1."""
    return int(key) if key.isascii() and key.isdigit() else 0


def _told(desk: Desk, one: int, what: Callable[[int], str]) -> None:
    if one in PEOPLE:
        desk.answer(what(one))
    else:
        desk.answer('{"error": "rosebud"}', 404)
