"""The queue: a person accepts, mends, splits or drops what was understood, and says what names mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from thuocdo.documents.deadlines import read_deadline
from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.plans.models import Assignment, BodyAlias, Match, Plan, Task, TaskBody
from thuocdo.portal.plans.problems import PlanError, TaskChangedError
from thuocdo.portal.plans.reading.doubts import doubts_of
from thuocdo.portal.plans.reading.matching import Meaning
from thuocdo.portal.plans.reading.names import body_key
from thuocdo.portal.plans.selectors.directory import directory_for
from thuocdo.portal.plans.selectors.plans import with_bodies
from thuocdo.portal.plans.services.building import BATCH, body_rows, judge, link, named_bodies, store_bodies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import Unit, UnitGroup, User

_OPEN = (Task.State.UNSURE, Task.State.CERTAIN)
_ASKED = (Match.UNKNOWN, Match.GONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What a person says a task is; every field is taken over."""

    code: str
    criterion: str
    content: str
    product: str
    note: str
    deadline_text: str
    due_on: date | None
    guidance: bool
    bodies: Sequence[tuple[str, str]]
    """Each body's name and part."""


@transaction.atomic
def accept_task(*, task: Task, version: int, by: User, at: datetime) -> Task:
    """Confirm a task as it was understood.

    :raises TaskChangedError: if somebody changed it meanwhile.
    :raises PlanError: PL-111 it is not waiting, PL-112 a body of it is not matched yet.
    """
    task = _locked(task, version)
    if task.state == Task.State.CONFIRMED:
        return task  # pressed twice
    if task.state not in _OPEN:
        raise _not_waiting(task)
    _refuse_unmatched(task)
    return _confirm(task, "plans.task.accepted", by=by, at=at)


@transaction.atomic
def accept_certain(*, plan: Plan, by: User, at: datetime) -> int:
    """Confirm every task that leaves no doubt, and return how many there were."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    count = Task.objects.filter(plan=plan, state=Task.State.CERTAIN).update(
        state=Task.State.CONFIRMED, confirmed_at=at, confirmed_by=by, version=F("version") + 1
    )
    if count:
        record("plans.plan.certain_accepted", by=by, at=at, subject=plan, now={"tasks": count})
    return count


@transaction.atomic
def mend_task(*, task: Task, version: int, mended: Mended, by: User, at: datetime) -> Task:
    """Put right what was understood of a task; it is then confirmed, unless a body's name is still unknown.

    The original text stays beside it.

    :raises TaskChangedError: if somebody changed it meanwhile.
    :raises PlanError: PL-113 it has no content left.
    """
    task = _locked(task, version)
    if not mended.content.strip():
        raise PlanError(Problem(code="PL-113", place=Place(item=task.code)))
    was = _facts(task)
    _put(task, mended)
    rows = body_rows(mended.bodies, directory_for(task.plan.unit, task.plan.effective_on))
    store_bodies({task.pk: rows})
    task.mended, task.confirmed_at, task.confirmed_by = True, at, by
    asked = [body for body, _meaning in rows if body.match in _ASKED]
    task.state = Task.State.UNSURE if asked else Task.State.CONFIRMED
    task.doubts = ["gone" if any(body.match == Match.GONE for body in asked) else "body"] if asked else []
    task.version += 1
    task.save()
    record("plans.task.mended", by=by, at=at, subject=task, was=was, now=_facts(task))
    return with_bodies(Task.objects.select_related("plan__unit")).get(pk=task.pk)


@transaction.atomic
def split_task(*, task: Task, version: int, contents: Sequence[str], by: User, at: datetime) -> list[Task]:
    """Make several tasks of one: the first keeps the row of the document, each of the others points to it.

    All of them wait to be confirmed.

    :raises TaskChangedError: if somebody changed it meanwhile.
    :raises PlanError: PL-114 there are not at least two contents.
    """
    task = _locked(task, version)
    contents = [content.strip() for content in contents if content.strip()]
    if len(contents) < 2:
        raise PlanError(Problem(code="PL-114", place=Place(item=task.code)))
    was = _facts(task)
    bodies = [(body.text, body.part) for body in task.bodies.all()]
    task.content, task.mended, task.state = contents[0], True, Task.State.UNSURE
    task.doubts = list(dict.fromkeys(["reading", *task.doubts]))
    task.version += 1
    task.save()
    before = Task.objects.filter(split_from=task).count()
    parts = [_part(task, content, number) for number, content in enumerate(contents[1:], start=before + 1)]
    directory = directory_for(task.plan.unit, task.plan.effective_on)
    store_bodies({part.pk: body_rows(bodies, directory) for part in parts})
    record("plans.task.split", by=by, at=at, subject=task, was=was, now={"contents": contents})
    return [task, *parts]


@transaction.atomic
def drop_task(*, task: Task, version: int, by: User, at: datetime) -> Task:
    """Say that a row is no task: it stays readable, and what was assigned of it ends.

    :raises TaskChangedError: if somebody changed it meanwhile.
    """
    task = _locked(task, version)
    was = task.state
    task.state, task.doubts = Task.State.DROPPED, []
    task.version += 1
    task.save(update_fields=["state", "doubts", "version"])
    Assignment.objects.filter(task=task, state=Assignment.State.OPEN).update(
        state=Assignment.State.ENDED, ended_at=at, ended_because="ended"
    )
    record("plans.task.dropped", by=by, at=at, subject=task, was={"state": was}, now={"state": task.state})
    return task


@transaction.atomic
def reopen_task(*, task: Task, version: int, by: User, at: datetime) -> Task:
    """Put a task that was confirmed or dropped back into the queue.

    :raises TaskChangedError: if somebody changed it meanwhile.
    :raises PlanError: PL-111 the present text of the plan no longer has it.
    """
    task = _locked(task, version)
    was = task.state
    judge(task, named_bodies(task))
    task.state = Task.State.UNSURE
    task.version += 1
    task.save(update_fields=["state", "doubts", "version"])
    record("plans.task.reopened", by=by, at=at, subject=task, was={"state": was}, now={"state": task.state})
    return task


@transaction.atomic
def answer_body(
    *,
    plan: Plan,
    text: str,
    match: Match,
    units: Iterable[Unit] = (),
    groups: Iterable[UnitGroup] = (),
    by: User,
    at: datetime,
) -> int:
    """Say what a body's name means: remembered for later plans, and taken over by every task of this plan.

    Tasks that now leave no doubt are certain; those confirmed before stay so. Returns how many bodies it answered.

    :raises PlanError: PL-115 the answer names no unit and says neither “outside” nor “named later”.
    """
    units, groups = list(units), list(groups)
    if match in _ASKED or (match == Match.UNITS and not (units or groups)):
        raise PlanError(Problem(code="PL-115", place=Place(item=text)))
    if match != Match.UNITS:
        units, groups = [], []
    plan = Plan.objects.select_for_update().select_related("unit").get(pk=plan.pk)
    meaning = Meaning(match=match, units=tuple(unit.pk for unit in units), groups=tuple(group.pk for group in groups))
    _remember(plan, text, meaning, by=by, at=at)
    bodies = list(TaskBody.objects.filter(task__plan=plan, key=body_key(text)[:300]))
    _relink(bodies, meaning)
    _judge_again(plan, {body.task_id for body in bodies})
    now = {"text": text, "match": match.value, "units": [str(one) for one in (*units, *groups)], "bodies": len(bodies)}
    record("plans.body.answered", by=by, at=at, subject=plan, now=now)
    return len(bodies)


def _remember(plan: Plan, text: str, meaning: Meaning, *, by: User, at: datetime) -> None:
    values = {"text": text[:300], "match": meaning.match, "said_by": by, "said_at": at}
    alias, _created = BodyAlias.objects.update_or_create(root=plan.unit, key=body_key(text)[:300], defaults=values)
    alias.units.set(meaning.units)
    alias.groups.set(meaning.groups)


def _relink(bodies: Sequence[TaskBody], meaning: Meaning) -> None:
    keys = [body.pk for body in bodies]
    TaskBody.units.through.objects.filter(taskbody__in=keys).delete()
    TaskBody.groups.through.objects.filter(taskbody__in=keys).delete()
    TaskBody.objects.filter(pk__in=keys).update(match=meaning.match)
    link([(body, meaning) for body in bodies])


def _judge_again(plan: Plan, keys: set[int]) -> None:
    """Judge the waiting tasks of some keys anew; a doubt that only a person can lift stays."""
    waiting = Task.objects.filter(plan=plan, pk__in=keys, state__in=_OPEN)
    tasks = list(with_bodies(waiting))
    for task in tasks:
        stays = [doubt for doubt in task.doubts if doubt == "changed" or (task.mended and doubt == "reading")]
        fresh = [] if task.mended else _doubts(task, of_unit=plan.carries_out_id is not None)
        unmatched = ["body"] if task.mended and any(match in _ASKED for _part, match in named_bodies(task)) else []
        task.doubts = list(dict.fromkeys([*stays, *unmatched, *fresh]))
        task.state = Task.State.UNSURE if task.doubts else Task.State.CERTAIN
    Task.objects.bulk_update(tasks, ["doubts", "state"], BATCH)


def _doubts(task: Task, *, of_unit: bool) -> Sequence[str]:
    return doubts_of(task.original, named_bodies(task), confidence=task.confidence, of_unit=of_unit)


def _locked(task: Task, version: int) -> Task:
    """Return the task locked for a change, as it is now.

    :raises TaskChangedError: if it is no longer the version that the person saw.
    :raises PlanError: PL-111 the present text of the plan no longer has it, PL-120 the plan is not open.
    """
    Task.objects.select_for_update().get(pk=task.pk)
    found = with_bodies(Task.objects.select_related("plan__unit")).get(pk=task.pk)
    if found.version != version:
        raise TaskChangedError(found)
    if found.state == Task.State.ENDED:
        raise _not_waiting(found)
    if found.plan.state not in {Plan.State.CONFIRMING, Plan.State.ASSIGNED}:
        params = {"plan": str(found.plan), "state": str(found.plan.get_state_display())}
        raise PlanError(Problem(code="PL-120", place=Place(item=found.code), params=params))
    return found


def _not_waiting(task: Task) -> PlanError:
    return PlanError(Problem(code="PL-111", params={"task": str(task), "state": str(task.get_state_display())}))


def _refuse_unmatched(task: Task) -> None:
    asked = [body for body in task.bodies.all() if body.match in _ASKED]
    if asked:
        raise PlanError(
            Problem(code="PL-112", place=Place(item=task.code), params={"body": body.text}) for body in asked
        )


def _confirm(task: Task, action: str, *, by: User, at: datetime) -> Task:
    was = {"state": task.state, "doubts": task.doubts}
    task.state, task.doubts, task.confirmed_at, task.confirmed_by = Task.State.CONFIRMED, [], at, by
    task.version += 1
    task.save(update_fields=["state", "doubts", "confirmed_at", "confirmed_by", "version"])
    record(action, by=by, at=at, subject=task, was=was, now={"state": task.state})
    return task


def _put(task: Task, mended: Mended) -> None:
    task.code, task.criterion, task.content = mended.code.strip()[:40], mended.criterion.strip(), mended.content.strip()
    task.product, task.note, task.guidance = mended.product.strip(), mended.note.strip(), mended.guidance
    text = mended.deadline_text.strip()
    if not text and mended.due_on is None:
        task.deadline, task.due_on = None, None
        return
    if task.deadline is None or task.deadline.get("text") != text:
        task.deadline = read_deadline(text, year=task.plan.year).as_json()
    until = mended.due_on.isoformat() if mended.due_on else None
    if task.deadline.get("until") != until:
        kind = "date" if task.deadline.get("kind") == "unknown" and until else task.deadline.get("kind")
        task.deadline = {**task.deadline, "until": until, "kind": kind}
    task.due_on = mended.due_on


def _part(task: Task, content: str, number: int) -> Task:
    return Task.objects.create(
        plan=task.plan,
        key=f"{task.key}~{number}"[:120],
        position=task.position,
        state=Task.State.UNSURE,
        doubts=["reading"],
        appendix=task.appendix,
        code=task.code,
        parent_code=task.parent_code,
        criterion=task.criterion,
        content=content,
        deadline=task.deadline,
        due_on=task.due_on,
        product=task.product,
        note=task.note,
        guidance=task.guidance,
        request=task.request,
        original=task.original,
        place=task.place,
        confidence=task.confidence,
        split_from=task,
        mended=True,
    )


def _facts(task: Task) -> dict[str, Any]:
    """Return what the journal keeps of a task before and after a change."""
    return {
        "code": task.code,
        "content": task.content,
        "deadline": (task.deadline or {}).get("text"),
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "product": task.product,
        "bodies": [f"{body.part}: {body.text}" for body in TaskBody.objects.filter(task=task)],
    }
