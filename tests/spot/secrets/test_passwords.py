"""Passwords are found by the words before them in twelve languages; what is said about one is none."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needline.spot.finding import Found
from needline.spot.secrets import passwords
from needline.spot.secrets.told import SAID_OF_IT
from tests.spot.marks import Marks

marks = Marks(passwords.RULES)


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("my password is hunter2", "hunter2"),
        ("my password is hunter2.", "hunter2"),
        ("the password for my account is bluebird, ok?", "bluebird"),
        ('my passphrase is "correct horse battery"', "correct horse battery"),
        ("password (case sensitive): Foo77bar", "Foo77bar"),
        ("?user=a&password=abc123&x=1", "abc123"),
        ("pw: Sommer2024!", "Sommer2024!"),
        ("login with password Tr0ub4dor&3", "Tr0ub4dor&3"),
        ("password 20149395", "20149395"),
        ("my password is kh 524 g", "kh 524 g"),
        ("mein passwort ist fR+Z5)Pc+ und es geht nicht", "fR+Z5)Pc+"),
        ("Passwort: geheim123", "geheim123"),
        ("mien psaswort ist IVVTTO8v89c$ und", "IVVTTO8v89c$"),
        ("mot de passe ^)B_jXyQV2ah8 refusé", "^)B_jXyQV2ah8"),
        ("mon mot de passe est Soleil75", "Soleil75"),
        ("mi contraseña es perro123", "perro123"),
        ("contraseña: Luna.2020 gracias", "Luna.2020"),
        ("la mia password è Roma1990", "Roma1990"),
        ("wachtwoord is welkom01", "welkom01"),
        ("minha senha é flamengo10", "flamengo10"),
        ("hasło: zielonyKot", "zielonyKot"),
        ("hasło to Kot12345", "Kot12345"),
        ("heslo je Praha123", "Praha123"),
        ("mitt lösenord är Sommar22", "Sommar22"),
        ('{"user": "ann", "password": "s3cr3t"}', "s3cr3t"),
        ("<password>s3cr3t</password>", "s3cr3t"),
    ],
)
def test_what_follows_a_word_for_it_is_the_password(text: str, password: str) -> None:
    assert marks.named(text) == [(password, Found.PASSWORD)]


@pytest.mark.parametrize(
    "text",
    [
        "the password is wrong",
        "my password is not working",
        "my password was reset yesterday",
        "password reset please",
        "what is the password?",
        "I don't know what my password is.",
        "password must be at least 8 characters",
        "forgot password?",
        "send the boarding pass to my email",
        "I need a pass to use the garage",
        "Passwort vergessen",
        "das Passwort ist falsch",
        "mot de passe oublié",
        "mon mot de passe est refusé",
        "contraseña incorrecta",
        "la contraseña es incorrecta",
        "hasło jest nieprawidłowe",
        "wachtwoord is verlopen",
        '{"password": null, "pwd": "redacted"}',
        "I was working as words fail me",
    ],
)
def test_what_is_said_of_a_password_is_none(text: str) -> None:
    assert marks(text) == []


def test_an_answer_of_one_word_is_the_password_when_it_was_asked_for() -> None:
    assert marks("willand 12", Found.PASSWORD) == ["willand 12"]
    assert marks("it's kanna77", Found.PASSWORD) == ["kanna77"]
    assert marks("kanna77") == []
    assert marks("kanna77", Found.PHONE) == []


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9!#$%&*+]{3,10}[0-9][!#$%&*+]", fullmatch=True))
def test_any_password_with_a_look_is_found(password: str) -> None:
    if not SAID_OF_IT.match(password) and "&" not in password:
        assert marks(f"password is {password} ok") == [password]
        assert marks(f"password {password} ok") == [password]


def test_the_examples_hold() -> None:
    assert doctest.testmod(passwords).failed == 0
