"""A small estate to make mistakes in."""

import pytest

from needline.errors import EstateError
from needline.estate.reading import Draft, read

HEAD = "needline: 1\nestate: Shop\nowner: o@shop.example\n"


def shop(text: str, **parts: str) -> Draft:
    """Read an estate that has the text from its fourth line on; the parts are further files."""
    files = {"a.yaml": HEAD + text} | {f"{name}.yaml": part for name, part in parts.items()}
    return read("a.yaml", lambda name: files[name].encode())


def told(text: str, **parts: str) -> list[str]:
    with pytest.raises(EstateError) as caught:
        shop(text, **parts)
    return str(caught.value).splitlines()
