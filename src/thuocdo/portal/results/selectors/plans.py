"""What an upload would do: read, matched, compiled and set beside what is stored. Nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final, Literal

from django.conf import settings
from django.db.models import Count

from thuocdo.errors import Place, Problem, ThuocDoError
from thuocdo.portal.editions.selectors import edition_in_force, opened
from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.organizations.selectors import known_units, units_by_codes, units_in_force
from thuocdo.portal.results.models import Snapshot, SnapshotUnit, UnitFigures
from thuocdo.portal.results.snapshots.figures import Figures, work_out
from thuocdo.portal.results.snapshots.matching import Match, match
from thuocdo.portal.results.snapshots.reading import Day, File, fingerprint, read
from thuocdo.portal.results.snapshots.wording import group_words
from thuocdo.vietnamese.dates import VIETNAM, business_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thuocdo.portal.editions.models import Edition
    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.results.periods import Period

INDEX: Final = "qd766"
SCHEME: Final = "766"
"""The scheme of the codes that the source gives to units (``H21.227``)."""

Effect = Literal["new", "replaces", "aside", "same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """What the upload would do for one day."""

    period: Period
    business_date: date
    fetched_at: datetime | None
    figures: Figures
    matches: Mapping[str, Match]
    parents: Mapping[str, str]
    """Code of a parent -> its name here."""
    fingerprint: str
    effect: Effect
    lacking: str = ""
    """What the stored figures of that day have and these have not, in words."""

    @property
    def unmatched(self) -> list[Match]:
        """Return the units that nobody has said anything about."""
        return [found for found in self.matches.values() if found.by == "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What the upload would do in all, and what stands in its way."""

    edition: Edition | None = None
    days: tuple[DayPlan, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Tell whether the import may go ahead."""
        return not self.problems and bool(self.days)


def plan_import(*, files: Sequence[File], answers: Mapping[str, Any]) -> ImportPlan:
    """Work out what an upload of 766 files would do."""
    edition = edition_in_force(INDEX)
    if edition is None:
        return ImportPlan(problems=(Problem(code="RS-111"),))
    hour = _hour(str(answers.get("hour", "")))
    try:
        reading = read(opened(edition), files)
    except ThuocDoError as error:
        return ImportPlan(edition=edition, problems=error.problems)
    problems = []
    if hour is None and answers.get("hour"):
        problems.append(Problem(code="RS-107", params={"found": str(answers.get("hour", ""))[:20]}))
    if not reading.days:
        problems.append(Problem(code="RS-110", params={"found": str(sum(reading.left_out.values()))}))
    days = tuple(_plan_day(edition, day, hour, answers) for day in reading.days)
    problems += [
        Problem(code="RS-108", place=Place(item=found.code), params={"name": found.name})
        for day in days
        for found in day.unmatched
    ]
    return ImportPlan(
        edition=edition,
        days=days,
        problems=tuple(problems),
        notes=(*reading.notes, *(note for day in days for note in day.figures.notes)),
        left_out=reading.left_out,
    )


def _hour(written: str) -> time | None:
    try:
        return datetime.strptime(written.strip(), "%H:%M").time()  # noqa: DTZ007 (an hour of the clock, no moment)
    except ValueError:
        return None


def _plan_day(edition: Edition, day: Day, hour: time | None, answers: Mapping[str, Any]) -> DayPlan:
    # Without an hour the day stands as the files name it: a cut-off would be a guess.
    fetched_at = datetime.combine(day.day, hour, tzinfo=VIETNAM) if hour and not day.observed else None
    cutoff = time.fromisoformat(settings.DAY_CUTOFF)
    belongs_to = business_date(fetched_at, cutoff) if fetched_at else day.day
    known, pools, parents = _units_of(day)
    matches = {
        unit.unit: match(
            unit,
            known=known.get(unit.unit),
            candidates=pools.get((unit.kind, unit.parent or ""), ()),
            answers=answers.get("units", {}),
        )
        for unit in day.units
    }
    figures = work_out(opened(edition), day.units, {pair: len(units) for pair, units in pools.items()})
    mark = fingerprint(day, belongs_to)
    effect, lacking = _effect(day.period, belongs_to, figures, mark)
    return DayPlan(
        period=day.period,
        business_date=belongs_to,
        fetched_at=fetched_at,
        figures=figures,
        matches=matches,
        parents={code: unit.full_name for code, unit in parents.items()},
        fingerprint=mark,
        effect=effect,
        lacking=lacking,
    )


def _units_of(day: Day) -> tuple[dict[str, Unit], dict[tuple[str, str], list[Unit]], dict[str, Unit]]:
    """Return the units whose codes are known, those that a name could mean by (kind, parent's code), the parents."""
    there = units_in_force(known_units(), day.day)
    codes = {unit.unit for unit in day.units} | {unit.parent for unit in day.units if unit.parent}
    known = units_by_codes(SCHEME, codes)
    pools: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    pools[Kind.PROVINCE, ""] = list(there.filter(kind=Kind.PROVINCE))
    parents = {code: known[code] for reported in day.units if (code := reported.parent or "") in known}
    for unit in day.units:  # a parent that has no code yet may be among the day's provinces, by name
        if unit.kind == Kind.PROVINCE and unit.unit not in parents:
            found = match(unit, known=known.get(unit.unit), candidates=pools[Kind.PROVINCE, ""], answers={})
            province = next((candidate for candidate in pools[Kind.PROVINCE, ""] if candidate.pk == found.unit), None)
            if province is not None:
                parents[unit.unit] = province
    wanted = {code for unit in day.units if (code := unit.parent or "")} & set(parents)
    by_pk = {parents[code].pk: code for code in wanted}
    for child in there.filter(parent__in=by_pk):
        pools[child.kind, by_pk[child.parent_id or 0]].append(child)
    return known, pools, parents


def _effect(period: Period, day: date, figures: Figures, mark: str) -> tuple[Effect, str]:
    if Snapshot.objects.filter(index=INDEX, fingerprint=mark).exists():
        return "same", ""
    current = current_snapshot_of(period, day)
    if current is None:
        return "new", ""
    lacking = _lacking(current, figures)
    return ("aside", lacking) if lacking else ("replaces", "")


def current_snapshot_of(period: Period, day: date) -> Snapshot | None:
    """Return the snapshot in use for a period and a day."""
    return Snapshot.objects.filter(
        index=INDEX,
        period_kind=period.kind,
        period_start=period.start,
        business_date=day,
        state=Snapshot.State.CURRENT,
    ).first()


def _lacking(current: Snapshot, figures: Figures) -> str:
    groups = [code for code in current.groups if code not in figures.groups]
    codes = {row.data.unit for row in figures.rows}
    units = sum(1 for code in _codes_of(current) if code not in codes)
    scored = {row.data.unit: len(row.groups) for row in figures.rows}
    thinner = sum(1 for code, groups in _codes_of(current).items() if len(groups) > scored.get(code, 0)) - units
    words = []
    if groups:
        words.append(f"nhóm {group_words(groups)}")
    if units:
        words.append(f"{units} đơn vị")
    if thinner > 0 and not groups:
        words.append(f"điểm nhóm của {thinner} đơn vị")
    if not words and (poorer := _poorer(current, figures)):
        words.append(f"số liệu từng tiêu chí của {poorer} đơn vị")
    return "; ".join(words)


def _poorer(current: Snapshot, figures: Figures) -> int:
    """Return how many units would lose a criterion that the snapshot in use can explain: group scores alone cannot."""
    known = {row.data.unit: _stated(row.published) for row in figures.rows}
    stored = UnitFigures.objects.filter(row__snapshot=current).values_list("row__code", "published")
    return sum(1 for code, published in stored.iterator() if _stated(published) - known.get(code, set()))


def _stated(published: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return every (criterion, input) with a value; a published score counts as one of its inputs."""
    stated = {(code, "") for code, packed in published.items() if packed.get("official") is not None}
    return stated | {
        (code, name)
        for code, packed in published.items()
        for name, value in packed.get("inputs", {}).items()
        if value is not None
    }


def _codes_of(snapshot: Snapshot) -> dict[str, dict[str, str]]:
    return dict(SnapshotUnit.objects.filter(snapshot=snapshot).values_list("code", "groups"))


def coverage_by_kind(snapshot: Snapshot) -> dict[str, int]:
    """Return how many units of each kind a snapshot holds."""
    return dict(SnapshotUnit.objects.filter(snapshot=snapshot).order_by().values_list("kind").annotate(Count("pk")))


def suggested_units(found: Match) -> list[Unit]:
    """Return the units that a published name may mean, the likeliest first."""
    units = {unit.pk: unit for unit in known_units().filter(pk__in=found.suggestions)}
    return [units[pk] for pk in found.suggestions if pk in units]
