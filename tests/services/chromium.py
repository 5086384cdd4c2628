"""Headless Chromium for the tests that look at pages: Debian's, found on the path, driven by Playwright.

It resolves no name but those of this machine and keeps its own background traffic off.
`python -m tests.services.chromium` exits 0 when it can be had here.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.services.absent import Absent

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
OPTIONS = (
    "--no-sandbox",  # root has none, and the pages are ours
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def installed() -> str:
    """Return the path of the browser's program."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise Absent("Chromium: none of " + ", ".join(NAMES) + " is on the path")


@contextmanager
def running() -> Iterator[Browser]:
    """Start Chromium without a window; it ends with the block."""
    program = installed()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=list(OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


if __name__ == "__main__":
    try:
        installed()
    except Absent as absent:
        sys.exit(str(absent))
