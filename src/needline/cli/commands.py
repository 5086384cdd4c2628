"""A group of commands whose modules are imported when one of them is asked for.

`needline check` runs before every commit of an estate: it must not wait for the import of a web server. The list
of commands with their one line each is therefore written where the group is made.
"""

import importlib
from collections.abc import Mapping

import click
from msgspec import Struct


class Listed(Struct, frozen=True):
    """A command that is not imported yet."""

    module: str  # holds the Click command under the name `command`
    help: str  # one line


class Commands(click.Group):
    """The group."""

    def __init__(self, *, commands_listed: Mapping[str, Listed], **attributes: object) -> None:
        super().__init__(no_args_is_help=True, **attributes)  # type: ignore[arg-type]  # handed on as Click takes them
        self.listed = commands_listed

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # Click's signature
        """The names, in the order in which people need them."""
        return list(self.listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # Click's signature
        """The command of this name, imported now."""
        if cmd_name not in self.listed:
            return None
        command = importlib.import_module(self.listed[cmd_name].module).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.listed[cmd_name].module} holds no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant. Raises `click.UsageError` that names the one probably meant."""
        if args[0] in self.listed or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        from needline.estate.wording import near_miss

        close = near_miss(args[0], self.listed)
        hint = f"did you mean {close!r}?" if close else f"there are {', '.join(self.listed)}"
        raise click.UsageError(f"there is no command {args[0]!r}; {hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # Click's signature
        """One line for each command, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.help) for name, listed in self.listed.items()])
