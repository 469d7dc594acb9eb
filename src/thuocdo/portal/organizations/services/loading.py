"""Loading the facts of ``thuocdo.units`` into the tables: all or nothing; run again, it changes only what is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from thuocdo.portal.audit.services import record
from thuocdo.portal.organizations.models import Deployment, Succession, Unit, UnitCode, UnitGroup
from thuocdo.units import loading
from thuocdo.units.model import Scheme
from thuocdo.units.succession import successors
from thuocdo.vietnamese.folding import collation_key, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from thuocdo.portal.organizations.models import User
    from thuocdo.units.model import Unit as Fact

BATCH = 2000
_KEPT_UP = ("valid_to", "kind", "name", "designation", "full_name", "folded", "sort_key", "source")
_SOURCES = {
    Scheme.GSO: "Tổng cục Thống kê, danh mục đơn vị hành chính từ 01/07/2025",
    Scheme.GSO_BEFORE_2025: "Tổng cục Thống kê, danh mục đơn vị hành chính đến 30/06/2025",
    Scheme.INDEX_766: "Cổng Dịch vụ công quốc gia, đánh giá theo Quyết định 766/QĐ-TTg, tháng 10/2026",
}
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """How many rows there are after loading."""

    units: int
    codes: int
    successions: int


@transaction.atomic
def load_units(*, by: User | None, at: datetime) -> Loaded:
    """Load every unit, code and succession that the library knows.

    Rows are matched by (scheme, code, first day); a fact that changed is corrected, a row that people made is kept.
    """
    facts = list(_facts())
    before = (Unit.objects.count(), Succession.objects.count())
    changed = _save_units(facts)
    pks = _pks()
    changed += _save_parents(facts, pks)
    codes, successions = _save_codes(pks), _save_successions(pks)
    loaded = Loaded(units=len(facts), codes=codes, successions=successions)
    if before != (Unit.objects.count(), Succession.objects.count()) or changed:
        now = {"units": loaded.units, "changed": changed, "codes": codes, "successions": successions}
        record("organizations.units.loaded", by=by, at=at, subject=Unit, now=now)
    return loaded


def _facts() -> Iterator[Fact]:
    """Yield each unit once; a unit of the 766 index that has a GSO code is that unit under another code."""
    for units in (
        loading.provinces(),
        loading.provinces_before(),
        loading.districts_before(),
        loading.communes(),
        loading.communes_before(),
    ):
        yield from units.values()
    yield from (unit for unit, gso in loading.units_766().values() if gso is None)


def _save_units(facts: Iterable[Fact]) -> int:
    """Add what is new, correct what changed; return how many were corrected."""
    known = {(unit.scheme, unit.code, unit.valid_from): unit for unit in Unit.objects.all()}
    new, changed = [], []
    for fact in facts:
        row = _row(fact)
        there = known.get((row.scheme, row.code, row.valid_from))
        if there is None:
            new.append(row)
        elif any(getattr(there, name) != getattr(row, name) for name in _KEPT_UP):
            row.pk = there.pk
            changed.append(row)
    Unit.objects.bulk_create(new, BATCH)
    Unit.objects.bulk_update(changed, _KEPT_UP, 300)
    return len(changed)


def _row(fact: Fact) -> Unit:
    return Unit(
        scheme=fact.scheme.value,
        code=fact.code,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        kind=fact.kind.value,
        name={"vi": fact.name},
        designation=fact.designation,
        full_name=fact.full_name,
        folded=fold(fact.name),
        sort_key=collation_key(fact.name),
        source=_SOURCES[fact.scheme],
    )


def _pks() -> dict[Key, int]:
    return {(scheme, code): pk for scheme, code, pk in Unit.objects.values_list("scheme", "code", "pk")}


def _save_parents(facts: Iterable[Fact], pks: Mapping[Key, int]) -> int:
    provinces_766 = {unit.code: gso for unit, gso in loading.units_766().values() if gso}
    now = dict(Unit.objects.values_list("pk", "parent_id"))
    moved = []
    for fact in facts:
        pk = pks[fact.scheme.value, fact.code]
        parent = _parent_key(fact, provinces_766)
        if parent is not None and now[pk] != pks[parent]:
            moved.append(Unit(pk=pk, parent_id=pks[parent]))
    Unit.objects.bulk_update(moved, ["parent"], 300)
    return len(moved)


def _parent_key(fact: Fact, provinces_766: Mapping[str, str]) -> Key | None:
    if fact.parent is None:
        return None
    if fact.scheme is Scheme.INDEX_766:
        return Scheme.GSO.value, provinces_766[fact.parent]
    return fact.scheme.value, fact.parent


def _save_codes(pks: Mapping[Key, int]) -> int:
    rows = [
        UnitCode(unit_id=pks[Scheme.GSO.value, gso], scheme=unit.scheme.value, code=unit.code)
        for unit, gso in loading.units_766().values()
        if gso is not None
    ]
    UnitCode.objects.bulk_create(
        rows, BATCH, update_conflicts=True, unique_fields=["scheme", "code"], update_fields=["unit"]
    )
    return len(rows)


def _save_successions(pks: Mapping[Key, int]) -> int:
    before, today = Scheme.GSO_BEFORE_2025.value, Scheme.GSO.value
    rows = [
        Succession(
            predecessor_id=pks[before, step.old],
            successor_id=pks[today, step.new],
            effective=step.effective,
            extent=step.extent.value,
            weight=str(step.weight) if step.weight is not None else "",
            basis=step.basis or "",
            source="Nghị quyết 202/2025/QH15" if step.weight is not None else "",
        )
        for step in (*loading.province_steps(), *loading.commune_steps())
    ]
    rows += _of_districts(pks)
    Succession.objects.bulk_create(
        rows,
        BATCH,
        update_conflicts=True,
        unique_fields=["predecessor", "successor", "effective"],
        update_fields=["extent", "weight", "basis", "source"],
    )
    return len(rows)


def _of_districts(pks: Mapping[Key, int]) -> Iterator[Succession]:
    """Yield what became of the districts that had communes: what their communes became."""
    own = {step.old for step in loading.commune_steps()}
    for district in loading.districts_before().values():
        if district.code in own:
            continue
        for link in successors(district):
            yield Succession(
                predecessor_id=pks[district.scheme.value, district.code],
                successor_id=pks[link.unit.scheme.value, link.unit.code],
                effective=link.effective,
                extent=link.extent.value,
            )


@transaction.atomic
def set_root(*, unit: Unit, by: User | None, at: datetime) -> Deployment:
    """Say which unit's tree this installation serves."""
    was = Deployment.objects.select_related("root").filter(pk=1).first()
    if was is not None and was.root_id == unit.pk:
        return was
    deployment, _created = Deployment.objects.update_or_create(pk=1, defaults={"root": unit})
    before = {"root": str(was.root)} if was else None
    record("organizations.root.set", by=by, at=at, subject=deployment, was=before, now={"root": str(unit)})
    return deployment


@transaction.atomic
def save_group(
    *, key: str, name: Mapping[str, str], kind: str, within: Unit, by: User | None, at: datetime
) -> UnitGroup:
    """Add a group of units, or change what it means from now on."""
    now = {"name": dict(name), "kind": kind, "within": within}
    group = UnitGroup.objects.filter(key=key).first()
    if group is not None and all(getattr(group, field) == value for field, value in now.items()):
        return group
    group, _created = UnitGroup.objects.update_or_create(key=key, defaults=now)
    record(
        "organizations.group.saved",
        by=by,
        at=at,
        subject=group,
        now={"key": key, "name": dict(name), "kind": kind, "within": str(within)},
    )
    return group
