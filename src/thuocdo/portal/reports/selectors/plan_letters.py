"""Letters to units that have not sent the plan they owe, and who is to be addressed now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from thuocdo.portal.plans.selectors.cascade import units_not_sent
from thuocdo.portal.reports.access import may_compile, reads_all
from thuocdo.portal.reports.models import PlanLetter

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.models import PlanCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """The units that have not sent their plan, by what they were told so far."""

    never: tuple[Unit, ...]
    """Never reminded."""
    again: tuple[Unit, ...]
    """Reminded, and the day which the last letter named has passed."""
    waiting: tuple[Unit, ...]
    """Reminded, and that day is still to come."""


def owing_units(call: PlanCall, today: date) -> Owing:
    """Return who has not sent a plan on a day, departments first, then by the alphabet."""
    issued = PlanLetter.objects.filter(call=call, state=PlanLetter.State.ISSUED, units__isnull=False)
    told = dict(issued.order_by().values_list("units").annotate(Max("answer_by")))
    never: list[Unit] = []
    again: list[Unit] = []
    waiting: list[Unit] = []
    for unit in units_not_sent(call):
        answer_by = told.get(unit.pk)
        (never if answer_by is None else again if answer_by < today else waiting).append(unit)
    return Owing(never=tuple(never), again=tuple(again), waiting=tuple(waiting))


def plan_letters_visible_to(who: Standing) -> QuerySet[PlanLetter]:
    """Return every letter for who compiles; those issued for other readers of the whole."""
    rows = PlanLetter.objects.select_related("call__plan__unit", "issuer__parent", "drafted_by")
    if may_compile(who):
        return rows
    return rows.filter(state=PlanLetter.State.ISSUED) if reads_all(who) else rows.none()


def addressed_by(letter: PlanLetter) -> list[Unit]:
    """Return the units of a letter, departments first, then by the alphabet."""
    return list(letter.units.order_by("-kind", "sort_key", "pk"))


def plan_letters_before(letter: PlanLetter) -> list[PlanLetter]:
    """Return the letters of the same register that were issued to some of its units, the oldest first."""
    before = PlanLetter.objects.filter(call=letter.call_id, state=PlanLetter.State.ISSUED, units__in=letter.units.all())
    return list(before.exclude(pk=letter.pk).distinct().order_by("issued_on", "pk"))
