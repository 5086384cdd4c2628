"""The reference is what the code says and names everything, and what the documentation points at is there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest
from msgspec import Struct

from needline import cli
from needline.estate import FORMS, Assurance, Form, Reach, Trigger, model, read
from needline.lint import RULES
from needline.policy import compile_policy
from needline.record.entry import Entry
from scripts import reference

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])
STRUCTS = [
    part
    for part in vars(model).values()
    if isinstance(part, type) and issubclass(part, Struct) and part is not Struct
]
WORDS = [str(word) for words in (Form, Assurance, Reach, Trigger) for word in words]


def text(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def commands(name: str = "needline", command: click.Command = cli.needline) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its whole name."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command)
    for part in command.list_commands(context):
        found = command.get_command(context, part)
        assert found is not None
        yield from commands(f"{name} {part}", found)


@pytest.mark.parametrize("name", reference.pages())
def test_a_page_that_is_made_from_the_code_says_what_the_code_says(name: str) -> None:
    assert text(f"reference/{name}") == reference.pages()[name], "run python scripts/reference.py"


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_and_every_option_is_in_the_reference(name: str) -> None:
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", text("reference/commands.md"), re.MULTILINE | re.DOTALL)
    assert found, name
    for parameter in dict(commands())[name].params:
        for word in parameter.opts if isinstance(parameter, click.Option) else (parameter.human_readable_name,):
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", found[1]), word


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_every_key_of_the_estate_is_in_the_reference(struct: type[Struct]) -> None:
    found = re.search(
        rf"^## {struct.__name__}\n(.*?)(?=^## |\Z)", text("reference/estate.md"), re.MULTILINE | re.DOTALL
    )
    assert found, struct.__name__
    rows = set(re.findall(r"^\| `([a-z_]+)` \|", found[1], re.MULTILINE))
    assert rows == set(struct.__struct_encode_fields__)


@pytest.mark.parametrize("words", [*FORMS, *WORDS])
def test_every_rule_and_every_word_of_the_estate_is_in_the_reference(words: str) -> None:
    assert f"- `{words}`" in text("reference/estate.md")


def test_every_lint_rule_is_in_the_reference() -> None:
    assert re.findall(r"^## (NL\d+)$", text("reference/lint.md"), re.MULTILINE) == list(RULES)


def test_every_kind_of_entry_is_in_the_reference() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", text("reference/record.md"), re.MULTILINE)
    assert rows == [str(kind.__struct_config__.tag) for kind in get_args(Entry)]


def test_every_setting_is_in_the_reference() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    used = {f"NEEDLINE_{name}" for name in re.findall(r"(?:NEEDLINE_|\{_PREFIX\})([A-Z]+)\b", source)}
    named = set(re.findall(r"^\| `(NEEDLINE_[A-Z]+)` \|", text("reference/settings.md"), re.MULTILINE))
    assert named == used


def test_every_rule_that_never_bends_has_tests_and_they_are_there() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    rules = re.findall(r"^\| \*\*.*$", text("explanation/rules-that-never-bend.md"), re.MULTILINE)
    assert len(rules) >= 7
    for rule in rules:
        named = re.findall(r"`(test_\w+)`", rule)
        assert named, rule
        assert [name for name in named if f"def {name}(" not in source] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert "://" in target or (page.parent / target).exists(), target


def test_every_page_is_reachable_from_the_first() -> None:
    seen, waiting = set[Path](), [ROOT / "README.md", DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            links = re.findall(r"\]\(([^)#\s]+\.md)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
            waiting += [(page.parent / link).resolve() for link in links if "://" not in link]
    assert set(PAGES) - seen == set()


def test_the_estate_of_the_how_to_makes_sense() -> None:
    found = re.search(r"```yaml\n(needline: 1\n.*?)```", text("how-to/write-an-estate.md"), re.DOTALL)
    assert found
    assert compile_policy(read("estate.yaml", lambda _: found[1].encode()).estate).needs
