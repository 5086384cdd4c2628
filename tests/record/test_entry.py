"""Entries: exact bytes for each kind, because those bytes are hashed, and what each is found by."""

import msgspec
import pytest

from needline.errors import EvidenceError
from needline.record.entry import About, Closed, Entry, HandedOver, about, decode, encode, veiled
from tests.record.entries import CONTACT, ENTRIES, POLICY, SUBJECT

C = (
    '{"id":"c1","channel":"phone","journey":"dispute","desk":"billing","agent":"maria",'
    f'"subject":"{SUBJECT}","customer":"two-factor","language":"en","open":true,"frozen":false,"proved_until":0.0}}'
)
UNKNOWN = (
    '{"id":"c1","channel":"phone","journey":"dispute","desk":"billing","agent":"",'
    '"subject":null,"customer":"nothing","language":"en","open":true,"frozen":false,"proved_until":0.0}'
)
ASK = (
    f'{{"contact":{C},"desk":"billing","agent":"maria","elements":["name","card_number","charges"],'
    '"staff":"two-factor","tries_spent":false}'
)
ANSWERS = (
    '[{"type":"show","element":"name","form":"full"},{"type":"show","element":"card_number","form":"masked"},'
    '{"type":"withhold","element":"charges","why":"not_needed"}]'
)
ORDER = (
    f'{{"contact":{C},"desk":"billing","agent":"maria","action":"refund","takes":["amount"],'
    '"amount":"%s","staff":"two-factor","at":0.0,"free_at":0.0}'
)
REFUSE = '{"type":"refuse","why":"too_much"}'
P = POLICY.digest
BYTES = (
    '{"type":"signed-in","at":0.5,"agent":"maria","desk":"billing","level":"two-factor"}',
    f'{{"type":"opened","at":1.0,"contact":{UNKNOWN}}}',
    f'{{"type":"picked-up","at":2.0,"contact":{C}}}',
    f'{{"type":"looked","at":2.5,"contact":{C},"agent":"maria","by":"phone"}}',
    f'{{"type":"proof-asked","at":3.0,"contact":{C},"level":"two-factor","agent":"maria"}}',
    f'{{"type":"used","at":3.1,"contact":{C},"element":"phone","purpose":"one-time code"}}',
    f'{{"type":"proof-failed","at":3.2,"contact":{C},"why":"wrong code"}}',
    f'{{"type":"proved","at":3.3,"contact":{C},"level":"two-factor","how":["password","one-time code"]}}',
    f'{{"type":"decided","at":4.0,"decision":{{"ask":{ASK},"answers":{ANSWERS},"policy":"{P}"}}}}',
    f'{{"type":"ordered","at":5.0,"order":{ORDER % "10.50"},"answer":{{"type":"permit"}},"policy":"{P}"}}',
    f'{{"type":"done","at":5.1,"order":9,"contact":{C},"action":"refund","done":true}}',
    f'{{"type":"ordered","at":5.0,"order":{ORDER % "200.01"},"answer":{REFUSE},"policy":"{P}"}}',
    f'{{"type":"hidden","at":6.0,"contact":{C},"found":["card number"],"by":"customer"}}',
    f'{{"type":"handed-over","at":7.0,"contact":{C},"desk":"ava","agent":"ava","why":"high_stakes"}}',
    f'{{"type":"closed","at":8.0,"contact":{C}}}',
    '{"type":"sign-in-failed","at":9.0,"agent":"","why":"no such agent"}',
    '{"type":"signed-out","at":9.5,"agent":"maria"}',
    f'{{"type":"policy-changed","at":10.0,"policy":"{P}","before":"","by":"sam"}}',
    '{"type":"record-read","at":11.0,"agent":"sam","filters":["subject","agent"]}',
    '{"type":"turned-away","at":12.0,"agent":"maria","desk":"billing"}',
    f'{{"type":"tries-spent","at":12.1,"contact":{C}}}',
    f'{{"type":"frozen","at":12.2,"contact":{C}}}',
    f'{{"type":"released","at":12.3,"contact":{C},"agent":"sam"}}',
    f'{{"type":"untold","at":12.4,"contact":{C},"element":"phone","action":"refund"}}',
    '{"type":"invited","at":13.0,"agent":"maria","desk":"billing","by":"sam"}',
    '{"type":"enrolled","at":13.1,"agent":"maria","desk":"billing","how":["password","authenticator"],"by":"sam"}',
    '{"type":"new-device","at":13.2,"agent":"maria"}',
    '{"type":"proved-again","at":13.3,"agent":"maria","how":"passkey"}',
    '{"type":"session-ended","at":13.4,"agent":"maria","by":"sam","why":"ended on the page of sessions"}',
    f'{{"type":"unclear","at":14.0,"order":9,"contact":{C},"action":"refund"}}',
    f'{{"type":"settled","at":14.1,"order":9,"contact":{C},"action":"refund","done":false,"by":"dee"}}',
    f'{{"type":"rehearsed","at":14.2,"order":{ORDER % "10.50"},"answer":{{"type":"permit"}},"policy":"{P}"}}',
    f'{{"type":"approval-asked","at":14.3,"order":{ORDER % "200.01"},"role":"boss","until":9.0,"policy":"{P}"}}',
    f'{{"type":"approval-answered","at":14.4,"asked":28,"contact":{C},"action":"refund","approved":true,"by":"dee"}}',
    f'{{"type":"glass-broken","at":14.5,"contact":{C},"until":9.0}}',
    f'{{"type":"glass-reviewed","at":14.6,"broken":30,"contact":{C},"justified":true,"by":"sam"}}',
)
ELEMENTS = {
    "used": ("phone",),
    "untold": ("phone",),
    "decided": ("name", "card_number", "charges"),
    "ordered": ("refund",),
    "done": ("refund",),
    "unclear": ("refund",),
    "settled": ("refund",),
    "rehearsed": ("refund",),
    "approval-asked": ("refund",),
    "approval-answered": ("refund",),
}
AGENTS = {
    "released": "sam",
    "settled": "dee",
    "approval-answered": "dee",
    "glass-reviewed": "sam",
    "opened": "",
    "proof-failed": "",
    "proved": "",
    "handed-over": "ava",
    "sign-in-failed": "",
    "policy-changed": "sam",
    "record-read": "sam",
}
OUTSIDE = {
    "signed-in", "sign-in-failed", "signed-out", "policy-changed", "record-read", "turned-away",
    "invited", "enrolled", "new-device", "proved-again", "session-ended",
}  # fmt: skip

by_kind = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.__struct_config__.tag)


@pytest.mark.parametrize(("entry", "body"), list(zip(ENTRIES, BYTES, strict=True)), ids=lambda _: "")
def test_each_kind_has_these_bytes_for_ever(entry: Entry, body: str) -> None:
    assert encode(entry) == body.encode()


def test_every_kind_is_among_them() -> None:
    assert {type(entry) for entry in ENTRIES} == set(Entry.__args__)


@by_kind
def test_what_was_written_is_what_is_read(entry: Entry) -> None:
    assert decode(encode(entry)) == entry


@by_kind
def test_an_entry_is_found_by_whom_and_what_it_is_about(entry: Entry) -> None:
    kind = str(type(entry).__struct_config__.tag)
    assert about(entry) == About(
        kind=kind,
        subject=None if kind in OUTSIDE | {"opened"} else SUBJECT,
        agent=AGENTS.get(kind, "maria"),
        contact="" if kind in OUTSIDE else "c1",
        elements=ELEMENTS.get(kind, ()),
    )


def test_a_hand_over_is_found_by_who_did_it_and_not_by_who_has_it_now() -> None:
    entry = HandedOver(at=1.0, contact=CONTACT.at("billing", "dispute"), desk="front", agent="joe")
    assert about(entry).agent == "joe"


def test_an_entry_that_lacks_what_was_added_later_reads_with_its_default() -> None:
    short = b'{"type":"closed","at":8.0,"contact":{"id":"c1","channel":"phone","journey":"dispute","desk":"billing"}}'
    entry = decode(short)
    assert isinstance(entry, Closed)
    assert (entry.contact.language, entry.contact.open, entry.contact.subject) == ("en", True, None)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"type":"nothing","at":1.0}', b'{"type":"signed-out","agent":"x"}', b"\xff"]
)
def test_what_is_no_entry_is_refused(body: bytes) -> None:
    with pytest.raises(EvidenceError, match="this is no entry of a record"):
        decode(body)


def test_in_an_entry_the_customer_is_a_pseudonym() -> None:
    known = msgspec.structs.replace(CONTACT, subject="12345")
    assert veiled(known, SUBJECT) == CONTACT
    assert veiled(known, None).subject is None
