"""Tying tasks to the criteria that they serve: found, taken where certain, else said once by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.plans.criteria.matching import match_all, words_of
from thuocdo.portal.plans.models import Plan, PlanEdition, Task, TaskCriterion
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors.criteria import (
    asked_of,
    choices_of,
    editions_named,
    editions_of,
    editions_offered,
    remembered,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from thuocdo.portal.editions.models import Edition
    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.criteria.matching import Asked, Match

_WORDS = 300


@transaction.atomic
def propose_criteria(plan: Plan) -> int:
    """Find anew which criterion each task of a plan serves, and return how many were compared.

    What a person said stays, unless the plan prints other words there now. A plan that was given no edition is given
    those that it names.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)
    asked = asked_of(plan)
    if not PlanEdition.objects.filter(plan=plan).exists():
        _give(plan, editions_named(plan, asked))
    said = dict(TaskCriterion.objects.filter(task__plan=plan, confirmed_at__isnull=False).values_list("task", "words"))
    open_now = [one for one in asked if one.key not in said or said[one.key] != _kept(one)]
    TaskCriterion.objects.filter(task__plan=plan).exclude(task__in=said.keys() - {one.key for one in open_now}).delete()
    words = {one.key: _kept(one) for one in open_now}
    found = match_all(open_now, choices_of(editions_of(plan)), remembered())
    TaskCriterion.objects.bulk_create(_row(match, words[match.key]) for match in found)
    return len(found)


def _kept(one: Asked) -> str:
    return words_of(one.printed)[:_WORDS]


def _row(match: Match, words: str) -> TaskCriterion:
    choice = match.choice
    index, edition = choice.edition.split("/", 1) if choice else ("", "")
    return TaskCriterion(
        task_id=match.key,
        index=index,
        edition=edition,
        code=choice.code if choice else "",
        words=words,
        likeness=match.likeness,
        why=match.why,
        taken=match.certain,
    )


def _give(plan: Plan, editions: Iterable[Edition]) -> None:
    PlanEdition.objects.bulk_create(
        PlanEdition(plan=plan, index=edition.index, edition=edition.edition) for edition in editions
    )


@transaction.atomic
def choose_editions(*, plan: Plan, identifiers: Iterable[str], by: User, at: datetime) -> int:
    """Say among which editions the criteria of a plan are looked for, and look anew.

    :raises PlanError: PL-160 none is chosen that is in force.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    wanted = set(identifiers)
    chosen = [edition for edition in editions_offered() if edition.identifier in wanted]
    if not chosen:
        raise PlanError(Problem(code="PL-160", place=Place(item=str(plan))))
    was = [str(one) for one in PlanEdition.objects.filter(plan=plan)]
    PlanEdition.objects.filter(plan=plan).delete()
    _give(plan, chosen)
    now = [edition.identifier for edition in chosen]
    record("plans.criteria.editions", by=by, at=at, subject=plan, was={"editions": was}, now={"editions": now})
    return propose_criteria(plan)


@transaction.atomic
def confirm_criterion(*, task: Task, chosen: str, shown: str, by: User, at: datetime) -> TaskCriterion:
    """Say which criterion a task serves; nothing makes it serve none.

    :param chosen: index, edition and code as ``TaskCriterion.chosen`` writes them.
    :param shown: what the page showed as holding.
    :raises PlanError: PL-161 somebody said otherwise meanwhile, PL-162 the plan's editions have no such criterion.
    """
    plan = Plan.objects.select_for_update().get(pk=task.plan_id)
    tie = TaskCriterion.objects.select_related("confirmed_by").filter(task=task).first()
    was = tie.chosen if tie else ""
    if tie is not None and was != shown:
        said_by = {"by": str(tie.confirmed_by or "Thước Đo")}
        raise PlanError(Problem(code="PL-161", place=Place(item=task.code), params=said_by))
    choices = {f"{choice.edition}|{choice.code}": choice for choice in choices_of(editions_of(plan))}
    if chosen and chosen not in choices:
        raise PlanError(Problem(code="PL-162", place=Place(item=task.code), params={"found": chosen}))
    words = next((_kept(one) for one in asked_of(plan) if one.key == task.pk), "")
    tie = tie or TaskCriterion(task=task, likeness=0)
    tie.index, tie.edition = choices[chosen].edition.split("/", 1) if chosen else ("", "")
    tie.code = choices[chosen].code if chosen else ""
    tie.why, tie.words, tie.taken = TaskCriterion.Why.PERSON, words, True
    tie.confirmed_at, tie.confirmed_by = at, by
    tie.save()
    record("plans.criteria.confirmed", by=by, at=at, subject=task, was={"criterion": was}, now={"criterion": chosen})
    return tie


@transaction.atomic
def forget_criterion(*, task: Task, by: User, at: datetime) -> None:
    """Take back what a person said of a task's criterion; it is looked for as before."""
    plan = Plan.objects.select_for_update().get(pk=task.plan_id)
    tie = TaskCriterion.objects.filter(task=task, confirmed_at__isnull=False).first()
    if tie is None:
        return
    was = tie.chosen
    tie.delete()
    propose_criteria(plan)
    now = TaskCriterion.objects.get(task=task).chosen
    record("plans.criteria.forgotten", by=by, at=at, subject=task, was={"criterion": was}, now={"criterion": now})
