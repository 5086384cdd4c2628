"""Conversations: who said what in which contact, in the files of each platform."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from needline.observed import Skipped
from needline.transcripts.conversation import Conversation
from needline.transcripts.conversations import conversations

Heard = dict[str, list[tuple[str, str]]]


def read(path: Path, owner: str = "") -> list[Conversation]:
    """The conversations of a file that can be read whole."""
    found = list(conversations(str(path), owner=owner))
    assert not [one for one in found if isinstance(one, Skipped)]
    return [one for one in found if isinstance(one, Conversation)]


def heard(path: Path, owner: str = "") -> Heard:
    return {one.name: [(turn.role, turn.text) for turn in one.turns] for one in read(path, owner)}


def lines(path: Path, records: Sequence[object]) -> Path:
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return path


def document(path: Path, record: object) -> Path:
    path.write_text(json.dumps(record, indent=1), encoding="utf-8")
    return path


# ── Amazon Connect ─────────────────────────────────────────────────────────────────────────────────
POST_CALL = {
    "Channel": "VOICE",
    "LanguageCode": "en-GB",
    "CustomerMetadata": {"ContactId": "c-1"},
    "Categories": {"MatchedCategories": ["Billing"]},
    "Participants": [
        {"ParticipantId": "a", "ParticipantRole": "AGENT"},
        {"ParticipantId": "b", "ParticipantRole": "CUSTOMER"},
    ],
    "Transcript": [
        {"ParticipantId": "a", "Content": "hello", "BeginOffsetMillis": 0, "EndOffsetMillis": 1, "Id": "1"},
        {"ParticipantId": "b", "Content": "a fee", "BeginOffsetMillis": 2, "EndOffsetMillis": 3, "Id": "2"},
    ],
}
CHAT = {
    "ContactId": "c-2",
    "Transcript": [
        {"AbsoluteTime": "2026-03-01T12:00:00Z", "ParticipantRole": "CUSTOMER", "Content": "hi", "Type": "MESSAGE"},
        {"AbsoluteTime": "2026-03-01T12:01:00Z", "ParticipantRole": "AGENT", "Content": "yes?", "Type": "MESSAGE"},
    ],
}


def test_a_call_of_contact_lens_names_its_contact_and_its_time_is_in_the_name_of_the_file(tmp_path: Path) -> None:
    (one,) = read(document(tmp_path / "c-1_analysis_2026-03-01T12_00_00Z.json", POST_CALL))
    assert one.name == "c-1"
    assert [(turn.role, turn.text) for turn in one.turns] == [("agent", "hello"), ("customer", "a fee")]
    assert one.told["channel"] == "voice"
    assert one.told["tags"] == "billing"
    assert one.at == 1772366400


def test_contact_lens_a_document_a_line_is_read_by_ranges(tmp_path: Path) -> None:
    path = lines(tmp_path / "lens.jsonl", [POST_CALL, CHAT])
    assert [one.name for one in read(path)] == ["c-1", "c-2"]
    middle = len(json.dumps(POST_CALL)) // 2
    ranges = [list(conversations(str(path), *span)) for span in ((0, middle), (middle, None))]
    assert [[one.name for one in found if isinstance(one, Conversation)] for found in ranges] == [["c-1"], ["c-2"]]


# ── Google, Intercom, Zendesk, Chatwoot ────────────────────────────────────────────────────────────
def test_google_writes_entries_with_roles(tmp_path: Path) -> None:
    record = {
        "conversation_info": {"categories": [{"display_name": "Refund"}]},
        "entries": [
            {"text": "hello", "role": "AUTOMATED_AGENT", "user_id": 2, "start_timestamp_usec": 1772366400000000},
            {"text": "a refund", "role": "CUSTOMER", "user_id": 1, "start_timestamp_usec": 1772366401000000},
            {"text": "sure", "role": "AGENT", "user_id": 3, "start_timestamp_usec": 1772366402000000},
            {"text": "thanks", "role": "END_USER", "user_id": 1, "start_timestamp_usec": 1772366403000000},
        ],
    }
    (one,) = read(document(tmp_path / "a.json", record))
    assert [turn.role for turn in one.turns] == ["agent", "customer", "agent", "customer"]
    assert one.told == {"intent": "refund"}
    assert one.at == 1772366400


def test_intercom_writes_pages_and_a_list_within_a_list(tmp_path: Path) -> None:
    record = {
        "type": "conversation",
        "id": "7",
        "created_at": 1772366400,
        "source": {"type": "email", "subject": "A bill", "body": "<p>my <b>bill</b></p>", "author": {"type": "user"}},
        "conversation_parts": {
            "type": "conversation_part.list",
            "conversation_parts": [
                {"part_type": "comment", "body": "<p>which one?<br>A &amp; B</p>", "author": {"type": "admin"}},
                {"part_type": "assignment", "body": None, "author": {"type": "bot"}},
            ],
        },
        "tags": {"type": "tag.list", "tags": [{"id": "1", "name": "VIP"}]},
        "custom_attributes": {"Category": "Billing"},
    }
    (one,) = read(document(tmp_path / "a.json", {"type": "conversation.list", "conversations": [record]}))
    assert [(turn.role, turn.text) for turn in one.turns] == [
        ("customer", "A bill"), ("customer", "my bill"), ("agent", "which one?\nA & B"),
    ]  # fmt: skip
    assert one.told == {"intent": "billing", "subject": "a bill", "channel": "email", "tags": "vip"}
    assert one.at == 1772366400


TICKET = {
    "id": 35, "subject": "Wrong bill", "description": "you billed me twice", "requester_id": 1, "submitter_id": 1,
    "tags": ["billing", "vip"], "via": {"channel": "web"}, "group_id": 36041, "created_at": "2026-03-01T12:00:00Z",
}  # fmt: skip
COMMENTS = [
    {"id": 1, "ticket_id": 35, "author_id": 1, "plain_body": "you billed me twice", "public": True},
    {"id": 2, "ticket_id": 35, "author_id": 9, "html_body": "<p>which card?</p>", "public": True},
    {"id": 3, "ticket_id": 35, "author_id": 1, "body": "the blue one", "created_at": "2026-03-02T12:00:00Z"},
]
TOLD = {"subject": "wrong bill", "tags": "billing, vip", "channel": "web", "queue": "36041"}
SAID = [
    ("customer", "Wrong bill"), ("customer", "you billed me twice"), ("agent", "which card?"),
    ("customer", "the blue one"),
]  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [TICKET | {"comments": COMMENTS}, {"ticket": TICKET, "comments": COMMENTS}],
    ids=["within the ticket", "beside it"],
)
def test_zendesk_tells_the_customer_by_who_asked(tmp_path: Path, record: dict[str, object]) -> None:
    (one,) = read(lines(tmp_path / "export.jsonl", [record]))
    assert (one.name, one.told, one.at) == ("35", TOLD, 1772366400)
    assert [(turn.role, turn.text) for turn in one.turns] == SAID


def test_zendesk_in_two_files_is_joined_by_the_ticket_and_told_once(tmp_path: Path) -> None:
    tickets = lines(tmp_path / "tickets.jsonl", [TICKET, TICKET | {"id": 36, "subject": None}])
    comments = lines(tmp_path / "comments.jsonl", COMMENTS)
    (one,) = read(comments)
    assert (one.name, one.told, [(turn.role, turn.text) for turn in one.turns]) == ("35", TOLD, SAID)
    assert heard(tickets) == {"36": [("customer", "you billed me twice")]}


def test_zendesk_as_singers_tap_writes_it_is_read_too(tmp_path: Path) -> None:
    records = [{"type": "RECORD", "stream": "tickets", "record": TICKET | {"comments": COMMENTS}}]
    assert heard(lines(tmp_path / "tap.jsonl", records)) == {"35": SAID}


def test_comments_without_their_tickets_are_nobodys(tmp_path: Path) -> None:
    found = heard(lines(tmp_path / "comments.jsonl", COMMENTS))
    assert [role for role, _ in found["35"]] == ["", "", ""]


@pytest.mark.parametrize(
    "kinds", [(0, 1, 2, 3), ("incoming", "outgoing", "activity", "template")], ids=["numbers", "words"]
)
def test_chatwoot_tells_who_speaks_by_the_way_a_message_goes(tmp_path: Path, kinds: tuple[object, ...]) -> None:
    records = [
        {
            "id": at,
            "content": f"m{at}",
            "message_type": kind,
            "conversation_id": 5,
            "created_at": 1772366400,
            "inbox_id": 2,
        }
        for at, kind in enumerate(kinds)
    ]
    (one,) = read(lines(tmp_path / "messages.jsonl", records))
    assert [turn.role for turn in one.turns] == ["customer", "agent", "tool", "agent"]
    assert (one.name, one.told, one.at) == ("5", {"queue": "2"}, 1772366400)


def test_chatwoots_webhook_and_its_conversations_are_read_too(tmp_path: Path) -> None:
    hook = {"event": "message_created", "content": "hi", "message_type": "incoming",
            "conversation": {"id": 6, "channel": "Channel::WebWidget", "labels": ["refund"]}}  # fmt: skip
    whole = {"id": 7, "labels": ["loan"], "messages": [{"content": "yo", "message_type": 0}]}
    found = read(lines(tmp_path / "a.jsonl", [hook, whole]))
    assert [(one.name, one.told["tags"]) for one in found] == [("6", "refund"), ("7", "loan")]


# ── plain rows ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("who", "what", "where"),
    [
        ("role", "text", "conversation"), ("speaker", "message", "conversation_id"),
        ("author", "content", "conversationId"), ("role", "utterance", "ticket_id"), ("sender", "body", "thread_id"),
    ],
    ids=lambda name: name,
)  # fmt: skip
def test_rows_go_by_the_names_that_people_give_them(tmp_path: Path, who: str, what: str, where: str) -> None:
    records: list[dict[str, object]] = [
        {where: "x", who: "Agent", what: "hi"},
        {where: 8, who: "USER", what: "yo"},
        {where: "x", who: "user", what: "a"},
    ]
    expected = {"8": [("customer", "yo")], "x": [("agent", "hi"), ("customer", "a")]}
    assert heard(lines(tmp_path / "a.jsonl", records)) == expected
    table = tmp_path / "a.csv"
    table.write_text(
        f"{where},{who},{what}\n" + "\n".join(",".join(map(str, row.values())) for row in records), "utf-8"
    )
    assert heard(table) == expected


def test_a_row_without_a_contact_is_its_own_unless_it_says_who_speaks(tmp_path: Path) -> None:
    alone = lines(tmp_path / "alone.jsonl", [{"text": "a"}, {"text": "b"}])
    assert len(read(alone)) == 2
    spoken = lines(
        tmp_path / "spoken.jsonl", [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
    )
    assert heard(spoken) == {"conversation": [("customer", "a"), ("agent", "b")]}


def test_a_dialogue_holds_its_turns_as_rows_or_as_pairs(tmp_path: Path) -> None:
    records = [
        {"id": 1, "intent": "refund", "messages": [{"role": "user", "content": [{"type": "text", "text": "a"}]}]},
        {"convo_id": 2, "original": [["agent", "hello"], ["customer", "hi"]]},
    ]
    path = document(tmp_path / "a.json", records)
    assert heard(path) == {"1": [("customer", "a")], "2": [("agent", "hello"), ("customer", "hi")]}
    assert read(path)[0].told == {"intent": "refund"}


def test_multidogos_table_tells_its_intents_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "finance.tsv"
    path.write_text(
        "conversationId\tturnNumber\tutteranceId\tutterance\tslot-labels\tintent\n"
        "a\t1.0\tu1\thi\tO\topeninggreeting\n"
        "a\t3.0\tu2\tmy card is lost\tO O O O\treplacecard<div>reportlostcard\n",
        "utf-8",
    )
    (one,) = read(path)
    assert [(turn.role, turn.text) for turn in one.turns] == [("", "hi"), ("", "my card is lost")]
    assert one.told == {"intent": "openinggreeting, replacecard, reportlostcard"}


def test_what_is_told_holds_no_field_that_is_not_for_it(tmp_path: Path) -> None:
    records = [{"text": "hi", "card_number": "4929", "Queue Name": "Billing", "labels": ["A", "B"], "lang": "EN"}]
    (one,) = read(lines(tmp_path / "a.jsonl", records))
    assert one.told == {"queue": "billing", "tags": "a, b", "language": "en"}


# ── tables ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_cell_in_quotes_may_hold_lines_and_separators(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('role,text\nuser,"one, two\nand ""three"""\nagent,four\n', "utf-8")
    assert heard(path) == {"conversation": [("customer", 'one, two\nand "three"'), ("agent", "four")]}


def test_a_stray_quote_costs_a_line_and_not_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text('id\trole\ttext\n1\tuser\t"hamburg ny \n2\tuser\tb\n3\tagent\t"c\n4\tagent\td\n', "utf-8")
    found = list(conversations(str(path)))
    assert [(one.line, one.why) for one in found if isinstance(one, Skipped)] == [
        (2, "cells that are not quoted as they should be"), (4, "a quote that is not closed"),
    ]  # fmt: skip
    (one,) = (one for one in found if isinstance(one, Conversation))
    assert [turn.text for turn in one.turns] == ["b", "d"]


# ── mail ───────────────────────────────────────────────────────────────────────────────────────────
MAILBOX = """From a Mon Mar  2 10:00:00 2026
From: Ann <ann@example.com>
To: help@bank.example
Subject: Wrong bill
Message-ID: <1@example.com>
Date: Mon, 02 Mar 2026 10:00:00 +0000

you billed me twice

From b Mon Mar  2 11:00:00 2026
From: Help <help@mail.bank.example>
Subject: Re: Wrong bill
Message-ID: <2@bank.example>
In-Reply-To: <1@example.com>
Content-Type: multipart/alternative; boundary=B

--B
Content-Type: text/plain

which card?

--B
Content-Type: text/html

<p>which card?</p>

--B--

From c Mon Mar  2 12:00:00 2026
From: bob@example.org
Subject: Hello
Message-ID: <3@example.org>

hi

From a Mon Mar  2 13:00:00 2026
From: Ann <ann@example.com>
Subject: AW: Wrong bill

the blue one
"""


def test_mail_is_joined_by_what_it_answers(tmp_path: Path) -> None:
    path = tmp_path / "help.mbox"
    path.write_text(MAILBOX, "utf-8")
    assert list(heard(path, owner="bank.example").values()) == [
        [("customer", "Hello\nhi")],
        [("customer", "Wrong bill\nyou billed me twice"), ("agent", "which card?"), ("customer", "the blue one")],
    ]
    first = read(path)[1]
    assert first.told == {"subject": "wrong bill", "channel": "email"}
    assert first.at == 1772445600


def test_who_wrote_a_mail_is_not_known_without_the_companys_domain(tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    path.write_text(MAILBOX.partition("\n")[2].partition("\n\nFrom b")[0], "utf-8")
    assert list(heard(path).values()) == [[("", "Wrong bill\nyou billed me twice")]]


# ── calls and plain text ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>hello\n\n00:03.000 --> 00:04.000\n<v Customer>hi\n"),
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,000\nAgent: hello\n\n2\n00:00:03,000 --> 00:00:04,000\nCustomer: hi\n",
        ),
        ("a.txt", "Agent: hello\nCustomer: hi\n"),
    ],
    ids=["vtt", "srt", "txt"],
)
def test_a_call_is_one_conversation(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    (turns,) = heard(path).values()
    assert [role for role, _ in turns] == ["agent", "customer"]
    assert [said.split()[-1].removeprefix("Agent>").rpartition(">")[2] for _, said in turns] == ["hello", "hi"]


def test_a_letter_is_something_that_somebody_wrote(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Dear bank,\n\nI have moved.\n", "utf-8")
    assert heard(path) == {"conversation": [("", "Dear bank,\n\nI have moved.\n")]}


# ── packing and ranges ─────────────────────────────────────────────────────────────────────────────
def test_packed_files_hold_the_same(tmp_path: Path) -> None:
    raw = "\n".join(json.dumps({"conversation": "x", "text": word}) for word in "ab").encode()
    (tmp_path / "a.jsonl").write_bytes(raw)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(raw))
    (tmp_path / "d.jsonl").write_bytes(raw.decode().encode("utf-16"))
    (tmp_path / "e.json").write_bytes(b"\xef\xbb\xbf" + raw)
    assert all(heard(path) == {"x": [("", "a"), ("", "b")]} for path in tmp_path.iterdir())


@pytest.mark.parametrize("cut", range(0, 240, 7))
def test_ranges_that_follow_each_other_hold_each_conversation_once(tmp_path: Path, cut: int) -> None:
    records = [{"conversation": name, "text": f"{name}{at}"} for name in "abc" for at in range(3)]
    path = lines(tmp_path / "a.jsonl", records)
    found = [*conversations(str(path), 0, cut), *conversations(str(path), cut)]
    assert [(one.name, [turn.text for turn in one.turns]) for one in found if isinstance(one, Conversation)] == [
        (name, [f"{name}{at}" for at in range(3)]) for name in "abc"
    ]


def test_of_a_file_without_lines_the_first_range_holds_everything(tmp_path: Path) -> None:
    path = document(tmp_path / "a.json", {"entries": [{"text": "hi", "role": "AGENT"}]})
    assert list(conversations(str(path), 5, 10)) == []
    assert len(list(conversations(str(path), 0, 5))) == 1
