"""Files into days: every layout in any order, a day and a period for each row, mistakes with their place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from thuocdo import rulebooks
from thuocdo.errors import DataError, Severity, ThuocDoError
from thuocdo.portal.results.periods import Period
from thuocdo.portal.results.snapshots.reading import MOST_BYTES, check_sizes, fingerprint, read

if TYPE_CHECKING:
    from collections.abc import Callable

EDITION = rulebooks.load("qd766/2022")


def codes(error: ThuocDoError) -> set[str]:
    return {problem.code for problem in error.problems}


def test_files_of_one_day_make_one_day(cut_files: Callable[..., list[tuple[str, bytes]]]) -> None:
    reading = read(EDITION, cut_files())

    (day,) = reading.days
    assert (day.period, day.day) == (Period.of("year", 2026), date(2026, 10, 8))
    assert [unit.unit for unit in day.units] == ["H21", "H21.227", "H21.133"]


def test_the_order_of_files_changes_nothing(cut_files: Callable[..., list[tuple[str, bytes]]]) -> None:
    files = cut_files()
    marks = {fingerprint(read(EDITION, order).days[0], date(2026, 10, 8)) for order in (files, files[::-1])}

    assert len(marks) == 1


def test_another_business_date_or_another_figure_is_another_fingerprint(
    cut_files: Callable[..., list[tuple[str, bytes]]],
) -> None:
    (day,), (changed,) = read(EDITION, cut_files()).days, read(EDITION, cut_files(H21="66.09")).days

    marks = {
        fingerprint(day, date(2026, 10, 8)),
        fingerprint(day, date(2026, 10, 7)),
        fingerprint(changed, date(2026, 10, 8)),
    }
    assert len(marks) == 3


def test_two_days_in_one_upload_are_two_days_oldest_first(cut_files: Callable[..., list[tuple[str, bytes]]]) -> None:
    later = [(f"9_{name}", content) for name, content in cut_files(day="2026-10-09")]

    days = read(EDITION, [*later, *cut_files()]).days

    assert [day.day for day in days] == [date(2026, 10, 8), date(2026, 10, 9)]


def test_an_observation_belongs_to_its_own_day_and_a_part_of_the_work_is_left_aside(
    cut_files: Callable[..., list[tuple[str, bytes]]],
) -> None:
    files = cut_files(units=("H44", "H21"), files=("online_observations.csv",))

    reading = read(EDITION, files)

    assert [(day.period.slug, day.day, day.observed) for day in reading.days] == [
        ("quy-3-2026", date(2026, 9, 26), True),
        ("nam-2026", date(2026, 10, 2), True),
        ("nam-2026", date(2026, 10, 6), True),
    ]
    assert [unit.unit for day in reading.days for unit in day.units] == ["H44", "H21", "H21"]
    (aside,) = [note for note in reading.notes if note.code == "RS-113"]
    assert aside.severity is Severity.WARNING
    assert "2.000815" in aside.message()


def test_rows_without_a_period_are_refused_with_what_to_write() -> None:
    rows = b"unit,kind,criterion,input,value\nH21.1,commune,DOSSIER_ON_TIME,totalOnTime,5\n"

    with pytest.raises(DataError) as refused:
        read(EDITION, [("dai.csv", rows)])

    assert codes(refused.value) == {"RS-104"}
    assert "year-2026" in str(refused.value)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda text: text.replace("75.31", "75,31"), "VN-405"),
        (lambda text: text.replace(",75.31,", ',"1.234,5",'), "VN-104"),
        (lambda text: text.replace("75.31", "bảy lăm"), "VN-102"),
        (lambda text: text.replace("xã Vân Canh", "x· V©n Canh: ®¬n vÞ hµnh chÝnh"), "VN-302"),
    ],
)
def test_a_spoiled_file_is_refused_whole_with_its_place(
    cut_files: Callable[..., list[tuple[str, bytes]]], spoil: Callable[[str], str], code: str
) -> None:
    (name, content), *rest = cut_files()

    with pytest.raises(ThuocDoError) as refused:
        read(EDITION, [(name, spoil(content.decode()).encode()), *rest])

    found = [problem for problem in refused.value.problems if problem.code == code]
    assert found, codes(refused.value)
    assert found[0].place.file == name


def test_a_unit_that_stands_twice_is_refused(cut_files: Callable[..., list[tuple[str, bytes]]]) -> None:
    (name, content), *rest = cut_files()
    twice = content + content.splitlines(keepends=True)[-1]

    with pytest.raises(DataError) as refused:
        read(EDITION, [(name, twice), *rest])

    assert all(problem.place.row for problem in refused.value.problems)


def test_sizes_are_looked_at_before_a_file_is_opened() -> None:
    found = check_sizes([("to.csv", 200 * 1024 * 1024), ("rong.csv", 0), ("vua.csv", MOST_BYTES)])

    assert [(problem.code, problem.place.file) for problem in found] == [("RS-101", "to.csv"), ("RS-103", "rong.csv")]
    assert "200,0 MB" in found[0].message()


def test_files_that_are_too_much_together_are_refused() -> None:
    found = check_sizes([(f"{number}.csv", 25 * 1024 * 1024) for number in range(3)])

    assert [problem.code for problem in found] == ["RS-109"]
    assert "75,0 MB" in found[0].message()


def test_too_many_files_are_refused() -> None:
    assert [problem.code for problem in check_sizes([("a.csv", 1)] * 41)] == ["RS-102"]
