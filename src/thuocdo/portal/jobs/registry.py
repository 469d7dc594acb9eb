"""What workers can do: filled by ``config``, because the rooms that own the work stand above this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from django.utils.functional import Promise

    from thuocdo.portal.jobs.rhythms import Rhythm


class Told(Protocol):
    """What a job calls at least once a second, with how much is done of how much.

    It raises when the job must end here: because the person wants it stopped, the worker is ending, or the worker
    was thought dead and somebody else has the job. A job lets these exceptions pass.
    """

    def __call__(self, done: int, of: int) -> None:
        """Say how far the job is."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of job. Doing one twice must be the same as doing it once: a worker may die between work and record."""

    key: str
    """ "room.what", such as ``plans.read``."""
    label: str | Promise
    run: Callable[[str, Told], None]
    """Called with the job's subject."""


class Regular(Protocol):
    """Regular work: called with the moment, answers with what it did, as short words or something that prints so."""

    def __call__(self, *, at: datetime) -> object:
        """Do what is due."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """Something that is due again and again. Like a job it may be begun again after its worker died."""

    key: str
    label: str | Promise
    rhythm: Rhythm
    run: Regular


@dataclass(slots=True)
class _Registry:
    kinds: dict[str, Kind]
    scheduled: dict[str, Scheduled]


_registry = _Registry(kinds={}, scheduled={})


def fill(*, kinds: Iterable[Kind], scheduled: Iterable[Scheduled]) -> None:
    """Replace what workers can do.

    :raises ValueError: if two entries have the same key (a bug in ``config.pages``).
    """
    kinds, scheduled = list(kinds), list(scheduled)
    for entries in (kinds, scheduled):
        keys = [entry.key for entry in entries]
        if len(set(keys)) != len(keys):
            raise ValueError(f"two entries share a key: {sorted(keys)}")
    _registry.kinds = {kind.key: kind for kind in kinds}
    _registry.scheduled = {entry.key: entry for entry in scheduled}


def kind_of(key: str) -> Kind:
    """Return a kind of job.

    :raises KeyError: if no room does such jobs (a bug, or a job of a room that was taken out).
    """
    return _registry.kinds[key]


def label_of(key: str) -> str:
    """Return what a kind of job or a piece of regular work is called on screen; its key where nobody does it."""
    entry = _registry.kinds.get(key) or _registry.scheduled.get(key)
    return str(entry.label) if entry else key


def scheduled() -> tuple[Scheduled, ...]:
    """Return all regular work."""
    return tuple(_registry.scheduled.values())
