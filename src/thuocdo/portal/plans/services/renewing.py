"""A new text of a plan that was taken in before: what differs is shown and asked, nobody's work is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thuocdo.portal.plans.models import Assignment, Task
from thuocdo.portal.plans.reading.differences import Row, keys_of, pairs
from thuocdo.portal.plans.reading.stored import confidence
from thuocdo.portal.plans.services.building import (
    BATCH,
    UNDERSTOOD,
    bodies_of,
    body_rows,
    judge,
    row_of,
    store_bodies,
    store_new,
    understood,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from thuocdo.portal.plans.models import Plan, TaskBody
    from thuocdo.portal.plans.reading.matching import Directory, Meaning
    from thuocdo.portal.plans.reading.stored import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """How many tasks a new text kept, changed, added and ended."""

    kept: int
    changed: int
    added: int
    ended: int

    def counts(self) -> dict[str, int]:
        """Return the numbers for the journal."""
        return {"kept": self.kept, "changed": self.changed, "added": self.added, "ended": self.ended}


def renew_tasks(plan: Plan, readings: Sequence[Json], directory: Directory, *, at: datetime) -> Renewed:
    """Bring the tasks of a plan to a new text, inside the caller's transaction.

    What did not change stays as it was confirmed. What changed is asked again; where a person had mended it, the
    mended words stay beside the new text. What is gone is ended with its assignments; what is new is added.
    """
    stored = {task.key: task for task in Task.objects.select_for_update().filter(plan=plan, split_from=None)}
    new = dict(zip(keys_of(readings), readings, strict=True))
    found = pairs(
        [Row.of(key, task.original) for key, task in stored.items()], [Row.of(key, task) for key, task in new.items()]
    )
    _free_keys(list(stored.values()))
    positions = {key: position for position, key in enumerate(new)}
    kept = [pair for pair in found if pair.old is not None and pair.new is not None]
    for pair in kept:
        task, key = stored[str(pair.old)], str(pair.new)
        _move(task, key, positions[key], new[key])
    changed = [
        stored[str(pair.old)] for pair in kept if pair.changed or stored[str(pair.old)].state == Task.State.ENDED
    ]
    _ask_again(changed, directory)
    fields = ("key", "position", "original", "place", "confidence", "state", "doubts", "version", *UNDERSTOOD)
    Task.objects.bulk_update([stored[str(pair.old)] for pair in kept], fields, BATCH)
    added = [str(pair.new) for pair in found if pair.old is None]
    store_new([row_of(plan, new[key], key=key, position=positions[key]) for key in added], directory)
    ended = [stored[pair.old] for pair in found if pair.new is None and pair.old is not None]
    return Renewed(kept=len(kept) - len(changed), changed=len(changed), added=len(added), ended=_end(ended, at=at))


def _free_keys(tasks: Sequence[Task]) -> None:
    """Give every task a key of its own, so that codes can change places without meeting."""
    for task in tasks:
        task.key = f"~{task.pk}"
    Task.objects.bulk_update(tasks, ["key"], BATCH)


def _move(task: Task, key: str, position: int, reading: Json) -> None:
    task.key, task.position, task.original = key, position, dict(reading)
    task.place, task.confidence = dict(reading.get("place") or {}), confidence(reading.get("confidence"))
    if not task.mended:
        task.code, task.parent_code = str(reading.get("code") or "")[:40], str(reading.get("parent") or "")[:40]


def _ask_again(tasks: Sequence[Task], directory: Directory) -> None:
    """Take over the new words of tasks that changed, and have a person look where one had looked before."""
    rewritten: dict[int, Sequence[tuple[TaskBody, Meaning]]] = {}
    for task in tasks:
        looked_at = task.state in {Task.State.CONFIRMED, Task.State.DROPPED, Task.State.ENDED}
        if not task.mended:
            for name, value in understood(task.original).items():
                setattr(task, name, value)
            rewritten[task.pk] = body_rows(bodies_of(task.original), directory)
            judge(task, ((body.part, body.match) for body, _meaning in rewritten[task.pk]))
        if task.mended or looked_at:
            task.doubts = list(dict.fromkeys(["changed", *task.doubts]))
            task.state = Task.State.UNSURE
        task.version += 1
    store_bodies(rewritten)


def _end(tasks: Sequence[Task], *, at: datetime) -> int:
    """End tasks that the new text no longer has, with the parts that people split from them."""
    going = [task for task in tasks if task.state != Task.State.ENDED]
    gone = Task.objects.filter(pk__in=[task.pk for task in going])
    split = Task.objects.filter(split_from__in=[task.pk for task in going]).exclude(state=Task.State.ENDED)
    for queryset in (split, gone):
        Assignment.objects.filter(task__in=queryset, state=Assignment.State.OPEN).update(
            state=Assignment.State.ENDED, ended_at=at, ended_because="ended"
        )
        queryset.update(state=Task.State.ENDED)
    return len(going)
