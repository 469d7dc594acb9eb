"""What rooms above know of points earned: plans may not ask them, so they say it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.criteria.risk import Earned

    Source = Callable[[Standing, str, str], Mapping[str, Earned]]
    """Returns what the province earned by code of the criterion, for an index and edition; nothing of others."""

_sources: list[Source] = []


def fill(sources: Iterable[Source]) -> None:
    """Say who knows what was earned, replacing whoever was there."""
    _sources[:] = sources


def earned_of(who: Standing, index: str, edition: str) -> dict[str, Earned]:
    """Return what the province earned last for the criteria of an edition, as far as a person may read it."""
    found: dict[str, Earned] = {}
    for source in _sources:
        found |= source(who, index, edition)
    return found
