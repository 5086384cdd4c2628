"""Mail: decoded as it is built, masked, and built again."""

import base64
import email
import quopri
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transcripts.reader import CARD, masked, passages, read, texts, unread

_LINES = [
    b"--x\n", b"--x--\n", b"--y\n", b"\n", b"Content-Type: text/html\n", b"a: b\n", b"text\n", b"From x\n", b"=4\n",
    b"Content-Type: multipart/mixed; boundary=y\n", b" folded\n", b"Content-Type: message/rfc822\n",
]  # fmt: skip


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Ann Lee <ann@example.com>", "shop@example.com", "my order"
    for name, value in headers.items():
        del made[name]
        made[name] = value
    return made


def parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=policy.default)


def test_headers_and_text_are_masked_and_the_rest_stays() -> None:
    made = message(Subject=f"card {CARD}")
    made.set_content("hello\nwrite to bob@example.com\n")
    out = masked(bytes(made), "a.eml")
    assert parsed(out)["Subject"] == "card [card number]"
    assert out.startswith(b"From: Ann Lee <[e-mail address]>\nTo: [e-mail address]\n")
    assert out.endswith(b"\n\nhello\nwrite to [e-mail address]\n")


def test_an_encoded_header_is_read_as_it_is_meant() -> None:
    raw = b"Subject: =?utf-8?b?" + base64.b64encode(f"Größe {CARD}".encode()) + b"?=\nTo: x\n\nhi\n"
    assert texts(raw, "a.eml")[0] == f"Größe {CARD}"
    assert str(parsed(masked(raw, "a.eml"))["Subject"]) == "Größe [card number]"


@pytest.mark.parametrize(
    "name", ["4929123456789012", "x4929123456789012", 'a"4929123456789012', "a{4929123456789012"]
)
def test_what_is_no_name_of_a_field_is_read(name: str) -> None:
    out = masked(f"From: x\n{name}: y\n\nhi\n".encode(), "a.eml")
    assert b"[card number]" in out
    assert b"4929" not in out


@pytest.mark.parametrize("name", ["X-SES-2024.01", "DKIM-Signature", "X-MS-Exchange-CrossTenant-Id", "X_Spam_Score2"])
def test_names_of_fields_stay(name: str) -> None:
    assert masked(f"{name}: a@example.com\n\nhi\n".encode(), "a.eml") == f"{name}: [e-mail address]\n\nhi\n".encode()


def test_a_number_in_a_tag_within_a_number_is_masked_too() -> None:
    html = "<p>card 4929 <a href='tel:4929123456789012'>1234</a> 5678 9012, thanks</p>"
    out = masked(f"Content-Type: text/html\n\n{html}\n".encode(), "a.eml").decode()
    assert "4929" not in out
    assert "<a href='tel:[card number]'>" in out
    assert ", thanks</p>" in out


def test_a_number_that_a_soft_line_break_splits_is_one() -> None:
    body = quopri.encodestring(b"x" * 60 + b" card 4929123456789012 \xc3\xa4")
    raw = b"Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8\n\n" + body + b"\n"
    assert b"=\n" in body
    out = parsed(masked(raw, "a.eml")).get_content()
    assert "card [card number]ä" in out.replace(" ", "") or "[card number]" in out
    assert "4929" not in out


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_a_part_is_encoded_again_as_it_was(charset: str, encoding: str) -> None:
    made = message()
    made.set_content(f"é my card is {CARD}\n" * 5, charset=charset, cte=encoding)
    out = parsed(masked(bytes(made), "a.eml"))
    assert out.get_content().replace("\r\n", "\n").rstrip() == ("é my card is [card number]\n" * 5).rstrip()
    assert out["Content-Transfer-Encoding"] == encoding


def test_what_is_not_read_is_named_with_its_type_and_replaced() -> None:
    made = message()
    made.set_content("see the picture\n")
    made.add_attachment(CARD.encode(), maintype="image", subtype="png", filename="ann@example.com.png")
    raw = bytes(made)
    (told,) = unread(raw, "a.eml")
    assert "image/png" in told
    assert "ann" not in told
    out = parsed(masked(raw, "a.eml"))
    (attachment,) = out.iter_attachments()
    assert attachment.get_content() == b"[unread]"
    assert attachment.get_filename() == "[e-mail address]"


def test_attachments_of_text_are_read() -> None:
    made = message()
    made.set_content("see below\n")
    made.add_attachment(f"card;{CARD}\n", subtype="csv", filename="a.csv")
    assert unread(bytes(made), "a.eml") == []
    assert b"[card number]" in masked(bytes(made), "a.eml")


def test_of_a_page_tags_are_not_seen_and_addresses_in_them_are_found() -> None:
    made = message()
    page = '<p class="x">card <b>4929</b> 1234 <i>5678 9012</i> or <a href="mailto:bob@example.com">write</a></p>\n'
    made.set_content(page, subtype="html")
    out = parsed(masked(bytes(made), "a.eml")).get_content()
    assert out == '<p class="x">card <b>[card number]</b><i></i> or <a href="[password]">write</a></p>\n'.replace(
        "[password]", "mailto:[e-mail address]"
    )


def test_parts_in_parts_and_messages_in_messages_are_read() -> None:
    inner = message(Subject=f"inner {CARD}")
    inner.set_content("deep bob@example.com\n")
    made = message()
    made.set_content("outer\n")
    made.add_alternative("<p>outer</p>\n", subtype="html")
    made.add_attachment(inner)
    out = masked(bytes(made), "a.eml")
    assert out.count(b"[card number]") == 1
    assert b"deep [e-mail address]" in out
    assert b"bob@" not in out


def test_messages_of_a_mailbox_are_each_a_conversation() -> None:
    one = b"From ann@example.com Mon Nov 23 10:00:00 2026\nSubject: a\n\nfirst\n\n"
    raw = one + one.replace(b"first", b"second")
    found = [(piece.text, piece.conversation) for piece in passages(raw, "a.mbox")]
    assert [name for text, name in found if text in {"first", "second"}] == ["message 1", "message 2"]
    assert b"ann@" not in masked(raw, "a.mbox")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Transfer-Encoding: base64\n", b"my card is 4929 1234 5678 9012!"),
        (b"Content-Transfer-Encoding: x-uuencode\n", CARD.encode()),
        (b"Content-Type: text/plain; charset=utf-8\n", b"\xff " + CARD.encode()),
        (b"Content-Type: text/plain; charset=nonesuch\n", CARD.encode()),
        (b"Content-Type: application/pkcs7-mime\n", CARD.encode()),
    ],
)
def test_what_cannot_be_decoded_for_certain_is_not_written(head: bytes, body: bytes) -> None:
    raw = b"To: x\n" + head + b"\n" + body + b"\n"
    assert len(unread(raw, "a.eml")) == 1
    assert b"4929" not in masked(raw, "a.eml")


def test_a_boundary_that_never_comes_hides_nothing() -> None:
    raw = f'Content-Type: multipart/mixed; boundary="x"\n\nbefore {CARD}\n'.encode()
    assert masked(raw, "a.eml").endswith(b"before [card number]\n")
    raw = f"Content-Type: multipart/mixed\n\n--y\n\nhello {CARD}\n--y--\n".encode()
    assert b"hello [card number]" in masked(raw, "a.eml")


def test_what_stands_around_the_parts_is_read() -> None:
    raw = f'Content-Type: multipart/mixed; boundary="x"\n\nbefore {CARD}\n--x\n\nin\n--x--\nafter {CARD}\n'.encode()
    assert masked(raw, "a.eml").count(b"[card number]") == 2


@given(st.lists(st.sampled_from(_LINES), max_size=25))
def test_a_message_comes_back_as_it_was_however_it_is_broken(lines: list[bytes]) -> None:
    raw = b"Content-Type: multipart/mixed; boundary=x\n\n" + b"".join(lines)
    for name in ("a.eml", "a.mbox"):
        pieces = read(raw, name)
        assert b"".join(getattr(piece, "raw", b"") for piece in pieces) == raw
