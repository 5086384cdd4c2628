#!/usr/bin/env python3
"""Write docs/reference from the code: commands, the estate file, settings and entries of the record.

`python scripts/reference.py` writes the pages; tests/test_docs.py says when they no longer are what the code says.
"""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
from msgspec import Struct

from needline import settings
from needline.cli import needline
from needline.estate import FORMS, Assurance, Form, Reach, Trigger, model
from needline.estate.rules import explained
from needline.lint import RULES
from needline.record import entry

PAGES = Path(__file__).parent.parent / "docs" / "reference"
_MADE = "<!-- Made from the code by scripts/reference.py; change the docstrings there. -->\n"
_PARTS: tuple[type[Struct], ...] = (
    model.Estate, model.Element, model.Spot, model.Store, model.Search, model.Answer, model.Channel, model.Desk,
    model.Bot, model.Proving, model.AfterChange, model.Journey, model.Sight, model.Deed, model.Above, model.HandOver,
    model.BreakGlass, model.Action,
)  # fmt: skip
_FIELD = re.compile(r"    (\w+): ([^#\n]+?)(?: = ([^#\n]+?))?(?:  # (.+))?\n")


def pages() -> dict[str, str]:
    """Every page that is made, by file name."""
    made = {
        "commands.md": _commands(),
        "estate.md": _estate(),
        "lint.md": _lint(),
        "settings.md": _settings(),
        "record.md": _record(),
    }
    return {name: _MADE + "\n".join(lines) + "\n" for name, lines in made.items()}


def _commands() -> Iterator[str]:
    yield "# Commands\n\nAnswers go to standard output, problems to standard error; `--json` gives machines the same."
    yield "Exit codes: 0 yes; 1 the file or the input has problems; 2 needline could not; 3 the answer is no.\n"
    yield from _command(needline, "needline", None)


def _command(command: click.Command, path: str, above: click.Context | None) -> Iterator[str]:
    context = click.Context(command, info_name=path.rpartition(" ")[2], parent=above)
    if not isinstance(command, click.Group):
        yield f"## {path}\n\n{_plain(command.help)}\n"
        yield f"```\n{command.get_usage(context).removeprefix('Usage: ')}\n```\n"
        yield from [f"{_plain(command.epilog)}\n"] if command.epilog else []
        yield from _options(command)
        return
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        if found is not None:
            yield from _command(found, f"{path} {name}", context)


def _options(command: click.Command) -> Iterator[str]:
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        yield "| option | meaning |\n|---|---|"
    for one in options:
        yield f"| `{', '.join(one.opts)}` | {_plain(one.help)} |"
    yield ""


def _estate() -> Iterator[str]:
    yield "# The estate file\n"
    yield "A strict subset of YAML: strings, numbers, `true`, `false`, `null`, lists and mappings; no tags, anchors,"
    yield "bare yes or no. `include: [other.yaml]` splits the file; a key that begins with `x_` is yours."
    yield "`needline schema` prints the JSON Schema for editors.\n"
    for kind in _PARTS:
        yield from _struct(kind)
    for ladder in (Form, Assurance, Reach):
        yield f"## Words of {ladder.__name__.lower()}, least first\n\n{_plain(ladder.__doc__)}\n"
        yield from (f"- `{one}`" for one in ladder)
        yield ""
    yield "## Triggers\n\n" + "\n".join(f"- `{one}`" for one in Trigger)
    yield "\n## Rules\n\nA rule is one of these sentences; it is checked whenever a policy is made.\n"
    yield from (f"- {explained(form).replace(chr(39), '`')}" for form in FORMS)


def _struct(kind: type[Struct]) -> Iterator[str]:
    yield f"## {kind.__name__}\n\n{_plain(kind.__doc__)}\n\n| key | takes | without it | meaning |\n|---|---|---|---|"
    written = dict(zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True))
    for name, takes, default, meaning in _FIELD.findall(inspect.getsource(kind)):
        if name in written:
            without = (
                "required" if not default or ("default" not in default and "field(" in default) else f"`{default}`"
            )
            yield f"| `{written[name]}` | `{takes.replace('|', 'or')}` | {without} | {meaning} |"
    yield ""


def _lint() -> Iterator[str]:
    yield "# Lint rules\n\nWhat `needline check --lint` looks for: ways to leak that a platform documents, that a"
    yield "breach made known, or that a regulator or a standard forbids. An id stays with its leak for ever.\n"
    yield "| id | leak |\n|---|---|"
    yield from (f"| [{one.id}](#{one.id.lower()}) | {one.name} |" for one in RULES.values())
    for one in RULES.values():
        yield f"\n## {one.id}\n\n**{one.name}** {one.why}\n\nHow to fix it: {one.fix}\n"
        yield f"Source: [{one.source}]({one.source.url})."


def _settings() -> Iterator[str]:
    yield "# Settings\n\nRead once from the environment. Every other variable answers `env:NAME` of the estate.\n"
    yield "| variable | meaning |\n|---|---|"
    for name, _, _, meaning in _FIELD.findall(inspect.getsource(settings.Settings)):
        if name != "env":
            yield f"| `NEEDLINE_{name.upper()}` | {meaning or name} |"
    yield "| `NEEDLINE_BY` | who reads the record or applies an estate, where `--by` is not given |"
    yield "| `NEEDLINE_DEBUG` | set: an error that needline does not know ends in a traceback |"


def _record() -> Iterator[str]:
    yield "# Entries of the record\n\nNames of elements, forms and reasons; never a customer's value. Each entry is"
    yield "durable before what it tells of happens. Hashed as RFC 6962 says, checkpoints signed as C2SP does.\n"
    yield "| kind | meaning |\n|---|---|"
    for kind in entry.Entry.__args__:
        yield f"| `{kind.__struct_config__.tag}` | {_plain(kind.__doc__)} |"


def _plain(text: str | None) -> str:
    return " ".join((text or "").replace("\b", "").split())


if __name__ == "__main__":
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")
        print(PAGES / name)
