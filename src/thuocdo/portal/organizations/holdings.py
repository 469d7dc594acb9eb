"""What a post holds: each room above offers what it knows, ``config.pages`` gathers the offers, nobody here asks twice.

A post is a role in a unit, in a position or without one. Work belongs to it and stays with it when the person goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.utils.functional import Promise

    from thuocdo.portal.organizations.models import Membership, Position, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A role in a unit, in a position or without one."""

    unit: Unit
    role: str
    position: Position | None = None

    @classmethod
    def of(cls, membership: Membership) -> Post:
        """Return the post that a membership is in."""
        return cls(unit=membership.unit, role=membership.role, position=membership.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One thing that a post holds, in words that a record can keep for years."""

    title: str
    note: str = ""
    """What to know of it: its due day, how far it is."""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One kind of thing that posts hold."""

    key: str
    label: str | Promise
    find: Callable[[Post], Iterable[Holding]]
    """Called in Vietnamese: what it says goes into the record."""


_offers: list[Offer] = []


def fill(offers: Iterable[Offer]) -> None:
    """Replace what rooms offer.

    :raises ValueError: if two offers have the same key (a bug in ``config.pages``).
    """
    new = list(offers)
    if len({offer.key for offer in new}) != len(new):
        raise ValueError(f"two offers share a key: {sorted(offer.key for offer in new)}")
    _offers[:] = new


def held_by(post: Post) -> list[dict[str, str]]:
    """Return what a post holds now as ``[{kind, title, note, url}]``, kind by kind."""
    return [
        {"kind": offer.key, "title": found.title, "note": found.note, "url": found.url}
        for offer in _offers
        for found in offer.find(post)
    ]


def by_kind(items: Sequence[dict[str, str]]) -> list[tuple[str, list[dict[str, str]]]]:
    """Return what a record names under the words of its kind, in the order of the offers."""
    labels = {offer.key: str(offer.label) for offer in _offers}
    kinds = dict.fromkeys(item["kind"] for item in items)
    return [(labels.get(kind, kind), [item for item in items if item["kind"] == kind]) for kind in kinds]
