"""What an upload would become, worked out without storing anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thuocdo.portal.plans.models import Match, Task
from thuocdo.portal.plans.reading.differences import Pair, Row, keys_of, pairs
from thuocdo.portal.plans.reading.doubts import doubts_of
from thuocdo.portal.plans.reading.stored import confidence, day_of, fingerprint
from thuocdo.portal.plans.selectors.directory import directory_for
from thuocdo.portal.plans.selectors.plans import imported_before, plans_open, reading_of
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.plans.models import OwedPlan, Plan, PlanDraft, PlanSource
    from thuocdo.portal.plans.reading.stored import Json, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One task that the new text of a plan changes, adds or no longer has."""

    pair: Pair
    old: Json | None
    new: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Counts, findings, and how the upload stands to plans that are here."""

    reading: Reading
    before: PlanSource | None
    """The text that was imported from the same file, or says exactly the same."""
    plans: Sequence[Plan]
    """The plans that it may be a new text of, or may replace."""
    initial: dict[str, Any]
    tasks: int
    guidance: int
    unsure: int
    asked: tuple[str, ...]
    """Names of bodies that match no unit of the day."""
    differences: tuple[Difference, ...]

    @property
    def lines(self) -> dict[str, int]:
        """How many lines were used, are headings, were not understood."""
        counted: dict[str, int] = {}
        for line in self.reading.part("lines"):
            counted[str(line["use"])] = counted.get(str(line["use"]), 0) + 1
        return counted


def preview_of(draft: PlanDraft, *, root: Unit | None, day: date, owed: OwedPlan | None = None) -> Preview:
    """Return what taking in an upload would do; ``day`` stands in where the paper bears none.

    :param owed: the plan that a unit owes, where the upload is it.
    """
    reading = reading_of(draft)
    if owed is not None:
        return _preview_of_unit(draft, owed, reading, day)
    plans = list(plans_open().order_by("-effective_on", "-pk")[:100])
    initial = _initial(draft, reading, plans, day)
    doubts, asked = _judged(reading, root, day_of(initial["effective_on"]) or day)
    tasks = reading.part("tasks")
    return Preview(
        reading=reading,
        before=imported_before(sha256=draft.sha256, fingerprint=fingerprint(draft.reading)),
        plans=plans,
        initial=initial,
        tasks=len(tasks),
        guidance=sum(bool(task.get("guidance")) for task in tasks),
        unsure=doubts,
        asked=asked,
        differences=_differences(initial["revises"], plans, tasks),
    )


def _preview_of_unit(draft: PlanDraft, owed: OwedPlan, reading: Reading, day: date) -> Preview:
    """Return the preview of a plan that a unit owes: a new text of it, where there is one already."""
    initial = _initial(draft, reading, [], day)
    doubts, asked = _judged(reading, owed.unit, day_of(initial["effective_on"]) or day, of_unit=True)
    tasks = reading.part("tasks")
    before = imported_before(sha256=draft.sha256, fingerprint=fingerprint(draft.reading))
    there = [owed.plan] if owed.plan else []
    return Preview(
        reading=reading,
        before=before if before is not None and before.plan_id == owed.plan_id else None,
        plans=(),
        initial=initial,
        tasks=len(tasks),
        guidance=sum(bool(task.get("guidance")) for task in tasks),
        unsure=doubts,
        asked=asked,
        differences=_differences(str(owed.plan.public_id) if owed.plan else "", there, tasks),
    )


def _initial(draft: PlanDraft, reading: Reading, plans: Sequence[Plan], day: date) -> dict[str, Any]:
    """Return what the form shows first: what was said before, else what the paper says and suggests."""
    head = reading.document
    number = str(head.get("number") or "")
    wanted = {fold(one) for one in head.get("replaces") or ()}
    same = [plan for plan in plans if _same_document(plan, head)]
    suggested = {
        "number": number,
        "issued_on": reading.day(),
        "effective_on": reading.day() or day,
        "revises": str(same[0].public_id) if same else "",
        "replaces": [str(plan.public_id) for plan in plans if plan.number and fold(plan.number) in wanted],
    }
    said = {name: value for name, value in draft.answers.items() if name != "owed"}
    if not said:
        return suggested
    days = {name: day_of(said.get(name)) for name in ("issued_on", "effective_on")}
    return {**suggested, **said, **days}


def _same_document(plan: Plan, head: Json) -> bool:
    """Return whether a paper is probably a new text of a plan: the same number, or the same subject and year."""
    number, subject = fold(str(head.get("number") or "")), fold(str(head.get("subject") or ""))
    if number and plan.number:
        return number == fold(plan.number)
    return bool(subject) and subject == fold(plan.subject) and head.get("year") in {None, plan.year}


def _judged(reading: Reading, unit: Unit | None, day: date, *, of_unit: bool = False) -> tuple[int, tuple[str, ...]]:
    """Return how many tasks a person would have to look at, and the names that match nothing."""
    if unit is None:
        return 0, ()
    directory = directory_for(unit, day)
    unsure, asked = 0, dict[str, None]()
    for task in reading.part("tasks"):
        matched = []
        for found in task.get("parts") or ():
            match = directory.answer(str(found["body"])).meaning.match
            matched.append((str(found["part"]), match.value))
            if match in {Match.UNKNOWN, Match.GONE}:
                asked[str(found["body"])] = None
        certainty = confidence(task.get("confidence"))
        unsure += bool(doubts_of(task, matched, confidence=certainty, of_unit=of_unit))
    return unsure, tuple(asked)


def _differences(revises: str, plans: Sequence[Plan], tasks: Sequence[Json]) -> tuple[Difference, ...]:
    plan = next((plan for plan in plans if str(plan.public_id) == revises), None)
    if plan is None:
        return ()
    stored = Task.objects.filter(plan=plan, split_from=None).exclude(state=Task.State.ENDED)
    old = {task.key: task.original for task in stored}
    new = dict(zip(keys_of(tasks), tasks, strict=True))
    found = pairs([Row.of(key, task) for key, task in old.items()], [Row.of(key, task) for key, task in new.items()])
    return tuple(
        Difference(pair=pair, old=old.get(pair.old or ""), new=new.get(pair.new or ""))
        for pair in found
        if pair.changed or pair.old is None or pair.new is None
    )
