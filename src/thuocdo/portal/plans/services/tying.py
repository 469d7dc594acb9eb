"""Tying the tasks of a unit's plan to those of the province: proposed, then confirmed by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.plans.cascade.likeness import CERTAIN_FROM, Side, propose
from thuocdo.portal.plans.models import Plan, Task, TaskTie
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors.cascade import given_to, own_tasks
from thuocdo.portal.plans.services.assigning import assign_plan

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.organizations.models import User


@transaction.atomic
def propose_ties(plan: Plan) -> int:
    """Propose anew which task of the province each task of a unit's plan carries out; what was confirmed stays.

    Returns how many tasks were compared.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)
    TaskTie.objects.filter(own__plan=plan, confirmed_at__isnull=True).delete()
    own = [_side(task) for task in own_tasks(plan).filter(tie__isnull=True)]
    found = propose(own, [_side(task) for task in given_to(plan)])
    TaskTie.objects.bulk_create(
        TaskTie(own_id=one.own, serves_id=one.serves, likeness=one.likeness, why=one.why) for one in found
    )
    return len(found)


def _side(task: Task) -> Side:
    return Side(key=task.pk, code=task.code, criterion=task.criterion, content=task.content)


@transaction.atomic
def confirm_tie(*, own: Task, serves: Task | None, shown: str, by: User, at: datetime) -> TaskTie:
    """Say which task of the province a task of a unit carries out; none makes it the unit's own.

    :param shown: public id of the task that the page showed as its counterpart, empty for none.
    :raises PlanError: PL-143 somebody said otherwise meanwhile, PL-144 the unit does not have that task.
    """
    plan = Plan.objects.select_for_update().select_related("unit").get(pk=own.plan_id)
    tie = TaskTie.objects.select_related("serves").filter(own=own).first()
    now = str(tie.serves.public_id) if tie and tie.serves else ""
    if tie is not None and tie.confirmed_at is not None and now != shown:
        raise PlanError(Problem(code="PL-143", place=Place(item=own.code), params={"by": str(tie.confirmed_by)}))
    if serves is not None and not given_to(plan).filter(pk=serves.pk).exists():
        raise PlanError(Problem(code="PL-144", place=Place(item=own.code), params={"unit": str(plan.unit)}))
    if tie is None:
        tie = TaskTie(own=own, likeness=0, why=TaskTie.Why.PERSON)
    elif tie.serves != serves:
        tie.why = TaskTie.Why.PERSON
    tie.serves, tie.confirmed_at, tie.confirmed_by = serves, at, by
    tie.save()
    record("plans.tie.confirmed", by=by, at=at, subject=own, was={"serves": now}, now={"serves": str(serves or "")})
    _assign_again(plan, by, at)
    return tie


@transaction.atomic
def confirm_certain_ties(*, plan: Plan, by: User, at: datetime) -> int:
    """Confirm every proposed tie that is likely enough, and return how many there were."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    certain = TaskTie.objects.filter(
        own__plan=plan, confirmed_at__isnull=True, serves__isnull=False, likeness__gte=CERTAIN_FROM
    )
    count = certain.update(confirmed_at=at, confirmed_by=by)
    if count:
        record("plans.tie.certain_confirmed", by=by, at=at, subject=plan, now={"tasks": count})
        _assign_again(plan, by, at)
    return count


def _assign_again(plan: Plan, by: User, at: datetime) -> None:
    """Bring the work of a plan that is in force to what its ties say now."""
    if plan.state == Plan.State.ASSIGNED:
        assign_plan(plan=plan, by=by, at=at)
