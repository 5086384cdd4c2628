"""The house rules, as sentences that run: how long, how named, how explained, what the core may not call."""

import ast
import re
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "needline"
LONGEST_FUNCTION = 60  # lines, its docstring apart
LONGEST_FILE = 400  # lines
EXPLAINS_ITSELF = 3  # lines; anything public and longer has a docstring
VAGUE = {"utils", "util", "helpers", "helper", "common", "models", "services", "misc"}
CORE = {
    "errors", "estate", "policy", "contact", "decide", "forms", "spot", "gate", "routing", "exposure",
    "drift", "record", "trial", "observed", "comparison", "lint", "exchange",
}  # fmt: skip
READS_THE_CLOCK = {"now", "today", "utcnow"}
REACHES_OUT = {"open", "input", "print"}
SILENCER = re.compile(r"#\s*(type:\s*ignore|noqa|ruff:\s*noqa)\b")
SILENCER_WITH_REASON = re.compile(r"#\s*(type:\s*ignore\[[\w, -]+\]|noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)\W+\w+\W+\w+")

type_of_function = ast.FunctionDef | ast.AsyncFunctionDef
type_of_definition = type_of_function | ast.ClassDef


def sources() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def core_sources() -> list[Path]:
    return [path for path in sources() if _top(path) in CORE]


def _top(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _definitions(path: Path) -> Iterator[type_of_definition]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, type_of_definition))


def _lines(node: type_of_definition) -> int:
    """Count the lines of a definition, its docstring apart."""
    doc = node.body[0] if ast.get_docstring(node) is not None else None
    return _span(node) - (_span(doc) if doc else 0)


def _span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _at(path: Path, line: int, what: str) -> str:
    return f"{path.relative_to(ROOT)}:{line}: {what}"


def test_there_is_something_to_look_at() -> None:
    assert sources()


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        _at(path, node.lineno, f"{node.name} has {_lines(node)} lines")
        for path in sources()
        for node in _definitions(path)
        if isinstance(node, type_of_function) and _lines(node) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_file_is_longer_than_one_noun() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert [_at(path, n, "end of file") for path, n in lengths.items() if n > LONGEST_FILE] == []


def test_every_module_says_what_it_is_for() -> None:
    bare = [
        path.relative_to(ROOT)
        for path in sources()
        if len(path.read_text(encoding="utf-8").splitlines()) > EXPLAINS_ITSELF and not ast.get_docstring(_tree(path))
    ]
    assert bare == []


def test_every_public_name_is_explained() -> None:
    bare = [
        _at(path, node.lineno, node.name)
        for path in sources()
        for node in _definitions(path)
        if not node.name.startswith("_") and _lines(node) > EXPLAINS_ITSELF and not ast.get_docstring(node)
    ]
    assert bare == []


def test_modules_are_named_for_a_noun_of_the_trade() -> None:
    names = {part.removesuffix(".py") for path in sources() for part in path.relative_to(SOURCE).parts}
    assert names & VAGUE == set()


def test_whoever_silences_a_checker_says_which_rule_and_why() -> None:
    silent = [
        _at(path, line, comment)
        for folder in ("src", "tests", "bench", "scripts")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, comment in _comments(path)
        if SILENCER.match(comment) and not SILENCER_WITH_REASON.match(comment)
    ]
    assert silent == []


def _comments(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def test_the_core_never_reads_the_clock() -> None:
    readers = [
        _at(path, node.lineno, ast.unparse(node))
        for path in core_sources()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Attribute) and node.attr in READS_THE_CLOCK
    ]
    assert readers == []


def test_the_core_opens_and_prints_nothing() -> None:
    calls = [
        _at(path, node.lineno, ast.unparse(node))
        for path in core_sources()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REACHES_OUT
    ]
    assert calls == []


def test_the_contract_of_the_core_names_every_core_module() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    named = {name for contract in contracts["contracts"] for name in contract.get("source_modules", ())}
    assert {f"needline.{_top(path)}" for path in core_sources()} - named == set()


def test_every_module_has_its_place_in_the_arrows() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    placed = set(re.findall(r"needline\.(\w+)", " ".join(contracts["contracts"][0]["layers"])))
    assert {_top(path) for path in sources()} - placed - {"__init__", "__main__"} == set()


def test_lock_files_name_no_registry_and_no_folder_of_a_machine() -> None:
    for lock in sorted(ROOT.glob("requirements*.txt")):
        text = lock.read_text(encoding="utf-8")
        assert re.findall(r"\w+://\S+|--(?:index-url|extra-index-url|find-links)|^-e|(?:^|\s)/\S+", text) == [], (
            lock.name
        )
        assert text.count("==") <= text.count("--hash=sha256:"), lock.name
