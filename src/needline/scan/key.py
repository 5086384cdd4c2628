"""The key of the hashes of values: without it nobody can try values out against the findings."""

import os
import secrets
from pathlib import Path

from needline.errors import SettingsError, StoreError

VARIABLE = "NEEDLINE_SCAN_KEY"
_SIZE = 32  # bytes


def key_beside(path: str) -> bytes:
    """The key in the variable NEEDLINE_SCAN_KEY (64 hex digits), else that in the file `PATH.key`, made if missing.

    Raises `SettingsError` for a key that is none, `StoreError` when the file cannot be read or made.
    """
    if given := os.environ.get(VARIABLE):
        return _read(given, VARIABLE)
    file = Path(path + ".key")
    try:
        return _made(file) if not file.exists() else _read(file.read_text(encoding="ascii"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"the key in {file} cannot be used: {type(error).__name__}") from error


def _read(text: str, where: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != _SIZE:
        raise SettingsError(f"{where} must hold {2 * _SIZE} hex digits; openssl rand -hex {_SIZE} makes some")
    return key


def _made(file: Path) -> bytes:
    key = secrets.token_bytes(_SIZE)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(key.hex() + "\n")
    return key
