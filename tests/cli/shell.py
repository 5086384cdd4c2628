"""The command line as a shell sees it: what went in, what came out, and the exit code."""

import json
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from needline.cli import run


class Ran(Struct, frozen=True, kw_only=True):
    """How a command ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """What it answered, for machines."""
        return json.loads(self.out)


Shell = Callable[..., Ran]


def shell(capsys: Any) -> Shell:
    """Runs the command line in this process."""

    def ran(*arguments: object) -> Ran:
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(code=int(code), out=out, err=err)

    return ran
