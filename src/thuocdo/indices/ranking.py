"""Places in a ranking: on the figure the edition publishes, ties share a place, no figure means no place.

Ties follow the standard competition rule, 1-2-2-4: a unit's place is one more than the number of units strictly ahead
of it. ``docs/methods/ranking.md`` has it in words with a worked table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from decimal import Decimal

Key = TypeVar("Key", bound=Hashable)
Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A place, always with how many units it is among (``46/61``), and how many share it (1: nobody else)."""

    place: int
    of: int
    tied: int = 1

    def __str__(self) -> str:
        return f"{self.place}/{self.of}"


def rank(values: Mapping[Key, Decimal | None]) -> dict[Key, Rank | None]:
    """Rank units by their figures, the highest first.

    Units without a figure have no place and are not counted: they are never last.
    """
    ordered = sorted(value for value in values.values() if value is not None)
    of = len(ordered)
    places: dict[Decimal, Rank] = {}
    for value in ordered:
        if value not in places:
            ahead = of - bisect_right(ordered, value)
            places[value] = Rank(place=ahead + 1, of=of, tied=of - ahead - bisect_left(ordered, value))
    return {key: None if value is None else places[value] for key, value in values.items()}


def rank_groups(
    values: Mapping[Key, Decimal | None], group_of: Callable[[Key], Group]
) -> dict[Group, dict[Key, Rank | None]]:
    """Rank the units of each group among themselves, groups in the order in which they first appear."""
    groups: dict[Group, dict[Key, Decimal | None]] = {}
    for key, value in values.items():
        groups.setdefault(group_of(key), {})[key] = value
    return {group: rank(members) for group, members in groups.items()}
