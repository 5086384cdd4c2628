"""Credentials are found by what stands around them: key files, addresses, headers, settings."""

import doctest

import pytest

from needline.spot.secrets import formats
from needline.spot.secrets.formats import entropy, looks_random
from tests.spot.marks import Marks
from tests.spot.secrets.test_vendors import HEX, some

marks = Marks(formats.RULES)
LINE = some(64)
PEM = "-----BEGIN {0}PRIVATE" + " KEY-----\n" + f"{LINE}\n{LINE}\n" + "-----END {0}PRIVATE" + " KEY-----"


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "ENCRYPTED ", "OPENSSH "])
def test_a_key_file_is_found_from_its_first_line_to_its_last(kind: str) -> None:
    file = PEM.format(kind)  # RFC 7468 section 2
    assert marks(f"here:\n{file}\nthanks") == [file]
    assert marks(file.replace("\n", "\\n")) == [file.replace("\n", "\\n")]


def test_a_key_file_that_was_cut_off_is_found_as_far_as_it_goes() -> None:
    cut = PEM.format("")[:120]
    [found] = marks(f"{cut}\n\nPlease help me with this")
    assert found.strip() == cut
    assert marks("-----BEGIN CERTIFICATE-----\n" + LINE) == []


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"postgres://bob:{some(12)}@db.example.com/app", f"bob:{some(12)}"),
        (f"mongodb+srv://admin:{some(10)}@c0.example.net", f"admin:{some(10)}"),
        (f"Authorization: Bearer {some(40)}", some(40)),
        (f"authorization: Basic {some(20)}==", f"{some(20)}=="),
        (f"-H 'X-Api-Key: {some(32)}'", some(32)),
        (f"AccountName=a;AccountKey={some(86)}==;Suffix=b", f"{some(86)}=="),
        (f"?sv=2020&sig={some(40)}%3D", f"{some(40)}%3D"),
        (f"aws_secret_access_key = {some(40)}", some(40)),
        (f"the api key is {some(32)}", some(32)),
        (f"client_secret={some(30)}", some(30)),
        (f"token: {some(40)}", some(40)),
        (f"private key {some(64, HEX)}", some(64, HEX)),
        (f"pasted it again: {some(40, HEX)}", some(40, HEX)),
    ],
)
def test_credentials_are_found_by_their_surroundings(text: str, secret: str) -> None:
    assert marks(text) == [secret]


@pytest.mark.parametrize(
    "text",
    [
        "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "md5 d41d8cd98f00b204e9800998ecf8427e of the file",
        "trace id 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "the uuid is 3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "https://example.com:8080/path",
        "my key is in the door, the secret is to wait",
        "session token expired, api key is invalid",
        "access token has expired yesterday",
        "secret: my-development-database-name",
        "api_key: your-api-key-goes-here-123",
        "basic economy, bearer of bad news",
        "12345678901234567890123456789012",
    ],
)
def test_checksums_words_and_placeholders_are_none(text: str) -> None:
    assert marks(text) == []


def test_random_values_have_more_in_them_than_words() -> None:
    assert entropy("") == entropy("aaaa") == 0
    assert entropy("abcd") == 2
    assert looks_random(some(24))
    assert not looks_random("billing-department-2024")
    assert not looks_random("1234567890123456")


def test_the_examples_hold() -> None:
    assert doctest.testmod(formats).failed == 0
