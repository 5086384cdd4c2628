"""The browser that somebody signs in with: a cookie that stays, and what it says it is."""

import secrets

from needline.staff import Device, Site
from needline.web.visit import DEVICE, Visit, cookie

LASTS = 400 * 24 * 3600  # seconds; no browser keeps a cookie longer (RFC 6265bis section 5.5)
_BITS = 256
# What is looked for in the order of the list: Edge and Opera say that they are Chrome, and all say Safari.
_BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
_SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def device_of(request: Visit) -> Device:
    """The browser of this request; one that never signed in gets a new token, for `DEVICE`."""
    token = cookie(request, DEVICE) or secrets.token_urlsafe(_BITS // 8)
    return Device(token=token, called=called(request.headers.get("user-agent", "")))


def site_of(request: Visit) -> Site:
    """Where passkeys are good. A demo answers to several names of loopback, each with passkeys of its own."""
    house = request.house
    if house.demo:
        return Site(origin=f"{request.url.scheme}://{request.headers.get('host', '')}")
    return Site(origin=house.prover.site)


def called(user_agent: str) -> str:
    """What a browser says it is, in words of ours: nothing of its text is repeated.

    >>> called("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox on Linux'
    >>> called("<script>")
    'an unknown browser'
    """
    browser = next((word for sign, word in _BROWSERS.items() if sign in user_agent), "")
    system = next((word for sign, word in _SYSTEMS.items() if sign in user_agent), "")
    return " on ".join(filter(None, (browser, system))) or "an unknown browser"
