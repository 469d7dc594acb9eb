"""Which criterion a task serves; the tables of docs/methods/points-at-risk.md."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from thuocdo.portal.plans.criteria.matching import Asked, Choice, match_all, words_of
from thuocdo.portal.plans.criteria.risk import Earned, Risk, reason
from thuocdo.portal.plans.progress.cells import Cell, Time, Work


def _choice(code: str, title: str, *, edition: str = "chi_so/2026", leaf: bool = True) -> Choice:
    return Choice(edition=edition, code=code, number=code, title=title, leaf=leaf)


LAW = (
    _choice("1", "Chỉ đạo, điều hành", leaf=False),
    _choice("1.1", "Thực hiện kế hoạch năm"),
    _choice("1.2", "Công tác kiểm tra"),
    _choice("2.1", "Tỷ lệ hồ sơ của cơ quan cấp tỉnh trả đúng hạn trong năm"),
    _choice("2.2", "Tỷ lệ hồ sơ của cấp xã trả đúng hạn trong năm"),
)
OTHER = (_choice("A", "Công tác kiểm tra", edition="khac/2026"),)


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("1.1.2 Tỷ lệ hồ sơ", "ty le ho so"),
        ("TCTP 1.1.2: Tỷ lệ hồ sơ", "ty le ho so"),
        ("Tiêu chí thành phần 3.4.", ""),
        ("1.2", ""),
        ("Tỷ lệ  hồ sơ,\ntrả đúng hạn", "ty le ho so tra dung han"),
        ("100% thủ tục", "thu tuc"),
        ("", ""),
    ],
)
def test_a_printed_criterion_is_compared_by_its_words_alone(printed: str, words: str) -> None:
    assert words_of(printed) == words


@pytest.mark.parametrize(
    ("printed", "code", "why", "certain"),
    [
        ("Công tác kiểm tra", "1.2", "title", True),
        ("1.2. CÔNG TÁC KIỂM TRA", "1.2", "title", True),
        ("Tỷ lệ hồ sơ của cấp xã trả đúng hạn trong năm", "2.2", "title", True),
        ("Tỷ lệ hồ sơ của cấp huyện trả đúng hạn trong năm", "2.2", "words", False),
        ("Công tác kiểm tra việc thực hiện kế hoạch", "1.2", "words", False),
        ("Trang phục công sở", "", "nothing", False),
        ("", "", "nothing", False),
    ],
)
def test_the_same_words_are_taken_and_like_ones_are_asked_about(
    printed: str, code: str, why: str, certain: bool
) -> None:
    (found,) = match_all([Asked(key=1, printed=printed)], LAW)
    assert (found.choice.code if found.choice else "", found.why, found.certain) == (code, why, certain)


def test_a_title_that_two_editions_have_is_asked_about() -> None:
    (found,) = match_all([Asked(key=1, printed="Công tác kiểm tra")], LAW + OTHER)
    assert found.choice == LAW[2]
    assert not found.certain


def test_of_a_heading_and_the_criterion_under_it_with_the_same_title_the_criterion_is_meant() -> None:
    law = (_choice("8", "Tác động", leaf=False), _choice("8.1", "Tác động"))
    (found,) = match_all([Asked(key=1, printed="Tác động")], law)
    assert (found.choice, found.certain) == (law[1], True)


def test_words_that_a_person_explained_before_are_not_asked_about_again() -> None:
    (found,) = match_all([Asked(key=1, printed="3.1 Trả hồ sơ đúng hẹn")], LAW, {"tra ho so dung hen": LAW[4]})
    assert (found.choice, found.why, found.certain) == (LAW[4], "remembered", True)


FOLLOWING = [
    Asked(key=1, printed="1.1 Thực hiện kế hoạch năm"),
    Asked(key=2, printed="Công tác kiểm tra", number="1.2"),
    Asked(key=3, printed="Tỷ lệ hồ sơ của cơ quan cấp tỉnh trả đúng hạn", number="2.1"),
]


def test_where_a_plan_follows_the_numbers_of_an_edition_the_number_alone_is_enough() -> None:
    found = match_all([*FOLLOWING, Asked(key=4, printed="2.2")], LAW)
    assert [(one.choice.code, one.why, one.certain) for one in found if one.choice] == [
        ("1.1", "title", True),
        ("1.2", "title", True),
        ("2.1", "code", True),
        ("2.2", "code", True),
    ]


def test_numbers_that_only_happen_to_be_the_same_say_nothing() -> None:
    (found,) = match_all([Asked(key=1, printed="2.2")], LAW)
    assert found.choice is None
    rows = [Asked(key=key, printed=f"1.{key} Việc khác hẳn số {key}") for key in (1, 2)]
    assert [one.why for one in match_all([*FOLLOWING, *rows], LAW)][3:] == ["nothing", "nothing"]


def test_a_number_that_two_criteria_bear_says_nothing() -> None:
    twice = (*LAW, _choice("2.3", "Một"), Choice(edition="chi_so/2026", code="x", number="2.3", title="Hai", leaf=True))
    found = match_all([*FOLLOWING, Asked(key=4, printed="2.3")], twice)
    assert found[3].choice is not None  # by its own code; the other has only the number
    assert found[3].choice.title == "Một"


# ── Points ───────────────────────────────────────────────────────────────────────────────────────────────────────────
EARNED = Earned(points=Decimal("0.5"), as_of=date(2026, 10, 8), source="Bộ chỉ số 766")


@pytest.mark.parametrize(
    ("maximum", "earned", "tasks", "points"),
    [
        ("4", None, 1, "4.00"),
        ("4", EARNED, 1, "3.50"),
        ("4", EARNED, 3, "1.17"),
        ("0.5", EARNED, 1, "0.00"),
        ("0.4", EARNED, 2, "0.00"),
        (None, EARNED, 1, None),
    ],
)
def test_what_is_not_earned_yet_is_shared_by_the_tasks_of_a_criterion(
    maximum: str | None, earned: Earned | None, tasks: int, points: str | None
) -> None:
    risk = _risk(maximum, earned, tasks)
    assert risk.points == (Decimal(points) if points else None)


def _risk(maximum: str | None, earned: Earned | None, tasks: int) -> Risk:
    most = Decimal(maximum) if maximum else None
    return Risk(code="2.1", title="Trả hồ sơ", index="qd766", maximum=most, earned=earned, tasks=tasks)


@pytest.mark.parametrize(
    ("risk", "words"),
    [
        (_risk("4", None, 1), "tiêu chí 2.1: tối đa 4,00, chưa có kết quả đã lưu"),
        (
            _risk("4", EARNED, 3),
            "tiêu chí 2.1: tối đa 4,00, đã đạt 0,50 (Bộ chỉ số 766, ngày 08/10/2026); chia đều cho 3 nhiệm vụ",
        ),
        (_risk(None, None, 2), "tiêu chí 2.1: chưa biết điểm tối đa"),
    ],
)
def test_points_come_with_what_they_rest_on(risk: Risk, words: str) -> None:
    assert risk.origin == words


@pytest.mark.parametrize(
    ("days", "points", "words"),
    [(12, "3.5", "3,50 điểm × còn 12 ngày"), (-2, "1", "1,00 điểm × quá hạn 2 ngày"), (12, None, "")],
)
def test_a_row_says_by_what_it_stands_where_it_stands(days: int, points: str | None, words: str) -> None:
    time = Time.OVERDUE if days < 0 else Time.LATER
    cell = Cell(work=Work.NOTHING, time=time, due=date(2026, 12, 1), days=days)
    assert reason(cell, Decimal(points) if points else None) == words
