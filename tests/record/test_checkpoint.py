"""Notes and checkpoints: those of Go and of the standard open, and nothing that is spelt otherwise."""

import re
from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needline.errors import EvidenceError
from needline.record import checkpoint
from needline.record.checkpoint import Checkpoint, Signer, Verifier
from needline.record.tree import EMPTY, leaf_hash

# The example of golang.org/x/mod/sumdb/note, in its package comment and in note_test.go.
PETER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SEED = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
PETER_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
PETER_NOTE = f"{PETER_TEXT}\n{PETER_LINE}"
ENOCH_KEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
# The example of C2SP signed-note.
C2SP_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZ"
    "XsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# A checkpoint that the Go checksum database published, under the key that the go command ships.
GO_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
GO_NOTE = (
    "go.sum database tree\n31700353\nqINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=\n\n"
    "— sum.golang.org Az3grnmrIUEDFqHzAElIQCPNoRFRAAdFo47fooyWKMHb89k11GJh5zHIfNCO"
    "Bmwn/C3YI8oW9/C8DJ87F61QqspBYwM=\n"
)

PETER = checkpoint.parse_verifier(PETER_KEY)
OURS = checkpoint.signer_from_seed("record.example/north", bytes(range(32)))
OURS_KEY = checkpoint.verifier_key(OURS.verifier)
STATED = Checkpoint(origin="record.example/north", size=7, root=leaf_hash(b"any"))
ROOT_LINE = b64encode(STATED.root).decode()


def refused(text: str) -> pytest.RaisesExc[EvidenceError]:
    return pytest.raises(EvidenceError, match=f"^{re.escape(text)}$")


def line(name: str, signature: bytes) -> str:
    return f"— {name} {b64encode(signature).decode()}\n"


# ── known answers ──────────────────────────────────────────────────────────────────────────────────
def test_the_note_of_the_go_package_opens() -> None:
    assert checkpoint.open_text(PETER_NOTE, PETER) == PETER_TEXT


def test_signing_makes_the_note_of_the_go_package() -> None:
    signer = checkpoint.signer_from_seed("PeterNeumann", PETER_SEED)
    assert checkpoint.sign_text(PETER_TEXT, signer) == PETER_NOTE
    assert checkpoint.verifier_key(signer.verifier) == PETER_KEY


def test_the_note_of_the_go_package_with_two_signatures_opens_for_each_key() -> None:
    note = PETER_NOTE + ENOCH_LINE
    assert checkpoint.open_text(note, PETER) == PETER_TEXT
    assert checkpoint.open_text(note, checkpoint.parse_verifier(ENOCH_KEY)) == PETER_TEXT


def test_the_note_of_the_standard_opens() -> None:
    verifier = checkpoint.parse_verifier(C2SP_KEY)
    assert checkpoint.open_text(C2SP_NOTE, verifier) == "This is an example message.\n"


def test_a_checkpoint_of_the_go_checksum_database_opens() -> None:
    assert checkpoint.open_note(GO_NOTE, checkpoint.parse_verifier(GO_KEY)) == Checkpoint(
        origin="go.sum database tree",
        size=31700353,
        root=b64decode("qINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs="),
    )


def test_the_text_of_a_checkpoint_is_that_of_go() -> None:
    # golang.org/x/mod/sumdb/tlog, TestFormatTree
    stated = Checkpoint(origin="go.sum database tree", size=123456789012, root=leaf_hash(b"hello world"))
    body = "go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n"
    assert checkpoint.text(stated) == body
    assert checkpoint.parse(body) == stated


def test_the_text_of_the_checkpoint_of_the_standard_is_read() -> None:
    # C2SP tlog-checkpoint; its signature there is an illustration.
    body = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert checkpoint.parse(body).size == 20852163
    assert checkpoint.text(checkpoint.parse(body)) == body


@pytest.mark.parametrize("key", [PETER_KEY, ENOCH_KEY, C2SP_KEY, GO_KEY])
def test_a_verifier_key_is_read_and_written(key: str) -> None:
    assert checkpoint.verifier_key(checkpoint.parse_verifier(key)) == key


def test_no_part_of_a_verifier_key_is_one() -> None:
    # golang.org/x/mod/sumdb/note, TestNewVerifier: every part of the key, and every character raised by one.
    whole = len(PETER_KEY)
    parts = {PETER_KEY[i:j] for i in range(whole + 1) for j in range(i, whole + 1)} - {PETER_KEY}
    raised = {PETER_KEY[:i] + chr(ord(PETER_KEY[i]) + 1) + PETER_KEY[i + 1 :] for i in range(whole)}
    for wrong in parts | raised:
        with pytest.raises(EvidenceError):
            checkpoint.parse_verifier(wrong)


@pytest.mark.parametrize(
    "note",
    [
        PETER_TEXT,
        f"{PETER_TEXT}\n",
        PETER_NOTE[:-1],
        f"\x01{PETER_NOTE}",
        f"\udcff{PETER_NOTE}",  # the byte FF, as Python carries it
        f"{PETER_TEXT}\n{PETER_LINE.replace('PeterNeumann', 'Bad Name')}",
        f"{PETER_NOTE}Unexpected line.\n",
        f"{PETER_TEXT}\n{PETER_LINE[:60]}ABCD{PETER_LINE[60:]}",
        f"{PETER_TEXT}\n{PETER_LINE * 101}",
    ],
)
def test_what_the_go_package_refuses_is_refused(note: str) -> None:
    # golang.org/x/mod/sumdb/note, TestOpen
    with pytest.raises(EvidenceError):
        checkpoint.open_text(note, PETER)


# ── keys ───────────────────────────────────────────────────────────────────────────────────────────
def test_the_key_hash_covers_name_type_and_key() -> None:
    assert PETER.key_hash == sha256(b"PeterNeumann\n\x01" + PETER.key).digest()[:4]


@pytest.mark.parametrize(
    ("key", "why"),
    [
        # The next two are Go's: their hashes fit.
        (
            "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
            "the verifier key of 'PeterNeumann' is not base64 as it is written",
        ),
        (
            "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "the verifier key of 'PeterNeumann' is not of type Ed25519",
        ),
        ("PeterNeumann+c74f20a3+ARpc2QcUPDhM", "the key of 'PeterNeumann' has 8 bytes, not 32"),
        ("PeterNeumann+c74f20a3+", "the verifier key of 'PeterNeumann' is not of type Ed25519"),
        ("PeterNeumann", "the verifier key of 'PeterNeumann' is not of type Ed25519"),
        (PETER_KEY.replace("c7", "C7"), "the key of 'PeterNeumann' does not have the hash that it states"),
        (PETER_KEY.replace("Neu", "neu"), "the key of 'Peterneumann' does not have the hash that it states"),
        (PETER_KEY[:-1], "the verifier key of 'PeterNeumann' is not base64"),
        (f"{PETER_KEY}\n", "the verifier key of 'PeterNeumann' is not base64 as it is written"),
        (PETER_KEY[12:], "a key name is not empty and has neither spaces nor plus: ''"),
    ],
)  # fmt: skip
def test_a_verifier_key_that_is_not_one_is_refused(key: str, why: str) -> None:
    with refused(why):
        checkpoint.parse_verifier(key)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\u2028b", "a\u3000", " a"])
def test_a_key_name_cannot_be_taken_for_something_else(name: str) -> None:
    why = f"a key name is not empty and has neither spaces nor plus: {name!r}"
    with refused(why):
        Verifier(name=name, key=PETER.key)
    with refused(why):
        checkpoint.signer_from_seed(name, PETER_SEED)


def test_a_long_wrong_name_is_told_by_its_beginning() -> None:
    with refused(f"a key name is not empty and has neither spaces nor plus: {'n' * 80!r}"):
        Verifier(name="n" * 100 + "+", key=PETER.key)


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "a\x00", "a\ud800"])
def test_a_key_name_has_no_control_characters(name: str) -> None:
    with pytest.raises(EvidenceError):
        Verifier(name=name, key=PETER.key)


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_keys_and_seeds_have_32_bytes(size: int) -> None:
    with refused(f"the key of 'us' has {size} bytes, not 32"):
        Verifier(name="us", key=bytes(size))
    with refused(f"the seed of 'us' has {size} bytes, not 32"):
        checkpoint.signer_from_seed("us", bytes(size))


def test_a_signer_prints_as_what_everybody_may_see() -> None:
    signer = checkpoint.signer_from_seed("PeterNeumann", PETER_SEED)
    assert repr(signer) == str(signer) == f"Signer({PETER_KEY!r})"


def test_a_private_key_passed_by_mistake_is_not_repeated() -> None:
    secret = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    with pytest.raises(EvidenceError) as caught:
        checkpoint.parse_verifier(f"PRIVATE+KEY+PeterNeumann+c74f20a3+{secret}")
    assert "AYEK" not in str(caught.value)


# ── notes ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_signature_by_somebody_else_is_passed_over() -> None:
    witness = line("witness.example", b"\x00\x00\x00\x01" + bytes(72))  # of a type that we do not know
    assert checkpoint.open_text(f"{PETER_TEXT}\n{witness}{PETER_LINE}{witness}", PETER) == PETER_TEXT


@pytest.mark.parametrize(
    "stranger",
    [
        line("PeterNeumann", b"\x00\x00\x00\x01" + bytes(64)),  # our name, another key
        line("EnochRoot", PETER.key_hash + bytes(64)),  # our hash, another name
    ],
)
def test_half_a_match_is_somebody_else(stranger: str) -> None:
    assert checkpoint.open_text(PETER_NOTE + stranger, PETER) == PETER_TEXT
    with refused(f"the note has no signature by {PETER_KEY!r}"):
        checkpoint.open_text(f"{PETER_TEXT}\n{stranger}", PETER)


def test_a_note_that_only_others_signed_is_refused() -> None:
    with refused(f"the note has no signature by {PETER_KEY!r}"):
        checkpoint.open_text(f"{PETER_TEXT}\n{ENOCH_LINE}", PETER)


def test_a_key_that_signs_twice_is_refused() -> None:
    with refused(f"the note has 2 signatures by {PETER_KEY!r}"):
        checkpoint.open_text(PETER_NOTE + PETER_LINE, PETER)


def test_one_false_signature_is_not_saved_by_a_true_one() -> None:
    false = line("PeterNeumann", PETER.key_hash + bytes(64))
    for note in [PETER_NOTE + false, f"{PETER_TEXT}\n{false}{PETER_LINE}"]:
        with refused(f"the note has 2 signatures by {PETER_KEY!r}"):
            checkpoint.open_text(note, PETER)


@pytest.mark.parametrize("signature", [bytes(1), bytes(63), bytes(64), bytes(65)])
def test_a_false_signature_is_refused(signature: bytes) -> None:
    with refused(f"the signature by {PETER_KEY!r} is not true"):
        checkpoint.open_text(f"{PETER_TEXT}\n{line('PeterNeumann', PETER.key_hash + signature)}", PETER)


def test_the_signature_covers_the_text_with_its_last_newline_and_not_the_empty_line() -> None:
    with refused(f"the signature by {PETER_KEY!r} is not true"):
        checkpoint.open_text(f"{PETER_TEXT}\n\n{PETER_LINE}", PETER)


def test_the_text_may_hold_empty_lines_and_lines_that_look_like_signatures() -> None:
    body = f"\n\nfirst\n\n{PETER_LINE}\n\n"
    assert checkpoint.open_text(checkpoint.sign_text(body, OURS), OURS.verifier) == body


@pytest.mark.parametrize(
    ("block", "why"),
    [
        ("", "a note is text, an empty line, and signature lines, each ended by a newline"),
        (PETER_LINE[:-1], "a note is text, an empty line, and signature lines, each ended by a newline"),
        (f"{PETER_LINE}x", "a note is text, an empty line, and signature lines, each ended by a newline"),
        (PETER_LINE * 101, "the note has 101 signatures; at most 100 are read"),
        (f"{PETER_LINE}x\n", "signature line 2 is not a dash, a name and a signature"),
        (PETER_LINE.replace("—", "-"), "signature line 1 is not a dash, a name and a signature"),
        (PETER_LINE.replace("— ", "—"), "signature line 1 is not a dash, a name and a signature"),
        (PETER_LINE.replace("— ", "—  "), "signature line 1 is not a dash, a name and a signature"),
        (PETER_LINE.replace("\n", " \n"), "signature line 1 is not a dash, a name and a signature"),
        ("— PeterNeumann\n", "signature line 1 is not a dash, a name and a signature"),
        ("— PeterNeumann \n", "signature 1 is too short to be one"),
        (f"{PETER_LINE}— a AAAA\n", "signature 2 is too short to be one"),
        (f"{PETER_LINE}— a AAAAAA==\n", "signature 2 is too short to be one"),
        (f"{PETER_LINE}— a AAAAA\n", "signature 2 is not base64"),
        (f"{PETER_LINE}— a é\n", "signature 2 is not base64"),
        (PETER_LINE.replace("AM=", "AN="), "signature 1 is not base64 as it is written"),
        (PETER_LINE.replace("x08g", "x0.8g"), "signature 1 is not base64 as it is written"),
        (f"{PETER_LINE}—  AAAAAAAA\n", "a key name is not empty and has neither spaces nor plus: ''"),
        (f"{PETER_LINE}— a+b AAAAAAAA\n", "a key name is not empty and has neither spaces nor plus: 'a+b'"),
        ("— a\u2003b AAAAAAAA\n", r"a key name is not empty and has neither spaces nor plus: 'a\u2003b'"),
    ],
)  # fmt: skip
def test_a_signature_line_has_one_form(block: str, why: str) -> None:
    with refused(why):
        checkpoint.open_text(f"{PETER_TEXT}\n{block}", PETER)


def test_as_many_signatures_as_we_read_are_read() -> None:
    note = PETER_NOTE + ENOCH_LINE * 99
    assert checkpoint.open_text(note, PETER) == PETER_TEXT


def test_a_signature_of_one_byte_by_somebody_else_is_passed_over() -> None:
    assert checkpoint.open_text(f"{PETER_NOTE}{line('a', bytes(5))}", PETER) == PETER_TEXT


@pytest.mark.parametrize("note", ["", "\n", "\n\n", "\n\n\n", PETER_LINE, f"\n{PETER_LINE}"])
def test_a_note_without_text_is_refused(note: str) -> None:
    with refused("a note is text, an empty line, and signature lines, each ended by a newline"):
        checkpoint.open_text(note, PETER)


@pytest.mark.parametrize("code", [*range(10), *range(11, 32)])
def test_control_characters_are_neither_signed_nor_read(code: int) -> None:
    why = f"the text has the control character {chr(code)!r}"
    with refused(why):
        checkpoint.sign_text(f"a{chr(code)}b\n", OURS)
    with refused(why):
        checkpoint.open_text(f"{PETER_NOTE}{chr(code)}", PETER)
    with refused(why):
        Checkpoint(origin=f"a{chr(code)}", size=0, root=EMPTY)


@pytest.mark.parametrize("body", ["a\x7fb\n", "a\u0085b\n", "a\u2028b\n", "\ufeffa\n", "dépôt — ü\n", " \n"])
def test_other_characters_are_read_as_they_were_signed(body: str) -> None:
    assert checkpoint.open_text(checkpoint.sign_text(body, OURS), OURS.verifier) == body


def test_what_utf_8_cannot_carry_is_neither_signed_nor_read() -> None:
    with refused("the text is not valid Unicode"):
        checkpoint.sign_text("\ud800\n", OURS)
    with refused("the text is not valid Unicode"):
        checkpoint.open_text(f"\ud800{PETER_NOTE}", PETER)


@pytest.mark.parametrize("body", ["", "no newline", "a\nb"])
def test_a_text_that_does_not_end_its_line_is_not_signed(body: str) -> None:
    with refused("the text of a note ends with a newline"):
        checkpoint.sign_text(body, OURS)


def test_a_note_has_at_most_a_million_bytes() -> None:
    room = 1_000_000 - len(checkpoint.sign_text("\n", OURS).encode())
    largest = "é" * (room // 2) + "x" * (room % 2) + "\n"
    note = checkpoint.sign_text(largest, OURS)
    assert len(note.encode()) == 1_000_000
    assert checkpoint.open_text(note, OURS.verifier) == largest
    with refused("the note has more than 1000000 bytes"):
        checkpoint.sign_text(f"x{largest}", OURS)
    with refused("the note has more than 1000000 bytes"):
        checkpoint.open_text(f"x{note}", OURS.verifier)


# ── checkpoints ────────────────────────────────────────────────────────────────────────────────────
def test_a_checkpoint_is_signed_and_opened() -> None:
    note = checkpoint.sign(STATED, OURS)
    assert note.startswith(f"record.example/north\n7\n{ROOT_LINE}\n\n— record.example/north ")
    assert checkpoint.open_note(note, checkpoint.parse_verifier(OURS_KEY)) == STATED


def test_a_checkpoint_under_another_key_is_refused() -> None:
    stranger = checkpoint.signer_from_seed(OURS.name, bytes(32))
    with refused(f"the note has no signature by {OURS_KEY!r}"):
        checkpoint.open_note(checkpoint.sign(STATED, stranger), OURS.verifier)


def test_a_signed_note_that_is_no_checkpoint_is_refused() -> None:
    with refused("a checkpoint has at least three lines, each ended by a newline"):
        checkpoint.open_note(PETER_NOTE, PETER)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "a checkpoint has at least three lines, each ended by a newline"),
        ("a\n7\n", "a checkpoint has at least three lines, each ended by a newline"),
        (f"7\n{ROOT_LINE}\n", "a checkpoint has at least three lines, each ended by a newline"),
        (f"a\n7\n{ROOT_LINE}", "a checkpoint has at least three lines, each ended by a newline"),
        (f"a\n7\n{ROOT_LINE}\nx", "a checkpoint has at least three lines, each ended by a newline"),
        (f"\n7\n{ROOT_LINE}\n", "a line of a checkpoint is empty or has a newline in it"),
        (f"a\n7\n{ROOT_LINE}\n\n", "a line of a checkpoint is empty or has a newline in it"),
        (f"a\n7\n{ROOT_LINE}\n\nx\n", "a line of a checkpoint is empty or has a newline in it"),
        (f"a\n7\n{ROOT_LINE}\r\n", "the root is not base64 as it is written"),
        (f"a\n7\n{ROOT_LINE[:-1]}\n", "the root is not base64"),
        (f"a\n7\n{b64encode(STATED.root[1:]).decode()}\n", "the root has 31 bytes, not 32"),
        (f"a\n7\n{b64encode(STATED.root + b'x').decode()}\n", "the root has 33 bytes, not 32"),
        ("a\n7\n\n", "the root has 0 bytes, not 32"),
        (f"a\n9223372036854775808\n{ROOT_LINE}\n", "no checkpoint has size 9223372036854775808"),
    ],
)
def test_a_checkpoint_has_one_spelling(body: str, why: str) -> None:
    with refused(why):
        checkpoint.parse(body)


@pytest.mark.parametrize(
    "size", ["", "00", "07", "-7", "+7", " 7", "7 ", "7_0", "0x7", "7.0", "7e0", "٧", "1" * 20, "9" * 5000]
)
def test_the_size_is_a_plain_decimal_number(size: str) -> None:
    with refused("the size of a checkpoint is not a plain decimal number"):
        checkpoint.parse(f"a\n{size}\n{ROOT_LINE}\n")


@pytest.mark.parametrize("size", [0, 7, 10, 2**63 - 1])
def test_every_size_that_can_be_counted_is_read(size: int) -> None:
    assert checkpoint.parse(f"a\n{size}\n{ROOT_LINE}\n").size == size


@pytest.mark.parametrize("size", [-1, 2**63])
def test_a_size_that_nobody_can_count_is_not_stated(size: int) -> None:
    with refused(f"no checkpoint has size {size}"):
        Checkpoint(origin="a", size=size, root=EMPTY)


@pytest.mark.parametrize("wrong", ["", "a\nb", "a\n"])
def test_a_line_that_would_read_back_as_another_is_not_stated(wrong: str) -> None:
    with refused("a line of a checkpoint is empty or has a newline in it"):
        Checkpoint(origin=wrong, size=0, root=EMPTY)
    with refused("a line of a checkpoint is empty or has a newline in it"):
        Checkpoint(origin="a", size=0, root=EMPTY, extensions=("fine", wrong))


# ── what always holds ──────────────────────────────────────────────────────────────────────────────
LINES = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1)
CHECKPOINTS = st.builds(
    Checkpoint,
    origin=LINES,
    size=st.integers(0, 2**63 - 1),
    root=st.binary(min_size=32, max_size=32),
    extensions=st.lists(LINES, max_size=3).map(tuple),
)


@settings(deadline=None)
@given(stated=CHECKPOINTS, seed=st.binary(min_size=32, max_size=32))
def test_what_was_signed_is_what_is_opened(stated: Checkpoint, seed: bytes) -> None:
    signer = checkpoint.signer_from_seed("us", seed)
    assert checkpoint.open_note(checkpoint.sign(stated, signer), signer.verifier) == stated


@given(body=st.text())
def test_what_is_read_is_written_the_same(body: str) -> None:
    for candidate in [body, f"a\n{body}\n{ROOT_LINE}\n", f"{body}\n7\n{ROOT_LINE}\n", f"a\n7\n{body}\n"]:
        try:
            stated = checkpoint.parse(candidate)
        except EvidenceError:
            continue
        assert checkpoint.text(stated) == candidate


@settings(deadline=None)
@given(at=st.integers(0, len(PETER_NOTE.encode()) - 1), bit=st.integers(0, 7))
def test_one_bit_flipped_anywhere_breaks_a_note(at: int, bit: int) -> None:
    note = bytearray(PETER_NOTE.encode())
    note[at] ^= 1 << bit
    with pytest.raises(EvidenceError):
        checkpoint.open_text(note.decode(errors="surrogateescape"), PETER)


@settings(deadline=None)
@given(note=st.text() | st.text("\n —+=Aa0").map(lambda text: f"{PETER_TEXT}\n{text}"))
def test_nothing_but_evidence_errors_comes_out_of_a_wrong_note(note: str) -> None:
    with pytest.raises(EvidenceError):
        checkpoint.open_note(note, PETER)


def test_a_signer_is_made_of_a_name_and_a_key() -> None:
    assert Signer(name=OURS.name, key=OURS.key).verifier == OURS.verifier
