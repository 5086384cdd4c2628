"""Reports as one HTML file each: no script, nothing from any network, light and dark, and fit to be printed."""

import base64
import hashlib
from collections.abc import Iterable

from jinja2 import Environment, PackageLoader, StrictUndefined

from needline.estate import Estate
from needline.report.dpia import Assessment
from needline.report.ropa import COLUMNS, Activity
from needline.report.statement import blanks

_ENVIRONMENT = Environment(
    loader=PackageLoader("needline.report", "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def ropa_page(estate: Estate, rows: Iterable[Activity]) -> str:
    """The record of processing activities: an index, and a table for each activity."""
    rows = tuple(rows)
    return _page(
        "ropa.html",
        title="Records of processing",
        kind="Records of processing activities (GDPR Art. 30(1))",
        estate=estate.estate,
        owner=estate.owner,
        blanks=sum(blanks(cell) for row in rows for cell in row.cells.values()),
        rows=rows,
        columns=COLUMNS[1:],
    )


def dpia_page(draft: Assessment) -> str:
    """The draft of an impact assessment."""
    return _page(
        "dpia.html",
        title="Impact assessment",
        kind="Data protection impact assessment (GDPR Art. 35)",
        estate=draft.estate,
        owner=draft.owner,
        blanks=blanks(draft.statements()),
        steps=draft.steps,
    )


def _page(template: str, **data: object) -> str:
    style = _source("report.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _ENVIRONMENT.get_template(template).render(style=style, policy=policy, **data)


def _source(name: str) -> str:
    loader = _ENVIRONMENT.loader
    return loader.get_source(_ENVIRONMENT, name)[0] if loader else ""
