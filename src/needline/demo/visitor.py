"""A browser without a screen: it reads pages, fills in their forms and keeps cookies, and knows nothing else."""

from html.parser import HTMLParser
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx
from msgspec import Struct


class Form(Struct, frozen=True):
    """A form of a page: where it goes and what it holds before somebody types."""

    action: str
    fields: dict[str, str]


class _Reader(HTMLParser):
    """Collects the forms and the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the last form."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(told.get("action", ""), {}))
        elif tag == "input" and self.forms and "name" in told:
            self.forms[-1].fields[told["name"]] = told.get("value", "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


class Visitor:
    """Somebody with a browser at `site`."""

    def __init__(self, site: str) -> None:
        self._client = httpx.AsyncClient(base_url=site, follow_redirects=True, timeout=20, trust_env=False)
        self._forms: list[Form] = []
        self.url = site
        self.text = ""
        self.status = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def open(self, path: str) -> str:
        """Go to a page and return its words."""
        return self._read(await self._client.get(path))

    async def submit(self, ending: str, /, **typed: str) -> str:
        """Fill in and send the form of the page whose action ends so; returns the next page's words.

        Raises `LookupError` when the page has no such form: a visitor can only do what a page offers.
        """
        form = next((one for one in self._forms if one.action.endswith(ending)), None)
        if form is None:
            raise LookupError(f"the page at {self.url} offers no form {ending!r}")
        return self._read(await self._client.post(urljoin(self.url, form.action), data={**form.fields, **typed}))

    def offers(self, action: str) -> bool:
        """Whether the page has a form whose action ends with `action`."""
        return any(one.action.endswith(action) for one in self._forms)

    def _read(self, page: httpx.Response) -> str:
        reader = _Reader()
        reader.feed(page.text)
        self._forms, self.url, self.status = reader.forms, str(page.url), page.status_code
        self.text = " ".join(" ".join(reader.words).split())
        return self.text
