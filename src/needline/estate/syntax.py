"""Errors of YAML's syntax in plain words.

PyYAML has two parsers that word the same error in two ways. `_ERRORS` holds a part of either wording, what it
means to somebody who edits an estate, and whether the place to look at is where the parser noticed it or
where the construct began.
"""

import yaml
from msgspec import Struct

from needline.errors import Place, Problem


class _Error(Struct, frozen=True):
    parts: tuple[str, ...]
    what: str
    fix: str
    from_start: bool = False


_ERRORS = (
    _Error(("nesting depth",), "this is nested more than 20 levels deep", "no part of an estate needs that"),
    _Error(
        ("mapping values are not allowed",),
        "a colon stands where no key can be",
        "put a text that holds a colon in quotes, or mend the indentation",
    ),
    _Error(
        ("cannot start any token",),
        "no value begins with this character",
        "put the value in quotes, and indent with spaces only",
    ),
    _Error(
        ("',' or '}'",),
        "the { here lacks a comma or its }",
        "add what is missing, or use quotes",
        from_start=True,
    ),
    _Error(
        ("',' or ']'",),
        "the [ here lacks a comma or its ]",
        "add what is missing, or use quotes",
        from_start=True,
    ),
    _Error(
        ("unexpected end of stream", "unexpected document indicator"),
        "the quote that begins here is never closed",
        "add the closing quote",
        from_start=True,
    ),
    _Error(
        ("did not find expected key", "expected <block end>"),
        "this line does not fit the lines above it",
        "mend its indentation, or close what is open above",
    ),
    _Error(("could not find expected ':'",), "a key has no colon after it", "write key: value"),
    _Error(
        ("expected '-' indicator",),
        "this line is no item of the list above it",
        "begin it with -, or mend its indentation",
    ),
    _Error(
        ("escape",),
        "a backslash escape in double quotes is unknown",
        "use single quotes, or write \\\\ for a \\",
    ),
    _Error(("<document start>",), "text follows where the file should end", "write key: value lines only"),
    _Error(("directive",), "the file has a directive", "remove the line that begins with %"),
    _Error(("node content",), "a value is missing before this", "write the value, or put this in quotes"),
    _Error(("tag",), "a tag is not read", "put the text that begins with ! in quotes"),
    _Error(
        ("anchor", "alias", "alphabetic or numeric character"),
        "an anchor or alias is not read",
        "put the text that begins with & or * in quotes",
    ),
)
_OTHER = _Error((), "this is not the YAML that an estate is written in", "compare it with the lines around it")


def syntax_problem(file: str, error: yaml.YAMLError) -> Problem:
    """The parser's error as a problem of the file."""
    said = str(getattr(error, "problem", ""))
    meant = next((known for known in _ERRORS if any(part in said for part in known.parts)), _OTHER)
    noticed, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = (start if meant.from_start else noticed) or noticed or start
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    return Problem(path=(), what=meant.what, fix=meant.fix, place=place)
