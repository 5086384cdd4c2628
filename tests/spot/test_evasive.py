"""Numbers written to slip through are found; numbers of things, dates, sums and lists stay."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.evasive import RULES
from needline.spot.finding import Found
from tests.spot.marks import Marks

marks = Marks(RULES)


@pytest.mark.parametrize(
    "number",
    [
        "one97twosix2430",
        "3680sevennine755onefour197",
        "714568ninezerofiveeight",
        "seven16599834",
        "zwei1drei4fünf6sieben8",
        "4 nine 2 nine 1 two 3 four",
        "four929 one234 five678 nine012",
        "4883222S2",
        "359809O4O",
        "l3939722731",
        "554O28l0O846S884",
        "5l23 4S67 89O1 2345",
        "2 2 2 1 9 1 2 5 8",
        "4-0-9-2-1-1-3-2",
        "4 * 0 * 9 * 2 * 1 * 1 * 3",
        "0_7_7_0_0_9_0_0_1",
        "0🙂7🙂8🙂5🙂5🙂1🙂2",
        "(0)(7)(7)(0)(0)(9)(0)",
        "1260\n3579\n1",
        "6011\n3125\n8013\n6102",
        "8767.9971.00",
        "3763 - 4108 - 96",
        "3731/4360/1308/049",
        "4929,1234,5678,9012",
        "078🙂5512🙂3498",
        "49|2912|345678|9012",
        "4092 then 1132 then 33",
        "4929 dash 1234 dash 5678 dash 9012",
        "4929...1234...567",
    ],
)
def test_a_number_written_to_slip_through_is_found_whole(number: str) -> None:
    for text in (number, f"call {number} tonight", f"my mail is {number}", f"whatsapp me {number}, ok?"):
        assert marks(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "coordinates 52.520008, 13.404954",
        "ISBN 978-3-16-148410-0",
        "EAN 4006381333931",
        "tracking 1Z999AA10123456784 says delayed",
        "trace id 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "the uuid is 3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "build 20251014.3 of 2025-10-14 12:30:45",
        "lottery 04 11 19 23 38 45",
        "I rate it 10/10, 5 5 5 stars",
        "meet at 5 dot com cafe at noon",
        "IP 192.168.100.200, version 10.0.19045.3803",
        "192.168.100.200",
        "I paid 1,234,567.89 or 123.456.789",
        "€1.000.000 and 1920x1080",
        "2019 2020 2021 2022, 2024/2025/2026",
        "scores 3-1, 2-0, 1-1, 0-0",
        "3-1 2-0 1-1 0-0",
        "1 2 3 4 5 6 7 8 9 10",
        "room 101, 102, 103, 104",
        "100 then 200 then 300",
        "what is 1785 minus 334 minus 87",
        "ISO9001 and ISO27001, SO1234567",
        "in the 1990s 2000s 2010s",
        "step one two three, one of the two seven day trials",
        "twenty four seven",
        "between 10 and 12 and 14",
        "SKU 4928-3920-11",
        "am 12.05.2024 um 18.30 uhr",
        "1.5 2.5 3.5 4.5",
        "51.507400, -0.127800",
        "IMG_20240102_123456.jpg",
    ],
)
def test_numbers_of_things_dates_sums_and_lists_stay(text: str) -> None:
    assert marks(text) == []


def test_the_length_says_what_kind_of_number_it_is() -> None:
    assert marks.named("6011\n3125\n8013\n6102")[0][1] == Found.CARD_NUMBER
    assert marks.named("O33954449")[0][1] == Found.IDENTITY_NUMBER
    assert marks.named("seven165998341")[0][1] == Found.PHONE


WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NUMBERS = st.text("0123456789", min_size=9, max_size=19).filter(
    lambda digits: len(set(digits)) > 3 and digits[:2] not in {"19", "20"} and digits not in "0123456789"
)


@given(NUMBERS, st.randoms(use_true_random=False))
def test_any_mix_of_digits_and_words_in_one_breath_is_found(digits: str, chance: random.Random) -> None:
    mixed = "".join(
        WORDS[int(digit)] if place == 2 or chance.random() < 0.4 else digit for place, digit in enumerate(digits)
    )
    assert marks(f"charge {mixed} now") == [mixed]


@given(NUMBERS, st.sampled_from(("-", ".", " - ", "*", ", ", "/", "_", " ~ ", "\n", "•")))
def test_any_sign_between_single_digits_is_seen_through(digits: str, sign: str) -> None:
    assert marks(f"charge {sign.join(digits)} now") == [sign.join(digits)]


@given(st.text("0123456789 .-/\nOlSone,", max_size=200))
def test_whatever_is_marked_lies_in_the_text(text: str) -> None:
    assert all(piece and piece in text for piece in marks(text))
