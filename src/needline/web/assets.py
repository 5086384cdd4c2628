"""Style sheets, scripts and pictures, our own and the map's: read once, known by their content."""

import hashlib
from collections.abc import Mapping
from importlib.resources import files

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from msgspec import Struct

from needline.web.access import Access

_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_YEAR = 365 * 24 * 3600  # seconds; the address changes with the content


class Asset(Struct, frozen=True, kw_only=True):
    """One file that pages refer to."""

    body: bytes
    kind: str
    address: str


def _assets() -> Mapping[str, Asset]:
    return {
        file.name: _asset(file.name, file.read_bytes())
        for package in ("needline.map", "needline.web")
        for file in files(package).joinpath("static").iterdir()
        if file.is_file()
    }


def _asset(name: str, body: bytes) -> Asset:
    version = hashlib.sha256(body).hexdigest()[:12]
    return Asset(body=body, kind=_KINDS[f".{name.rpartition('.')[2]}"], address=f"/static/{name}?v={version}")


ASSETS = _assets()


@get("/static/{name:str}", opt={"access": Access.PUBLIC})
async def static(name: FromPath[str]) -> Response[bytes]:
    """One of the files; there is no path to wander in, only names to know."""
    if name not in ASSETS:
        raise NotFoundException
    headers = {"Cache-Control": f"public, max-age={_YEAR}, immutable"}
    return Response(ASSETS[name].body, media_type=ASSETS[name].kind, headers=headers)
