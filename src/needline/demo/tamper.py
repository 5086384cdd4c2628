"""One byte of the record changed behind needline's back, as a rogue administrator would."""

import sqlite3
from pathlib import Path


def tamper(database: Path) -> int:
    """Change one byte in the body of the middle entry of the record in `database`; returns the entry's place.

    Goes to the file directly, past every check that needline makes when it writes.
    """
    connection = sqlite3.connect(database)
    try:
        (count,) = connection.execute("SELECT count(*) FROM entry").fetchone()
        place = int(count) // 2
        (body,) = connection.execute("SELECT body FROM entry WHERE place = ?", (place,)).fetchone()
        connection.execute("UPDATE entry SET body = ? WHERE place = ?", (_changed(body), place))
        connection.commit()
    finally:
        connection.close()
    return place


def _changed(body: bytes) -> bytes:
    """`body` with its last digit one higher: still JSON, still believable."""
    at = max(place for place, byte in enumerate(body) if chr(byte).isdigit())
    return body[:at] + str((int(chr(body[at])) + 1) % 10).encode() + body[at + 1 :]
