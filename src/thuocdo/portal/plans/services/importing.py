"""Taking in a plan: whole or not at all, the same text never twice, a new text without losing anybody's work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.utils import timezone

from thuocdo import __version__
from thuocdo.errors import Place, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.organizations import selectors as organizations
from thuocdo.portal.plans.models import (
    Finding,
    Plan,
    PlanDraft,
    PlanFact,
    PlanSource,
    Supersession,
    Target,
    TaskGroup,
)
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.reading.differences import keys_of
from thuocdo.portal.plans.reading.stored import Reading, confidence, day_of, figure, fingerprint
from thuocdo.portal.plans.selectors.directory import directory_for
from thuocdo.portal.plans.selectors.plans import imported_before, plans_open
from thuocdo.portal.plans.services.building import BATCH, row_of, store_new
from thuocdo.portal.plans.services.owing import held_owed, keep_owed, problems_of_owed
from thuocdo.portal.plans.services.renewing import Renewed, renew_tasks
from thuocdo.portal.plans.services.sources import drop_unused
from thuocdo.portal.plans.services.tying import propose_ties

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.reading.stored import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did."""

    plan: Plan
    new: bool
    """Whether anything was stored; the same text again changes nothing."""
    renewed: Renewed | None = None
    """What a new text of a plan changed, where it was one."""


@transaction.atomic
def import_plan(*, draft: PlanDraft, by: User, at: datetime) -> Imported:
    """Make an upload a plan, or the next text of one; the upload is done with.

    The draft's ``answers`` may say ``number``, ``issued_on``, ``effective_on`` (days as ISO text), ``revises`` (the
    public id of the plan this is a new text of) and ``replaces`` (public ids of the plans it takes the place of).

    :raises PlanError: if nothing was understood, the root is not set, or a plan it names is no longer open.
    """
    draft = PlanDraft.objects.select_for_update().get(pk=draft.pk)
    owed = held_owed(draft)
    before = imported_before(sha256=draft.sha256, fingerprint=fingerprint(draft.reading))
    if before is not None and (owed is None or before.plan_id == owed.plan_id):
        draft.delete()
        drop_unused(draft.sha256)  # another file that says the same
        return Imported(plan=before.plan, new=False)
    reading, root = Reading(draft.reading or "{}"), organizations.root()
    problems = problems_of(draft, reading, root)
    if owed is not None:
        problems += problems_of_owed(draft, owed, elsewhere=before is not None)
    if problems or root is None:
        raise PlanError(problems)
    revised = owed.plan if owed else _open_plan(draft, draft.answers.get("revises"))
    unit = owed.unit if owed else root
    plan, renewed = (
        (revised, _take_in_again(revised, reading, at))
        if revised
        else (_take_in(draft, reading, unit, by, at, carries_out=owed.call.plan if owed else None), None)
    )
    if owed is not None:
        keep_owed(owed, plan, draft)
    source = _keep_source(draft, plan, by, at)
    _keep_figures(plan, reading)
    _keep_replaced(draft, plan, by, at)
    now = {"revision": source.revision, "sha256": source.sha256, "tasks": len(reading.part("tasks"))}
    record("plans.plan.imported", by=by, at=at, subject=plan, now=now | (renewed.counts() if renewed else {}))
    draft.delete()
    if owed is not None:
        propose_ties(plan)
    return Imported(plan=plan, new=True, renewed=renewed)


def problems_of(draft: PlanDraft, reading: Reading, root: Unit | None) -> list[Problem]:
    """Return everything that stands in the way of taking in an upload."""
    place = Place(file=draft.file_name)
    problems = []
    if root is None:
        problems.append(Problem(code="PL-101", place=place))
    if not (reading.part("tasks") or reading.part("targets")):
        problems.append(Problem(code="PL-102", place=place))
    named = [*([draft.answers["revises"]] if draft.answers.get("revises") else []), *draft.answers.get("replaces", ())]
    open_now = {str(found) for found in plans_open().values_list("public_id", flat=True)} if named else set()
    problems += [Problem(code="PL-103", place=place) for one in named if one not in open_now][:1]
    return problems


def effective_day(draft: PlanDraft, reading: Reading, at: datetime) -> date:
    """Return the day on which bodies are matched: what was said, else the paper's, else the day of the import."""
    return day_of(draft.answers.get("effective_on")) or reading.day() or timezone.localdate(at)


def _open_plan(draft: PlanDraft, public_id: str | None) -> Plan | None:
    return plans_open().select_for_update().get(public_id=public_id) if public_id else None


def _take_in(
    draft: PlanDraft, reading: Reading, unit: Unit, by: User, at: datetime, *, carries_out: Plan | None
) -> Plan:
    day = effective_day(draft, reading, at)
    plan = Plan(unit=unit, carries_out=carries_out, created_at=at, created_by=by, effective_on=day)
    _say(plan, reading, draft)
    plan.save()
    tasks = reading.part("tasks")
    rows = [
        row_of(plan, task, key=key, position=position)
        for position, (task, key) in enumerate(zip(tasks, keys_of(tasks), strict=True))
    ]
    store_new(rows, directory_for(unit, plan.effective_on))
    return plan


def _take_in_again(plan: Plan, reading: Reading, at: datetime) -> Renewed:
    return renew_tasks(plan, reading.part("tasks"), directory_for(plan.unit, plan.effective_on), at=at)


def _say(plan: Plan, reading: Reading, draft: PlanDraft) -> None:
    """Put what the head of the paper says on the plan; what the person said wins."""
    head = reading.document
    signer = head.get("signer") or {}
    plan.type = str(head.get("type") or "")[:60]
    plan.number = str(draft.answers.get("number") or head.get("number") or "")[:60]
    plan.issued_on = day_of(draft.answers.get("issued_on")) or reading.day()
    plan.year = cast("int | None", head.get("year")) or plan.effective_on.year
    plan.issuer = str(head.get("issuer") or "")[:300]
    plan.subject = str(head.get("subject") or draft.file_name)
    plan.signer_name = str(signer.get("name") or "")[:150]
    plan.signer_position = str(signer.get("position") or "")[:200]
    plan.recipients = list(head.get("recipients") or ())
    plan.replaces = list(head.get("replaces") or ())
    plan.references = reading.part("legal_references")


def _keep_source(draft: PlanDraft, plan: Plan, by: User, at: datetime) -> PlanSource:
    return PlanSource.objects.create(
        plan=plan,
        revision=PlanSource.objects.filter(plan=plan).count() + 1,
        file_name=draft.file_name,
        sha256=draft.sha256,
        size=draft.size,
        reading=draft.reading,
        fingerprint=fingerprint(draft.reading),
        library_version=__version__,
        upload=draft.public_id,
        imported_at=at,
        imported_by=by,
    )


def _keep_replaced(draft: PlanDraft, plan: Plan, by: User, at: datetime) -> None:
    """Note which plans this one replaces; they are replaced when it is assigned."""
    named = set(draft.answers.get("replaces", ())) - {str(plan.public_id)}
    for old in plans_open().filter(public_id__in=named, superseded_by__isnull=True):
        Supersession.objects.create(new=plan, old=old, at=at, by=by)


def _keep_figures(plan: Plan, reading: Reading) -> None:
    """Store headings, targets, facts and findings of the present text in place of those of the text before."""
    for model in (TaskGroup, Target, PlanFact, Finding):
        model.objects.filter(plan=plan).delete()
    groups, targets, facts, findings = (reading.part(name) for name in ("groups", "targets", "facts", "findings"))
    TaskGroup.objects.bulk_create([_group(plan, at, found) for at, found in enumerate(groups)], BATCH)
    Target.objects.bulk_create([_target(plan, at, found) for at, found in enumerate(targets)], BATCH)
    PlanFact.objects.bulk_create([_fact(plan, at, found) for at, found in enumerate(facts)], BATCH)
    Finding.objects.bulk_create([_finding(plan, at, found) for at, found in enumerate(findings)], BATCH)


def _group(plan: Plan, position: int, found: Json) -> TaskGroup:
    return TaskGroup(
        plan=plan,
        position=position,
        appendix=_text(found, "appendix")[:20],
        code=_text(found, "code")[:40],
        parent_code=_text(found, "parent")[:40],
        title=_text(found, "title"),
        place=found.get("place") or {},
    )


def _target(plan: Plan, position: int, found: Json) -> Target:
    return Target(
        plan=plan,
        position=position,
        province=_text(found, "province")[:120],
        op=_text(found, "op")[:10],
        base_year=found.get("base_year"),
        task=_text(found, "task")[:40],
        **_stated(found),
    )


def _fact(plan: Plan, position: int, found: Json) -> PlanFact:
    return PlanFact(
        plan=plan,
        position=position,
        province=_text(found, "province")[:120],
        measure=_text(found, "measure")[:20],
        **_stated(found),
    )


def _stated(found: Json) -> dict[str, Any]:
    return {
        "index": _text(found, "index")[:60],
        "year": found.get("year"),
        "label": _text(found, "label"),
        "value": figure(found.get("value")),
        "unit": _text(found, "unit")[:40],
        "text": _text(found, "text"),
        "place": found.get("place") or {},
        "confidence": confidence(found.get("confidence")),
    }


def _finding(plan: Plan, position: int, found: Json) -> Finding:
    words: Sequence[str] = ("code", "severity", "text", "expected", "found")
    return Finding(
        plan=plan, position=position, place=found.get("place") or {}, **{name: _text(found, name) for name in words}
    )


def _text(found: Json, name: str) -> str:
    value = found.get(name)
    return "" if value is None else str(value)
