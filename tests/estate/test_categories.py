"""Data categories: the keys of the taxonomy and the kinds of their values."""

import pytest

from needline.estate.categories import KEYS, KINDS, Kind, kind, known


def test_the_taxonomy_has_the_85_keys_of_fideslang_3() -> None:
    assert len(KEYS) == len(set(KEYS)) == 85
    assert list(KEYS) == sorted(KEYS)


def test_every_key_lies_below_a_known_key() -> None:
    assert all(known(key.rpartition(".")[0]) for key in KEYS if "." in key)


def test_every_category_with_a_kind_is_known() -> None:
    assert all(map(known, KINDS))


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("user.name", Kind.NAME),
        ("user.name.first", Kind.NAME),
        ("user.contact.email", Kind.EMAIL),
        ("user.contact.phone_number", Kind.PHONE),
        ("user.contact.address.postal_code", Kind.ADDRESS),
        ("user.financial.credit_card", Kind.CARD),
        ("user.demographic.date_of_birth", Kind.DATE),
        ("user.contact", Kind.TEXT),
        ("user.financial", Kind.TEXT),
        ("user", Kind.TEXT),
        ("user.nameless", Kind.TEXT),
        ("", Kind.TEXT),
    ],
)
def test_a_category_has_the_kind_of_the_nearest_key_above(category: str, expected: Kind) -> None:
    assert kind(category) is expected


@pytest.mark.parametrize("key", ["", "user.", "user.Name", "user.name.middle", "name"])
def test_what_is_no_key_is_unknown(key: str) -> None:
    assert not known(key)
