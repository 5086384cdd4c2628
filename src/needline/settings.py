"""Settings: where things are. Read once, then passed as an argument.

Settings say where the state is, which key seals it and what `env:NAME` in an estate stands for. They are not the
estate: that says who sees what and has another owner. The master key is the one secret; every other key follows
from it (`sealing`).
"""

import base64
from collections.abc import Mapping

from msgspec import Struct, field

from needline.errors import SettingsError

_KEY = 32  # bytes
_PREFIX = "NEEDLINE_"


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that a process of needline has to be told."""

    state: str  # SQLAlchemy URL of needline's own state
    key: bytes  # the master key
    origin: str = "needline.local/record"  # names this record in its checkpoints
    host: str = "127.0.0.1"
    port: int = 8400
    site: str = ""  # where customers and agents reach the pages; empty: host and port
    sender: str = ""  # URL of the gateway that sends SMS and e-mail to customers
    env: Mapping[str, str] = field(default_factory=dict)  # what env:NAME in the estate stands for

    def __repr__(self) -> str:
        return f"Settings(origin={self.origin!r}, host={self.host!r}, port={self.port!r}, …)"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        return [("origin", self.origin)]

    def resolve(self, at: str) -> str:
        """The address that `at` of an estate names. Raises `SettingsError` when a variable is not set."""
        if not at.startswith("env:"):
            return at
        name = at.removeprefix("env:")
        if not self.env.get(name):
            raise SettingsError(f"the estate needs {at!r}, but {name} is not set; set it and start again")
        return self.env[name]


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings in variables NEEDLINE_STATE, NEEDLINE_KEY, …; the rest answers `env:NAME`.

    Raises `SettingsError` that says which is missing or makes no sense.
    """
    port = environment.get(f"{_PREFIX}PORT", "8400")
    if not port.isdecimal() or len(port) > 5 or not 0 < int(port) < 2**16:
        raise SettingsError(f"NEEDLINE_PORT is {port!r}; write a number from 1 to 65535")
    origin = environment.get(f"{_PREFIX}ORIGIN", "needline.local/record")
    if not origin.isprintable() or origin.split() != [origin] or "+" in origin:
        # C2SP signed-note, section Signatures: it is the name of the key that signs checkpoints.
        raise SettingsError(f"NEEDLINE_ORIGIN is {origin!r}; write a name such as bank.example/record")
    return Settings(
        state=_needed(environment, "STATE", "an SQLAlchemy URL such as sqlite:///needline.db"),
        key=_key(_needed(environment, "KEY", "32 random bytes in base64: head -c 32 /dev/urandom | base64")),
        origin=origin,
        host=environment.get(f"{_PREFIX}HOST", "127.0.0.1"),
        port=int(port),
        site=environment.get(f"{_PREFIX}SITE", "").rstrip("/"),
        sender=environment.get(f"{_PREFIX}SENDER", ""),
        # An estate has another owner: it must not be able to name the master key as an address.
        env={name: value for name, value in environment.items() if not name.startswith(_PREFIX)},
    )


def _needed(environment: Mapping[str, str], name: str, what: str) -> str:
    value = environment.get(_PREFIX + name, "")
    if not value:
        raise SettingsError(f"{_PREFIX}{name} is not set; it takes {what}")
    return value


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != _KEY:
        # The text is a secret: never shown, not even a wrong one. `from None` keeps it out of the trace.
        raise SettingsError(
            "NEEDLINE_KEY is not 32 bytes in base64; make one with head -c 32 /dev/urandom | base64"
        ) from None
    return key
