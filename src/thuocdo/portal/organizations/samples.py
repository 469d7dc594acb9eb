"""Sample data: steps that each app offers and ``config.pages`` gathers; ``load_sample`` runs them in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.organizations.models import User

Run = Callable[["User | None", "datetime"], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStep:
    """One part of the sample: run again, it changes nothing."""

    key: str
    title: str
    run: Run
    """Called with who does it and when; returns one line saying what is there now."""
    order: int = 50


OWN_STEPS: tuple[SampleStep, ...] = ()
_steps: list[SampleStep] = []


def fill(steps: Iterable[SampleStep]) -> None:
    """Replace the steps of the sample."""
    _steps[:] = sorted(steps, key=lambda step: step.order)


def steps() -> tuple[SampleStep, ...]:
    """Return the steps of the sample, in order."""
    return tuple(_steps)
