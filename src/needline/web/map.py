"""The map of the policy in force: which desks and bots see what, for everybody who works here.

It holds names of elements and no customer's value, so that reading it is no entry of the record.
"""

import asyncio

from litestar import Response, get

from needline.exposure import exposure
from needline.map import Drawing, fragment
from needline.policy import Policy
from needline.web.access import Access
from needline.web.page import page
from needline.web.visit import Visit

_kept: dict[str, Drawing] = {}  # digest of the policy in force → its map, which is drawn once


@get("/map", opt={"access": Access.STAFF})
async def estate_map(request: Visit) -> Response[str]:
    """The whole page."""
    return page(request, "map.html", {"drawing": await _drawing(await request.house.policies.current())})


async def _drawing(policy: Policy) -> Drawing:
    """The map; a large estate takes seconds, which other requests need not wait for."""
    if policy.digest not in _kept:
        drawn = await asyncio.to_thread(_draw, policy)
        _kept.clear()
        _kept[policy.digest] = drawn
    return _kept[policy.digest]


def _draw(policy: Policy) -> Drawing:
    return fragment(policy.estate, exposure=exposure(policy.estate))
