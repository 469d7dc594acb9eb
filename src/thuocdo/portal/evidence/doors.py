"""Who may see a document follows what it is attached to: the apps above say so here, ``config`` fills it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.standing import Standing

    Door: TypeAlias = Callable[[Standing], QuerySet[Any, Any]]


@dataclass(slots=True)
class _Doors:
    """Each gives the keys of the documents that a person may see because of what they are attached to."""

    all: tuple[Door, ...] = ()


_doors = _Doors()


def fill(doors: Iterable[Door]) -> None:
    """Replace the ways by which documents are seen."""
    _doors.all = tuple(doors)


def doors() -> tuple[Door, ...]:
    """Return the ways by which documents are seen."""
    return _doors.all
