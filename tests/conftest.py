"""What every test can ask for (a database, a browser, sample data) and what none may do: leave loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page

from tests.services import absent, chromium, loopback, postgresql

ROOT = Path(__file__).resolve().parent.parent

# How long an example takes depends on who else uses the machine; in CI the same examples run each time.
settings.register_profile(
    "needline",
    deadline=None,
    derandomize=absent.in_ci(),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("needline")
loopback.guard()


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(absent.Reasons())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "postgresql_url" in fixtures:
            item.add_marker(pytest.mark.postgresql)
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def postgresql_folder() -> Iterator[Path]:
    """The folder that holds the socket of this run's PostgreSQL server."""
    try:
        with postgresql.server() as folder:
            yield folder
    except absent.Absent as why:
        absent.skip(why)


@pytest.fixture
def postgresql_url(postgresql_folder: Path) -> Iterator[str]:
    """The SQLAlchemy URL of an empty PostgreSQL database that is this test's alone."""
    with postgresql.database(postgresql_folder) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium. It ends with the module: while it runs, its event loop is the thread's only one."""
    try:
        with chromium.running() as running:
            yield running
    except absent.Absent as why:
        absent.skip(why)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without cookies or history."""
    context = browser.new_context()
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public sample data that lies beside the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        absent.skip("the sample data, which a checkout of its own brings as ../shared/data")
    return folder
