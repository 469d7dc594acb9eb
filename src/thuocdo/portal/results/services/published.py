"""Taking in published results: the whole file or nothing, nothing twice, nothing a source said ever lost."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from django.db import transaction

from thuocdo import __version__
from thuocdo.errors import CompileError
from thuocdo.portal.audit.services import record
from thuocdo.portal.results.models import PublishedFigure, PublishedImport
from thuocdo.portal.results.selectors.published_plans import plan_published
from thuocdo.portal.results.snapshots.figures import number, text

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.errors import Problem
    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.results.selectors.published_plans import Placed

_BATCH: Final = 500


@transaction.atomic
def import_published(
    *, name: str, content: bytes, by: User | None, at: datetime, replaces: bool = False
) -> PublishedImport:
    """Store every figure of a file; the same content again changes nothing and returns the import that brought it.

    :param replaces: whether a figure that the same source gave otherwise replaces the one before, which is kept.
    :raises CompileError: with every problem, if anything stands in the way; then nothing is stored.
    """
    plan = plan_published(name=name, content=content, replaces=replaces)
    if plan.before is not None:
        return plan.before
    if plan.problems:
        raise CompileError(plan.problems)
    brought = PublishedImport.objects.create(
        file_name=name[-200:],
        sha256=plan.sha256,
        fingerprint=plan.fingerprint,
        figures_count=len(plan.new),
        replaced_count=len(plan.corrections),
        same_count=plan.same,
        warnings=[_kept(problem) for problem in plan.warnings],
        library_version=__version__,
        imported_at=at,
        imported_by=by,
    )
    replaced = [found.stored.pk for found in plan.corrections]
    PublishedFigure.objects.filter(pk__in=replaced).update(replaced_at=at)
    placed = [*plan.new, *(found.placed for found in plan.corrections)]
    PublishedFigure.objects.bulk_create([_figure(one, brought) for one in placed], _BATCH)
    now = {"new": len(plan.new), "replaced": len(replaced), "same": plan.same, "sha256": plan.sha256}
    record("results.published.imported", by=by, at=at, subject=brought, now=now)
    return brought


def _figure(placed: Placed, brought: PublishedImport) -> PublishedFigure:
    result = placed.result
    return PublishedFigure(
        index=result.index,
        year=result.year,
        unit=placed.unit,
        province=result.province,
        component=result.component,
        score=text(result.score),
        score_value=number(result.score),
        max_points=text(result.max_points),
        rank=result.rank,
        ranked=result.ranked,
        group=result.group,
        basis=result.basis or "",
        rank_basis=result.rank_basis or "",
        source=result.source,
        note=result.note,
        row=result.row,
        brought_by=brought,
    )


def _kept(problem: Problem) -> dict[str, object]:
    place = {name: value for name, value in asdict(problem.place).items() if value is not None}
    return {"code": problem.code, "place": place, "params": dict(problem.params)}
