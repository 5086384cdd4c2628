"""The YAML subset: what is read, and what is a problem in which place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.estate.nodes import List, Map, Node, Scalar
from needline.estate.yaml import MOST_BYTES, MOST_DEPTH, parse


def plain(node: Node | None) -> object:
    match node:
        case Scalar(value=value):
            return value
        case List(items=items):
            return [plain(item) for item in items]
        case Map(entries=entries):
            return {entry.key: plain(entry.value) for entry in entries}
    return None


def problems(text: str | bytes) -> list[str]:
    raw = text.encode() if isinstance(text, str) else text
    return [str(problem) for problem in parse("a.yaml", raw).problems]


def test_maps_lists_and_scalars_are_read_with_their_places() -> None:
    top = parse("a.yaml", b"a: 1\nb:\n  - x\n  - {c: 'no'}\n").top
    assert plain(top) == {"a": 1, "b": ["x", {"c": "no"}]}
    assert top is not None
    listing = top.entries[1].value
    assert isinstance(listing, List)
    assert [str(item.place) for item in listing.items] == ["a.yaml:3:5", "a.yaml:4:5"]
    assert str(top.entries[1].place) == "a.yaml:2:1"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-12", -12),
        ("999999999999999999", 999_999_999_999_999_999),
        ("0.5", 0.5),
        ("-3.25", -3.25),
        ("90d", "90d"),
        ("env:CORE", "env:CORE"),
        ("two-factor", "two-factor"),
        ("no bot sees it", "no bot sees it"),
        ("None", "None"),
        ("1.2.3", "1.2.3"),
        ("12 Main St", "12 Main St"),
        ("'no'", "no"),
        ('"1:30"', "1:30"),
        ('"\\u00e9\\n"', "é\n"),
        ("'007'", "007"),
        ("naïve", "naïve"),
        ("|\n  no\n", "no\n"),
    ],
)
def test_a_scalar_means_what_all_readers_agree_on(text: str, value: object) -> None:
    parsed = parse("a.yaml", f"k: {text}".encode())
    assert parsed.problems == ()
    read = plain(parsed.top)
    assert read == {"k": value}
    assert isinstance(read, dict)
    assert type(read["k"]) is type(value)


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("no", "is false to some readers and text to others", 'write "no" in quotes or false'),
        ("NO", "is false to some readers and text to others", 'write "NO" in quotes or false'),
        ("Off", "is false to some readers and text to others", 'write "Off" in quotes or false'),
        ("n", "is false to some readers and text to others", 'write "n" in quotes or false'),
        ("FALSE", "is false to some readers and text to others", 'write "FALSE" in quotes or false'),
        ("y", "is true to some readers and text to others", 'write "y" in quotes or true'),
        ("Yes", "is true to some readers and text to others", 'write "Yes" in quotes or true'),
        ("on", "is true to some readers and text to others", 'write "on" in quotes or true'),
        ("True", "is true to some readers and text to others", 'write "True" in quotes or true'),
        ("Null", "is nothing to some readers and text to others", 'write "Null" in quotes or null'),
        ("~", "is nothing to some readers and text to others", 'write "~" in quotes or null'),
        ("2024-01-31", "is a date to some readers and text to others", 'write "2024-01-31" in quotes'),
        ("1:30", "is a number to some readers and text to others", 'write "1:30" in quotes'),
        (
            "0x1F",
            "is a number to some readers and text to others",
            'write "0x1F" in quotes or a decimal number',
        ),
        (
            "0o17",
            "is a number to some readers and text to others",
            'write "0o17" in quotes or a decimal number',
        ),
        (
            "007",
            "is a number to some readers and text to others",
            'write "007" in quotes or a plain number such as 1000 or 0.5',
        ),
        (
            "1_000",
            "is a number to some readers and text to others",
            'write "1_000" in quotes or a plain number such as 1000 or 0.5',
        ),
        (
            "+44",
            "is a number to some readers and text to others",
            'write "+44" in quotes or a plain number such as 1000 or 0.5',
        ),
        (
            "1e5",
            "is a number to some readers and text to others",
            'write "1e5" in quotes or a plain number such as 1000 or 0.5',
        ),
        (
            ".5",
            "is a number to some readers and text to others",
            'write ".5" in quotes or a plain number such as 0.5',
        ),
        (
            "1.",
            "is a number to some readers and text to others",
            'write "1." in quotes or a plain number such as 1000 or 0.5',
        ),
        (".inf", "is a number to some readers and text to others", 'write ".inf" in quotes'),
        (".NaN", "is a number to some readers and text to others", 'write ".NaN" in quotes'),
        ("=", "means something else to some readers", 'write "=" in quotes'),
    ],
)
def test_what_readers_disagree_on_is_a_problem(text: str, what: str, fix: str) -> None:
    assert problems(f"k: {text}") == [f"a.yaml:1:4: {text!r} {what}; {fix}"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: !!str x", ["1:4: a tag is not read; remove it, or put the text in quotes"]),
        ("a: !x {b: 1}", ["1:4: a tag is not read; remove it, or put the text in quotes"]),
        (
            "a: &b 1\nc: *b",
            [
                "1:4: an anchor is not read; remove it, or put the text in quotes",
                "2:4: an alias is not read; write the value itself, or put the text in quotes",
            ],
        ),
        ("<<: {a: 1}", ["1:1: '<<' means something else to some readers; write \"<<\" in quotes"]),
        ("a: 1\na: 2", ["2:1: the key 'a' is in line 1 already; keep one of the two"]),
        ("a: {b: 1, b: 2}", ["1:11: the key 'b' is in line 1 already; keep one of the two"]),
        ("no: 1", ["1:1: 'no' is false to some readers and text to others; write \"no\" in quotes"]),
        ("5: 1", ["1:1: the key 5 is not text; put it in quotes"]),
        ("true: 1", ["1:1: the key true is not text; put it in quotes"]),
        ("?\n: 1", ["1:2: a key is empty; write a key before the colon"]),
        ("? [a]\n: 1", ["1:3: this cannot be a key; put it in quotes, or mend the brackets"]),
        ("? {a: b}\n: 1", ["1:3: this cannot be a key; put it in quotes, or mend the brackets"]),
        ("a: 1\n---\nb: 1", ["2:1: a second document begins here; keep one document in a file"]),
        ("%YAML 1.1\n---\na: 1", ["1:1: the file has a directive; remove the line that begins with %"]),
        ("", ["1:1: the file is empty; write the keys of an estate"]),
        ("# only a remark", ["1:1: the file is empty; write the keys of an estate"]),
        ("- a", ["1:1: the file does not hold keys and values; write key: value lines"]),
        ('a: "\\0"', ["1:4: the text holds the control character U+0000; remove its escape"]),
        (
            "a: b\x00",
            [
                ("1:5: the character U+0000 cannot be seen; remove it, or write it as an escape in double quotes"),
            ],
        ),
        (
            "a: 1\r\nb: x\u202ey",
            [
                ("2:5: the character U+202E cannot be seen; remove it, or write it as an escape in double quotes"),
            ],
        ),
        (b"a: 1\nb: caf\xe9", ["2:7: the file is not UTF-8 from here on; save it as UTF-8"]),
    ],
)
def test_what_is_outside_the_subset_is_told_with_its_place(text: str | bytes, told: list[str]) -> None:
    assert problems(text) == [f"a.yaml:{line}" for line in told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "a: b: c",
            (
                "1:5: a colon stands where no key can be; "
                "put a text that holds a colon in quotes, or mend the indentation"
            ),
        ),
        (
            "a:\n\t- b",
            "2:1: no value begins with this character; put the value in quotes, and indent with spaces only",
        ),
        ("a: {b: c", "1:4: the { here lacks a comma or its }; add what is missing, or use quotes"),
        ("a: [1 2\nb: 1", "1:4: the [ here lacks a comma or its ]; add what is missing, or use quotes"),
        ("a: 1\nb: 'x", "2:4: the quote that begins here is never closed; add the closing quote"),
        (
            "a:\n  b: 1\n c: 2",
            ("3:2: this line does not fit the lines above it; mend its indentation, or close what is open above"),
        ),
        ("a: 1\nb\nc: 1", "3:1: a key has no colon after it; write key: value"),
        (
            "- a\nb: c",
            "2:1: this line is no item of the list above it; begin it with -, or mend its indentation",
        ),
        (
            'a: "\\q"',
            "1:5: a backslash escape in double quotes is unknown; use single quotes, or write \\\\ for a \\",
        ),
        ("'a' 'b'", "1:5: text follows where the file should end; write key: value lines only"),
        ("a: }", "1:4: a value is missing before this; write the value, or put this in quotes"),
    ],
)
def test_an_error_of_syntax_is_told_in_plain_words(text: str, told: str) -> None:
    assert problems(text) == [f"a.yaml:{told}"]


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert plain(parse("a.yaml", b"\xef\xbb\xbfa: 1").top) == {"a": 1}


def test_a_file_too_large_is_refused_unread() -> None:
    assert problems(b"a" * (MOST_BYTES + 1)) == [
        "a.yaml:1:1: the file has more than 2 MiB; split it and name the parts in include:"
    ]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_file_too_deep_is_refused_at_its_depth(opening: str) -> None:
    told = problems(opening * 100_000)
    assert told[-1].endswith("this is nested more than 20 levels deep; no part of an estate needs that")
    deepest = opening * (MOST_DEPTH - 1)
    assert not any("levels" in one for one in problems(deepest))


def test_a_file_with_too_many_values_is_refused_at_the_first_too_many() -> None:
    assert [str(one) for one in parse("a.yaml", b"a: [1, 2, 3]", room=4).problems] == [
        "a.yaml:1:11: the estate has more than 500,000 values up to here; make it smaller, or make two of it"
    ]


@given(st.text())
def test_any_text_is_read_or_told(text: str) -> None:
    parsed = parse("a.yaml", text.encode("utf-8", "surrogatepass"))
    assert parsed.top is not None or parsed.problems


@given(st.binary())
def test_any_bytes_are_read_or_told(raw: bytes) -> None:
    parsed = parse("a.yaml", raw)
    assert parsed.top is not None or parsed.problems


@given(st.text(st.sampled_from("ab01:-?[]{}#&*!|>'\"%@`,~<=\n \t\\.x_"), max_size=60))
def test_any_text_of_the_marks_of_yaml_is_read_or_told(text: str) -> None:
    parsed = parse("a.yaml", text.encode())
    assert parsed.top is not None or parsed.problems
