"""Importing snapshots: all days of an upload or none, nothing twice, nothing complete replaced by less."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from thuocdo import __version__
from thuocdo.errors import DataError, Problem
from thuocdo.portal.audit.services import record
from thuocdo.portal.editions.selectors import edition_in_force
from thuocdo.portal.editions.services import freeze
from thuocdo.portal.results.models import Snapshot, SnapshotUnit, UnitFigures
from thuocdo.portal.results.selectors.plans import INDEX, DayPlan, Effect, ImportPlan, current_snapshot_of, plan_import
from thuocdo.portal.results.snapshots.figures import Row, number, text
from thuocdo.vietnamese import folding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from thuocdo.portal.editions.models import Edition
    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.results.snapshots.reading import File

_BATCH: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDay:
    """What became of one day of an upload."""

    snapshot: Snapshot
    effect: Effect


@transaction.atomic
def import_snapshots(
    *, files: Sequence[File], answers: Mapping[str, Any], by: User | None, at: datetime
) -> tuple[StoredDay, ...]:
    """Store every day that the files hold, as published, with the computed figures beside.

    Files that were imported before change nothing; a day that covers less than the one in use is kept aside.

    :raises DataError: with every problem, if anything stands in the way; then nothing is stored.
    """
    if (edition := edition_in_force(INDEX)) is not None:
        # Holds the edition's row until the end: of two imports at once, the second plans after the first is stored.
        freeze(edition=edition, by=by, at=at)
    plan = plan_import(files=files, answers=answers)
    if not plan.ready or plan.edition is None:
        raise DataError(plan.problems or (Problem(code="RS-112"),))
    sources = [
        {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)} for name, content in files
    ]
    return tuple(_store(plan, day, sources, str(answers.get("source", "")), by, at) for day in plan.days)


def _store(
    plan: ImportPlan, day: DayPlan, sources: list[dict[str, Any]], source: str, by: User | None, at: datetime
) -> StoredDay:
    if day.effect == "same":
        return StoredDay(snapshot=Snapshot.objects.get(index=INDEX, fingerprint=day.fingerprint), effect="same")
    before = current_snapshot_of(day.period, day.business_date)
    if before is not None and day.effect == "replaces":
        before.state = Snapshot.State.REPLACED
        before.save(update_fields=["state"])
    state = Snapshot.State.ASIDE if day.effect == "aside" else Snapshot.State.CURRENT
    snapshot = _snapshot(plan.edition, day, state)
    snapshot.files, snapshot.source = sources, source[:300]
    snapshot.left_out = dict(plan.left_out)
    snapshot.imported_at, snapshot.imported_by = at, by
    snapshot.save()
    _store_units(snapshot, day)
    record(
        "results.snapshot.imported",
        by=by,
        at=at,
        subject=snapshot,
        was={"replaced": before.pk} if before is not None and day.effect == "replaces" else None,
        now={"state": state, "units": len(day.figures.rows), "files": [file["sha256"] for file in sources]},
    )
    return StoredDay(snapshot=snapshot, effect=day.effect)


def _snapshot(edition: Edition | None, day: DayPlan, state: Snapshot.State) -> Snapshot:
    figures = day.figures
    return Snapshot(
        index=INDEX,
        edition=edition,
        period_kind=day.period.kind,
        period_start=day.period.start,
        period_end=day.period.end,
        business_date=day.business_date,
        fetched_at=day.fetched_at,
        state=state,
        complete=figures.complete,
        groups=list(figures.groups),
        coverage=[
            {
                "kind": part.kind,
                "parent": part.parent,
                "parent_name": day.parents.get(part.parent, ""),
                "present": part.present,
                "expected": part.expected,
                "best": {code: text(score) for code, score in part.best.items()},
                "highest": part.highest,
                "lowest": part.lowest,
            }
            for part in figures.coverage
        ],
        fingerprint=day.fingerprint,
        notes=[{"code": note.code, "item": note.place.item, "params": dict(note.params)} for note in figures.notes],
        library_version=__version__,
    )


def _store_units(snapshot: Snapshot, day: DayPlan) -> None:
    rows = SnapshotUnit.objects.bulk_create(
        [_unit(snapshot, row, day.matches[row.data.unit].unit) for row in day.figures.rows], batch_size=_BATCH
    )
    UnitFigures.objects.bulk_create(
        [
            UnitFigures(row=stored, published=row.published, computed=row.figures, inputs_sha256=row.inputs_sha256)
            for stored, row in zip(rows, day.figures.rows, strict=True)
        ],
        batch_size=_BATCH,
    )


def _unit(snapshot: Snapshot, row: Row, unit: int | None) -> SnapshotUnit:
    return SnapshotUnit(
        snapshot=snapshot,
        unit_id=unit,
        code=row.data.unit,
        name=row.name,
        folded=folding.fold(row.name),
        sort_name=folding.collation_key(row.name)[:400],
        kind=row.data.kind,
        parent_code=row.data.parent or "",
        total=text(row.total),
        total_value=number(row.total),
        rank=row.rank,
        rank_of=row.rank_of,
        computed_rank=row.computed.place if row.computed else None,
        computed_of=row.computed.of if row.computed else None,
        band=row.band,
        delta=row.delta,
        petitions=row.petitions,
        groups={code: text(score) for code, score in row.groups.items()},
        group_values={code: number(score) for code, score in row.groups.items()},
    )
