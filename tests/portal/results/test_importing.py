"""Importing a day: all or nothing, never twice, never less in place of more, figures kept as published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from thuocdo.errors import DataError
from thuocdo.portal.audit.selectors import events_of
from thuocdo.portal.editions.models import Edition
from thuocdo.portal.results.models import ImportDraft, Snapshot, SnapshotUnit, UnitFigures
from thuocdo.portal.results.selectors.drafts import files_of
from thuocdo.portal.results.selectors.plans import plan_import, suggested_units
from thuocdo.portal.results.services import answer_import, begin_import
from thuocdo.portal.results.services.imports import KEPT_FOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.results.services import StoredDay

    Cut = Callable[..., list[tuple[str, bytes]]]
    TakeIn = Callable[..., tuple[StoredDay, ...]]

HOUR = {"hour": "14:00", "source": "thử"}


def test_a_day_is_kept_as_published_with_computed_figures_beside(day: Snapshot, commune: Unit) -> None:
    row = SnapshotUnit.objects.get(snapshot=day, code="H21.227")

    assert (row.unit, row.name, row.total, row.rank, row.petitions) == (commune, "xã Vân Canh", "75.31", 2, 0)
    assert row.groups["MDHL"] == "18"
    assert row.band == "Khá"
    figures = UnitFigures.objects.get(row=row)
    assert figures.published["ORIGINAL_RESULT_AVAILABLE"]["official"] is not None
    assert figures.computed["MDHL"] == {"state": "scored", "basis": "sum", "points": "18"}
    assert figures.computed["ONLINE"]["state"] == "given"


def test_the_day_says_what_it_covers(day: Snapshot) -> None:
    assert (day.complete, day.business_date, day.provisional) == (True, date(2026, 10, 8), True)
    communes = next(part for part in day.coverage if part["kind"] == "commune")
    assert (communes["present"], communes["expected"], communes["parent_name"]) == (2, 2, "tỉnh Gia Lai")
    assert (communes["highest"], communes["lowest"]) == ("H21.227", "H21.133")
    departments = next(part for part in day.coverage if part["kind"] == "department")
    assert (departments["present"], departments["expected"]) == (0, 1), "a kind that is missing whole is named"


def test_an_official_rank_is_never_completed_from_a_guess(day: Snapshot) -> None:
    row = SnapshotUnit.objects.get(snapshot=day, code="H21.133")

    assert (row.rank, row.rank_of) == (146, None), "rank 146 cannot be among the three units that are known here"
    assert (row.computed_rank, row.computed_of) == (2, 2)


def test_the_import_freezes_its_edition_and_is_in_the_journal(day: Snapshot, coordinator: User) -> None:
    assert Edition.objects.get(pk=day.edition_id).frozen_at is not None
    (event,) = events_of(day)
    assert (event.action, event.by, event.now["units"]) == ("results.snapshot.imported", coordinator, 3)


def test_the_same_figures_are_stored_once_whatever_the_files(day: Snapshot, take_in: TakeIn, cut_files: Cut) -> None:
    (again,) = take_in(cut_files()[::-1])

    assert (again.effect, again.snapshot) == ("same", day)
    assert Snapshot.objects.count() == 1
    assert events_of(day).count() == 1


def test_corrected_figures_replace_the_day_and_the_old_ones_are_kept(
    day: Snapshot, take_in: TakeIn, cut_files: Cut
) -> None:
    (stored,) = take_in(cut_files(H21_133="54.36"))

    day.refresh_from_db()
    assert stored.effect == "replaces"
    assert (day.state, stored.snapshot.state) == (Snapshot.State.REPLACED, Snapshot.State.CURRENT)


@pytest.mark.parametrize(
    ("less", "lacking"),
    [
        ({"units": ("H21", "H21.227")}, "1 đơn vị"),
        ({"files": ("tree_groups_20261008.csv",)}, "nhóm công khai, số hóa, hài lòng"),
        ({"files": ("totals_20261008.csv",)}, "số liệu từng tiêu chí của 3 đơn vị"),
        ({"files": ("totals_20261008.csv", "metrics_20261008.csv")}, "số liệu từng tiêu chí của 3 đơn vị"),
    ],
)
def test_what_covers_less_never_replaces_what_covers_more(
    day: Snapshot, take_in: TakeIn, cut_files: Cut, less: dict[str, tuple[str, ...]], lacking: str
) -> None:
    plan = plan_import(files=cut_files(**less), answers=HOUR)
    (stored,) = take_in(cut_files(**less))

    day.refresh_from_db()
    assert plan.days[0].lacking == lacking
    assert (stored.effect, stored.snapshot.state, day.state) == ("aside", "aside", "current")


def test_what_covers_more_replaces_a_fragment(
    take_in: TakeIn, cut_files: Cut, commune: Unit, other_commune: Unit
) -> None:
    (part,) = take_in(cut_files(files=("tree_groups_20261008.csv",)))
    (whole,) = take_in(cut_files())

    part.snapshot.refresh_from_db()
    assert (part.snapshot.complete, part.snapshot.state) == (False, "replaced")
    assert (whole.effect, whole.snapshot.complete) == ("replaces", True)


@pytest.mark.parametrize(
    ("hour", "belongs_to"),
    [("02:00", date(2026, 10, 5)), ("05:59", date(2026, 10, 5)), ("06:00", date(2026, 10, 6)), ("", date(2026, 10, 6))],
)
def test_a_run_in_the_night_belongs_to_the_day_before(
    take_in: TakeIn, cut_files: Cut, commune: Unit, other_commune: Unit, hour: str, belongs_to: date
) -> None:
    (stored,) = take_in(cut_files(day="2026-10-06"), hour=hour)

    assert stored.snapshot.business_date == belongs_to
    assert (stored.snapshot.fetched_at is None) == (hour == ""), "an hour that nobody states is not invented"


def test_a_contradiction_is_kept_as_published_and_only_not_computed(
    take_in: TakeIn, cut_files: Cut, commune: Unit, other_commune: Unit
) -> None:
    files = [(name, text.replace(b",264,588,", b",600,588,")) for name, text in cut_files()]

    plan = plan_import(files=files, answers=HOUR)
    (stored,) = take_in(files)

    assert [note.code for note in plan.notes] == ["SC-103"]
    assert str(plan.notes[0].place.item).startswith("xã Ia Dom · 4.1 ")
    assert "numerator" not in plan.notes[0].render(), "an officer reads labels, not code names"
    figures = UnitFigures.objects.get(row__snapshot=stored.snapshot, row__code="H21.133")
    assert figures.published["ORIGINAL_RESULT_AVAILABLE"]["inputs"] == {"numerator": "600", "denominator": "588"}
    assert figures.published["ORIGINAL_RESULT_AVAILABLE"]["official"] == "2.69"
    assert figures.computed["ORIGINAL_RESULT_AVAILABLE"]["refused"]["code"] == "SC-103"
    assert stored.snapshot.notes[0]["code"] == "SC-103"


def test_an_unknown_unit_stops_the_import_until_somebody_says_what_it_is(
    edition: Edition, take_in: TakeIn, cut_files: Cut, commune: Unit
) -> None:
    with pytest.raises(DataError) as refused:
        take_in(cut_files())

    (problem,) = refused.value.problems
    assert (problem.code, problem.place.item) == ("RS-108", "H21.133")
    assert Snapshot.objects.count() == 0


def test_an_unknown_unit_may_be_kept_as_published(
    edition: Edition, take_in: TakeIn, cut_files: Cut, commune: Unit
) -> None:
    (stored,) = take_in(cut_files(), units={"H21.133": "keep"})

    assert SnapshotUnit.objects.get(snapshot=stored.snapshot, code="H21.133").unit is None


def test_an_unknown_unit_may_be_named(
    edition: Edition, take_in: TakeIn, cut_files: Cut, commune: Unit, new_unit: Callable[..., Unit]
) -> None:
    renamed = new_unit("99999", "Ia Dơm", "commune", parent=commune.parent, designation="xã")
    (same,) = plan_import(files=cut_files(), answers=HOUR).days
    assert same.matches["H21.133"].unit == renamed.pk, "no diacritics decide"

    renamed.full_name = "xã Ia Dong"
    renamed.save()
    (day,) = plan_import(files=cut_files(), answers=HOUR).days
    (unclear,) = day.unmatched
    assert suggested_units(unclear) == [renamed]
    (stored,) = take_in(cut_files(), units={"H21.133": str(renamed.pk)})
    assert SnapshotUnit.objects.get(snapshot=stored.snapshot, code="H21.133").unit == renamed


def test_a_broken_file_stores_nothing_and_names_every_problem(
    edition: Edition, take_in: TakeIn, cut_files: Cut, commune: Unit, other_commune: Unit
) -> None:
    files = [(name, text.replace(b"75.31", b"bay lam")) for name, text in cut_files()]

    with pytest.raises(DataError) as refused:
        take_in(files)

    assert refused.value.problems[0].place.row
    edition.refresh_from_db()
    assert edition.frozen_at is None, "what is refused leaves no trace"
    assert Snapshot.objects.count() == SnapshotUnit.objects.count() == 0


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"hour": "25:00"}, "RS-107"), ({"hour": "chiều"}, "RS-107")],
)
def test_an_hour_that_is_none_is_refused(
    edition: Edition, cut_files: Cut, commune: Unit, other_commune: Unit, answers: dict[str, str], code: str
) -> None:
    plan = plan_import(files=cut_files(), answers=answers)

    assert [problem.code for problem in plan.problems] == [code]
    assert not plan.ready


def test_without_an_edition_in_force_nothing_can_be_imported(db: None, cut_files: Cut) -> None:
    assert [problem.code for problem in plan_import(files=cut_files(), answers=HOUR).problems] == ["RS-111"]


def test_totals_stay_exact_to_the_last_digit(day: Snapshot) -> None:
    for row in SnapshotUnit.objects.filter(snapshot=day):
        assert sum(Decimal(score) for score in row.groups.values()) == Decimal(row.total)


def test_an_upload_keeps_the_files_whole_and_each_once(coordinator: User, at: datetime) -> None:
    draft = begin_import(subject="qd766", files=[("a.csv", b"1"), ("b.csv", b"1")], answers={}, by=coordinator, at=at)

    assert files_of(draft) == [("a.csv", b"1")]


def test_answers_add_up(coordinator: User, at: datetime) -> None:
    draft = begin_import(subject="qd766", files=[], answers={"hour": "14:00"}, by=coordinator, at=at)

    assert answer_import(draft=draft, answers={"units": {"H1": "keep"}}).answers == {
        "hour": "14:00",
        "units": {"H1": "keep"},
    }


def test_forgotten_uploads_are_dropped_with_the_next_one(coordinator: User, administrator: User, at: datetime) -> None:
    old = begin_import(subject="qd766", files=[], answers={}, by=coordinator, at=at)
    others = begin_import(subject="qd766", files=[], answers={}, by=administrator, at=at)

    new = begin_import(subject="qd766", files=[], answers={}, by=coordinator, at=at + KEPT_FOR * 2)

    assert set(ImportDraft.objects.all()) == {others, new}
    assert not ImportDraft.objects.filter(pk=old.pk).exists()
