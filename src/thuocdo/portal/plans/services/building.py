"""Tasks and bodies as rows: what a reading says, matched on the plan's day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from thuocdo.portal.plans.models import Part, Task, TaskBody
from thuocdo.portal.plans.reading.doubts import doubts_of
from thuocdo.portal.plans.reading.names import body_key
from thuocdo.portal.plans.reading.stored import confidence, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from thuocdo.portal.plans.models import Plan
    from thuocdo.portal.plans.reading.matching import Directory, Meaning
    from thuocdo.portal.plans.reading.stored import Json

BATCH: Final = 500
UNDERSTOOD: Final = (
    "appendix",
    "code",
    "parent_code",
    "criterion",
    "content",
    "deadline",
    "due_on",
    "product",
    "note",
    "guidance",
    "request",
)
"""The fields of a task that say what was understood, and that a person may mend."""


def bodies_of(reading: Json) -> list[tuple[str, str]]:
    """Return the bodies of a task as read, each with its part; without ``parts`` the columns say it."""
    if reading.get("parts"):
        return [(str(found["body"]), str(found["part"])) for found in reading["parts"]]
    return [
        *((str(body), Part.ANSWERS.value) for body in reading.get("lead") or ()),
        *((str(body), Part.CONTRIBUTES.value) for body in reading.get("coordinating") or ()),
    ]


def understood(reading: Json) -> dict[str, Any]:
    """Return the fields of a task that the reader understood."""
    deadline = reading.get("deadline")
    return {
        "appendix": str(reading.get("appendix") or "")[:20],
        "code": str(reading.get("code") or "")[:40],
        "parent_code": str(reading.get("parent") or "")[:40],
        "criterion": str(reading.get("criterion") or ""),
        "content": str(reading.get("content") or ""),
        "deadline": deadline,
        "due_on": day_of((deadline or {}).get("until")),
        "product": str(reading.get("product") or ""),
        "note": str(reading.get("note") or ""),
        "guidance": bool(reading.get("guidance")),
        "request": bool(reading.get("request")),
    }


def row_of(plan: Plan, reading: Json, *, key: str, position: int) -> Task:
    """Return a task as read, not yet stored and not yet matched."""
    return Task(
        plan=plan,
        key=key,
        position=position,
        original=dict(reading),
        place=dict(reading.get("place") or {}),
        confidence=confidence(reading.get("confidence")),
        **understood(reading),
    )


def judge(task: Task, bodies: Iterable[tuple[str, str]]) -> None:
    """Set whether a task is certain, from its bodies (part and match) and what the reader said."""
    task.doubts = list(
        doubts_of(task.original, bodies, confidence=task.confidence, of_unit=task.plan.carries_out_id is not None)
    )
    task.state = Task.State.UNSURE if task.doubts else Task.State.CERTAIN


def body_rows(named: Sequence[tuple[str, str]], directory: Directory) -> list[tuple[TaskBody, Meaning]]:
    """Return the bodies of one task, matched and not yet stored, each with what it means."""
    rows = []
    for position, (text, part) in enumerate(dict.fromkeys(named)):
        meaning = directory.answer(text).meaning
        body = TaskBody(position=position, text=text[:300], key=body_key(text)[:300], part=part, match=meaning.match)
        rows.append((body, meaning))
    return rows


def store_new(tasks: Sequence[Task], directory: Directory) -> None:
    """Store new tasks with their bodies, matched and judged, in a fixed number of queries."""
    matched = [body_rows(bodies_of(task.original), directory) for task in tasks]
    for task, rows in zip(tasks, matched, strict=True):
        judge(task, ((body.part, body.match) for body, _meaning in rows))
    Task.objects.bulk_create(tasks, BATCH)
    store_bodies({task.pk: rows for task, rows in zip(tasks, matched, strict=True)})


def store_bodies(rows_of: Mapping[int, Sequence[tuple[TaskBody, Meaning]]]) -> None:
    """Store the bodies of tasks (by key of the task) in place of those they had."""
    TaskBody.objects.filter(task__in=list(rows_of)).delete()
    stored = []
    for task, rows in rows_of.items():
        for body, meaning in rows:
            body.task_id = task
            stored.append((body, meaning))
    TaskBody.objects.bulk_create([body for body, _meaning in stored], BATCH)
    link(stored)


def link(meanings: Sequence[tuple[TaskBody, Meaning]]) -> None:
    """Store what bodies mean, which had no meaning stored."""
    units, groups = TaskBody.units.through, TaskBody.groups.through
    units.objects.bulk_create(
        [units(taskbody_id=body.pk, unit_id=pk) for body, meaning in meanings for pk in meaning.units], BATCH
    )
    groups.objects.bulk_create(
        [groups(taskbody_id=body.pk, unitgroup_id=pk) for body, meaning in meanings for pk in meaning.groups], BATCH
    )


def named_bodies(task: Task) -> list[tuple[str, str]]:
    """Return part and match of the bodies of a stored task, prefetched."""
    return [(body.part, body.match) for body in task.bodies.all()]
