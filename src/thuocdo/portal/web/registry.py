"""What the shared pages show, filled by ``config`` at start: menu, cards and jobs of home, searches, scope.

``web`` knows no other app; an app offers tuples of these values in its ``entries.py``; ``config.pages`` gathers them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.http import HttpRequest
    from django.utils.functional import Promise

    from thuocdo.portal.web.waiting import Job, JobSource, Place

Section = Literal["now", "year", "house"]
"""Where a menu entry stands: what waits for me, the year's work, the house itself (people, settings)."""


def everybody(request: HttpRequest) -> bool:
    """Allow every person who is logged in."""
    return request.user.is_authenticated


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One line of the menu: shown only where the page exists and the person may open it."""

    key: str
    label: str | Promise
    short: str | Promise | None = None
    """A shorter label for the bar at the bottom of a phone."""
    url_name: str
    icon: str
    """A symbol of ``web/icons.svg``."""
    section: Section = "year"
    order: int = 50
    under: str | None = None
    """The key of the line that it belongs to: shown beneath it, and only while one is there."""
    phone: int | None = None
    """How early it is asked into the phone's bar: home comes first, the whole menu last, between them the two lowest
    that a person may open. ``None`` keeps it out."""
    allowed: Callable[[HttpRequest], bool] = everybody
    count: Callable[[HttpRequest], int | None] | None = None
    """How many things wait there, shown in red; costs its queries on every page, so keep it to one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeCard:
    """A card of the home page: a template and what fills it."""

    key: str
    template: str
    context: Callable[[HttpRequest], Mapping[str, object] | None]
    """``None`` leaves the card out."""
    order: int = 50
    wide: bool = True
    """In the wide column (work), or the narrow one (state)."""
    allowed: Callable[[HttpRequest], bool] = everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing that a search found."""

    title: str
    url: str
    note: str = ""
    """What it is, or what became of it."""
    state: str = ""
    """A short tag, such as “đến 30/06/2025”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchProvider:
    """One kind of thing that the search box finds."""

    key: str
    label: str | Promise
    find: Callable[[HttpRequest, str, int], Sequence[Hit]]
    """Called with the request, what was typed, and how many at most."""
    order: int = 50
    allowed: Callable[[HttpRequest], bool] = everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the top bar says about where one is."""

    province: str = ""
    unit: str = ""
    year: int | None = None
    role: str = ""


@dataclass(slots=True)
class _Registry:
    scope: Callable[[HttpRequest], Scope] = field(default=lambda _request: Scope())
    menu: tuple[MenuEntry, ...] = ()
    cards: tuple[HomeCard, ...] = ()
    searches: tuple[SearchProvider, ...] = ()
    jobs: tuple[JobSource, ...] = ()


_registry = _Registry()


def fill(
    *,
    scope: Callable[[HttpRequest], Scope],
    menu: Iterable[MenuEntry],
    cards: Iterable[HomeCard],
    searches: Iterable[SearchProvider],
    jobs: Iterable[JobSource] = (),
) -> None:
    """Replace what the shared pages show.

    :raises ValueError: if two entries have the same key (a bug in ``config.pages``).
    """
    _registry.scope = scope
    _registry.menu = tuple(sorted(menu, key=lambda entry: entry.order))
    _registry.cards = tuple(sorted(cards, key=lambda card: card.order))
    _registry.searches = tuple(sorted(searches, key=lambda provider: provider.order))
    _registry.jobs = tuple(sorted(jobs, key=lambda source: source.order))
    for entries in (_registry.menu, _registry.cards, _registry.searches, _registry.jobs):
        keys = [entry.key for entry in entries]
        if len(set(keys)) != len(keys):
            raise ValueError(f"two entries share a key: {sorted(keys)}")


def scope_of(request: HttpRequest) -> Scope:
    """Return what the top bar says for a request."""
    return _registry.scope(request)


def menu_for(request: HttpRequest) -> list[MenuEntry]:
    """Return the menu entries that a person may open, in order."""
    return [entry for entry in _registry.menu if entry.allowed(request)]


def cards_for(request: HttpRequest) -> list[HomeCard]:
    """Return the home cards that a person may see, in order."""
    return [card for card in _registry.cards if card.allowed(request)]


def jobs_for(request: HttpRequest) -> list[tuple[Place, Job]]:
    """Return what waits for a person, as the apps know it, each with the heading it stands under."""
    return [found for source in _registry.jobs for found in source.find(request)]


def searches_for(request: HttpRequest) -> list[SearchProvider]:
    """Return the searches that a person may make, in order."""
    return [provider for provider in _registry.searches if provider.allowed(request)]
