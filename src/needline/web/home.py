"""The first page: the doors, and for whom each of them is."""

from litestar import Response, get

from needline.web.access import Access
from needline.web.page import page
from needline.web.visit import Visit


@get("/", opt={"access": Access.PUBLIC})
async def home(request: Visit) -> Response[str]:
    """Where to go."""
    return page(request, "home.html")
