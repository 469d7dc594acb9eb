"""A real browser on a live server: Debian's Chromium, at the two widths that matter, with axe looking for barriers."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from thuocdo.portal.organizations import samples, selectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

CHROMIUM = Path("/usr/bin/chromium")
SCREENSHOTS = Path(__file__).resolve().parents[1] / "screenshots"
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 800}
LOGIN_OF = {
    "administrator": "quan-tri",
    "coordinator": "so-noi-vu",
    "leader": "lanh-dao-tinh",
    "unit_officer": "can-bo-xa",
    "unit_head": "thu-truong-xa",
    "auditor": "thanh-tra",
}


class Clock:
    """A clock that can be set, in Vietnam's hours; it ticks, so that what happens later is later."""

    def __init__(self) -> None:
        self.set("2026-02-02T08:30")  # a Monday before the sample plan's first due day

    def set(self, moment: str) -> None:
        """Set it to a moment such as ``2026-03-03T07:45``."""
        self._at = timezone.make_aware(datetime.fromisoformat(moment))
        self._since = time.monotonic()

    def now(self) -> datetime:
        """Return the moment it shows, in UTC as Django's own does."""
        return (self._at + timedelta(seconds=time.monotonic() - self._since)).astimezone(UTC)


# Playwright's synchronous interface runs a loop of its own, in which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here as one that drives the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    if not CHROMIUM.exists():
        pytest.fail("the browser tests need the Debian package chromium")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield found
        found.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The portal's clock, in the test's hands: ``clock.set("2026-03-03T07:45")``, and it goes on from there."""
    found = Clock()
    monkeypatch.setattr(timezone, "now", found.now)
    return found


@pytest.fixture
def sample(request: pytest.FixtureRequest, transactional_db: None, tmp_path: Path) -> dict[str, str]:
    """The sample province with everything that ``load_sample`` brings; user names with their passwords."""
    if "clock" in request.fixturenames:
        request.getfixturevalue("clock")  # first, so that the sample is of its day
    at = timezone.now()
    for step in samples.steps():
        step.run(None, at)
    return {login.person.username: login.password for login in samples.sample_logins(tmp_path, at=at)}


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer, sample: dict[str, str]) -> Iterator[Callable[..., Page]]:
    """Opens a page as somebody: ``open_page("/don-vi/", "coordinator", phone=True)``; nobody is a stranger.

    Whoever is no role of the sample is a user name.

    Fails the test when the page logs an error to its console, such as a breach of the content security policy.
    """
    contexts, complaints = [], []

    def opened(path: str, person: str | None = None, *, phone: bool = False, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            base_url=live_server.url,
            locale="en-US",  # many an office laptop; the page is Vietnamese all the same
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if person:
            context.add_cookies([{**_session(LOGIN_OF.get(person, person)), "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        page.evaluate("document.fonts.ready") if javascript else None
        return page

    yield opened
    for context in contexts:
        context.close()
    # Chromium says so of every page that is refused on purpose, and htmx of a part of one.
    expected = ("the server responded with a status of 4", "Response Status Error Code 401")
    assert [text for text in complaints if not any(words in text for words in expected)] == []


@pytest.fixture
def shoot() -> Callable[[Page, str], None]:
    """Keeps a picture of a page in the git-ignored ``tests/screenshots/``, for people to look at."""

    def shot(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        # A busy machine's Chromium now and then says "Unable to capture screenshot" of a page that is quite well.
        for patience in (0.5, 2.0, None):
            try:
                page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=False)
            except PlaywrightError:
                if patience is None:
                    raise
                time.sleep(patience)
            else:
                return

    return shot


@pytest.fixture
def no_barriers() -> Callable[[Page], None]:
    """Fails when axe finds something serious on a page."""

    def checked(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        bad = [
            f"{rule['id']}: {node['html'][:160]}\n    {node['failureSummary']}"
            for rule in found
            if rule["impact"] in {"serious", "critical"}
            for node in rule["nodes"]
        ]
        assert bad == [], "\n".join(bad)

    return checked


def _session(username: str) -> dict[str, str]:
    user = selectors.user_named(username)
    assert user is not None
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key)}
