"""What was drawn, read again."""

from html.parser import HTMLParser
from xml.etree import ElementTree as ET


def parsed(picture: str) -> ET.Element:
    """A picture of ours, as XML."""
    return ET.fromstring(picture)  # noqa: S314  # made by the test itself


class Page(HTMLParser):
    """A page as a browser takes it apart: its tags, its attributes, its texts by tag."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open, data))

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of each such tag."""
        return [attributes for name, attributes in self.tags if name == tag]
