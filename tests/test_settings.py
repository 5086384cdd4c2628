"""Settings: what a process must be told, and what it never tells."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.pretty import pretty_repr

from needline.errors import SettingsError
from needline.settings import Settings, from_environment

KEY = base64.b64encode(bytes(range(32))).decode()
ENOUGH = {"NEEDLINE_STATE": "sqlite:///needline.db", "NEEDLINE_KEY": KEY}


def test_two_variables_are_enough() -> None:
    settings = from_environment(ENOUGH)
    assert settings.state == "sqlite:///needline.db"
    assert settings.key == bytes(range(32))
    assert (settings.origin, settings.host, settings.port) == ("needline.local/record", "127.0.0.1", 8400)


def test_every_setting_can_be_said() -> None:
    said = {"NEEDLINE_ORIGIN": "bank.example/record", "NEEDLINE_HOST": "::1", "NEEDLINE_PORT": "9000"}
    settings = from_environment(ENOUGH | said)
    assert (settings.origin, settings.host, settings.port) == ("bank.example/record", "::1", 9000)


@pytest.mark.parametrize("missing", ENOUGH)
def test_what_is_missing_is_named_with_what_it_takes(missing: str) -> None:
    with pytest.raises(SettingsError, match=f"{missing} is not set; it takes"):
        from_environment({name: value for name, value in ENOUGH.items() if name != missing})


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "80a", "8.0", " 80", "9" * 5000])
def test_a_port_is_a_number_that_ports_have(port: str) -> None:
    with pytest.raises(SettingsError, match="write a number from 1 to 65535"):
        from_environment(ENOUGH | {"NEEDLINE_PORT": port})


@pytest.mark.parametrize("origin", ["", " ", "two words", "a+b", "line\nline", "bank.example/record "])
def test_an_origin_is_a_name_that_can_sign(origin: str) -> None:
    with pytest.raises(SettingsError, match=r"write a name such as bank\.example/record"):
        from_environment(ENOUGH | {"NEEDLINE_ORIGIN": origin})


@pytest.mark.parametrize(
    "key",
    [
        base64.b64encode(bytes(31)).decode(),
        base64.b64encode(bytes(33)).decode(),
        "not base64, but a secret",
        KEY + "\n" + KEY,
        "schlüssel",
        KEY[:-1],
    ],
)
def test_a_key_that_is_none_is_refused_and_never_repeated(key: str) -> None:
    with pytest.raises(SettingsError, match="32 bytes in base64") as refused:
        from_environment(ENOUGH | {"NEEDLINE_KEY": key})
    assert key not in str(refused.value)
    assert refused.value.__suppress_context__


def test_the_key_is_never_printed() -> None:
    settings = from_environment(ENOUGH)
    for shown in (repr(settings), f"{settings}", pretty_repr(settings)):
        assert "key" not in shown
        assert repr(settings.key) not in shown
        assert "sqlite" not in shown


def test_an_address_is_itself_or_what_its_variable_holds() -> None:
    settings = Settings(state="sqlite://", key=bytes(32), env={"CORE": "sqlite:///core.db"})
    assert settings.resolve("https://bot.example/") == "https://bot.example/"
    assert settings.resolve("env:CORE") == "sqlite:///core.db"


@pytest.mark.parametrize("env", [{}, {"CORE": ""}])
def test_a_variable_that_is_not_set_is_named(env: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="CORE is not set; set it and start again"):
        Settings(state="sqlite://", key=bytes(32), env=env).resolve("env:CORE")


def test_an_estate_cannot_name_the_master_key_as_an_address() -> None:
    with pytest.raises(SettingsError, match="NEEDLINE_KEY is not set"):
        from_environment(ENOUGH).resolve("env:NEEDLINE_KEY")


@given(
    st.dictionaries(st.sampled_from(["STATE", "KEY", "PORT", "HOST", "ORIGIN"]).map("NEEDLINE_{}".format), st.text())
)
def test_whatever_the_environment_holds_is_read_or_refused(environment: dict[str, str]) -> None:
    try:
        settings = from_environment(environment)
    except SettingsError:
        return
    assert len(settings.key) == 32
    assert 0 < settings.port < 65536
