"""A page: a template and its data. Templates hold no rules; whatever they are not given is an error."""

from collections.abc import Mapping
from datetime import UTC, datetime

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Response
from litestar.enums import MediaType
from litestar.response import Redirect

from needline.web.assets import ASSETS
from needline.web.visit import TOKEN, Visit

_NOTHING: Mapping[str, object] = {}
PART = "x-part"  # a header by which our scripts ask for a part of a page


def page(
    visit: Visit, template: str, data: Mapping[str, object] = _NOTHING, *, status: int = 200, language: str = "en"
) -> Response[str]:
    """The filled-in template, with what every page of ours has."""
    common = {"agent": visit.signed_in, "token": visit.token, "demo": visit.house.demo, "language": language}
    html = _ENVIRONMENT.get_template(template).render({**common, **data})
    return Response(html, media_type=MediaType.HTML, status_code=status, cookies=visit.cookies_to_set())


def go(path: str) -> Redirect:
    """After a form: see the page that shows what came of it."""
    return Redirect(path, status_code=303)


def came(visit: Visit, path: str) -> Response[None]:
    """The same, but a script of ours, which refreshes what changed by itself, is told only that it went well."""
    return Response(None, status_code=204) if PART in visit.headers else go(path)


def moment(at: float) -> str:
    """A time of day, for people: 14:03:22.

    >>> moment(0.0)
    '00:00:00'
    """
    return datetime.fromtimestamp(at, UTC).strftime("%H:%M:%S")


def instant(at: float) -> str:
    """The same, whole, for machines: RFC 3339.

    >>> instant(0.0)
    '1970-01-01T00:00:00+00:00'
    """
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def span(seconds: float) -> str:
    """How long, for people.

    >>> span(4.2), span(150), span(7300)
    ('4 s', '2 min', '2 h')
    """
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{max(0, int(seconds))} s"


_ENVIRONMENT = Environment(
    loader=PackageLoader("needline.web", "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals |= {"asset": lambda name: ASSETS[name].address, "token_field": TOKEN}
_ENVIRONMENT.filters |= {"moment": moment, "instant": instant, "span": span}
