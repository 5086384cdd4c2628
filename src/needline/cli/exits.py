"""What the exit codes mean, and which error ends in which."""

from enum import IntEnum

import click

from needline.errors import EstateError, EvidenceError, SettingsError


class Exit(IntEnum):
    """How a command ended."""

    YES = 0
    PROBLEMS = 1  # of the file or the input
    COULD_NOT = 2
    NO = 3  # a gate that failed: something opens, the record does not add up


def code_of(error: BaseException) -> Exit:
    """The exit code for an error that nobody caught."""
    match error:
        case click.FileError():
            return Exit.COULD_NOT
        case EstateError() | SettingsError() | click.ClickException():
            return Exit.PROBLEMS
        case EvidenceError():
            return Exit.NO
        case _:
            return Exit.COULD_NOT
