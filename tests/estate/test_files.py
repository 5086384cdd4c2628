"""An estate in several files: what is joined, and what cannot be included."""

import pytest

from needline.errors import EstateError, Place
from needline.estate.files import MOST_FILES
from needline.estate.reading import read
from tests.estate.shop import HEAD, shop, told


def test_sections_of_several_files_become_one() -> None:
    draft = shop(
        "include: [desks.yaml]\ndesks: {till: {seats: 2}}\nrules: [nobody sees pin]\n",
        desks="desks: {back: {seats: 1}}\nrules: [nobody sees iban]\npeople: 7\n",
    )
    assert list(draft.estate.desks) == ["till", "back"]
    assert draft.estate.rules == ("nobody sees pin", "nobody sees iban")
    assert draft.estate.people == 7
    assert draft.places["desks", "back", "seats"] == Place("desks.yaml", 1, 23)
    assert draft.places["rules", 1] == Place("desks.yaml", 2, 9)


def test_a_name_is_looked_up_beside_the_file_that_includes_it() -> None:
    files = {
        "x/a.yaml": f"{HEAD}include: [parts/b.yaml]",
        "x/parts/b.yaml": "include: [c.yaml]",
        "x/parts/c.yaml": "people: 3",
    }
    assert read("x/a.yaml", lambda name: files[name].encode()).estate.people == 3


def test_a_key_in_two_files_is_told_with_both_places() -> None:
    assert told(
        "include: [b.yaml]\ndesks: {till: {seats: 2}}\npeople: 1\n",
        b="people: 2\ndesks: {till: {seats: 3}}\nrules: {}\n",
    ) == [
        "b.yaml:1:1: the key 'people' is in a.yaml:6:1 already; keep one of the two",
        "b.yaml:2:9: the key 'till' is in a.yaml:5:9 already; keep one of the two",
        "b.yaml:3:1: 'rules' is keys with values; write a list such as [a, b]",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "include: [none.yaml]",
            "4:11: none.yaml cannot be read: no such file; check its name and who may read it",
        ),
        (
            "include: [a.yaml]",
            "4:11: a.yaml is read already (see a.yaml:1:1); include a file once, and never in a circle",
        ),
        ("include: b.yaml", "4:1: include is not a list; write a list such as [journeys.yaml]"),
        ("include: [7]", "4:11: this is not the name of a file; write a name such as journeys.yaml"),
        *(
            (
                f"include: ['{name}']",
                f"4:11: {name!r} is not included; name a file in this folder or in one below it",
            )
            for name in (
                "../b.yaml",
                "/etc/b.yaml",
                "https://x.example/b.yaml",
                "b/../../c.yaml",
                "C:\\b",
                "./b",
                ".b",
            )
        ),
    ],
)
def test_what_cannot_be_included_is_told(text: str, line: str) -> None:
    assert told(text) == [f"a.yaml:{line}"]


def test_a_circle_of_files_is_told_where_it_closes() -> None:
    assert told("include: [b.yaml]", b="include: [c.yaml]", c="include: [b.yaml]") == [
        "c.yaml:1:11: b.yaml is read already (see a.yaml:4:11); include a file once, and never in a circle"
    ]


def test_a_part_with_an_error_of_syntax_does_not_hide_the_problems_of_the_others() -> None:
    assert told("include: [b.yaml]\npeople: many", b="people: {a: 1") == [
        "a.yaml:5:9: 'people' is the text 'many'; write a whole number",
        "b.yaml:1:9: the { here lacks a comma or its }; add what is missing, or use quotes",
    ]


def test_no_more_files_are_read_than_the_limit() -> None:
    names = ", ".join(f"b{at}.yaml" for at in range(MOST_FILES))
    parts = {f"b{at}": f"x_{at}: 1" for at in range(MOST_FILES)}
    (line,) = told(f"include: [{names}]", **parts)
    assert line.endswith("the estate has more than 100 files; join some of them")


def test_a_first_file_that_cannot_be_read_says_why() -> None:
    def load(name: str) -> bytes:
        raise PermissionError(13, "Permission denied", name)

    with pytest.raises(EstateError) as caught:
        read("a.yaml", load)
    assert str(caught.value) == (
        "a.yaml:1:1: a.yaml cannot be read: permission denied; check its name and who may read it"
    )
