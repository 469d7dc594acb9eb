"""Which task of the province a unit's task carries out, days counted back, sentences that ask for plans.

The tables are those of docs/methods/cascade.md.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.portal.plans.cascade.due import dues
from thuocdo.portal.plans.cascade.likeness import CERTAIN_FROM, Side, likeness, propose
from thuocdo.portal.plans.cascade.proposals import asked_plans
from thuocdo.vietnamese.workdays import national_calendar

HOTLINE = Side(key=1, code="1.2", criterion="", content="Công khai số điện thoại đường dây nóng")
FORMS = Side(key=2, code="1.3", criterion="Rà soát biểu mẫu", content="Rà soát biểu mẫu nội bộ của từng lĩnh vực")
TRAINING = Side(key=3, code="2.1", criterion="", content="Tập huấn tiếp nhận hồ sơ cho công chức một cửa")
GIVEN = (HOTLINE, FORMS, TRAINING)


def own(content: str, *, code: str = "", criterion: str = "") -> Side:
    return Side(key=9, code=code, criterion=criterion, content=content)


@pytest.mark.parametrize(
    ("side", "serves", "shown", "why"),
    [
        (own("Công khai số điện thoại đường dây nóng"), 1, "1.000", "words"),
        (own("công khai Số điện thoại Đường dây nóng", code="1.2"), 1, "1.000", "code"),
        (own("UBND xã công khai số điện thoại đường dây nóng tại trụ sở và các thôn"), 1, "0.840", "words"),
        (own("Kiểm tra biểu mẫu nội bộ từng bộ phận", criterion="Rà soát biểu mẫu"), 2, "0.556", "criterion"),
        (own("Nâng cấp phòng tiếp dân"), None, "0.000", "nothing"),
        (own("Rà soát nhà vệ sinh công cộng", code="1.3"), None, "0.000", "nothing"),
        (own(""), None, "0.000", "nothing"),
    ],
)
def test_each_task_is_tied_to_the_one_most_like_it_and_says_why(
    side: Side, serves: int | None, shown: str, why: str
) -> None:
    (found,) = propose([side], GIVEN)

    assert (found.own, found.serves, f"{found.likeness:.3f}", found.why) == (9, serves, shown, why)


def test_several_tasks_of_a_unit_may_carry_out_one_of_the_province() -> None:
    two = [own("Công khai số điện thoại đường dây nóng tại trụ sở"), own("Công khai số điện thoại đường dây nóng")]

    assert [found.serves for found in propose(two, GIVEN)] == [1, 1]


def test_a_text_that_only_stands_inside_another_is_never_certain() -> None:
    (found,) = propose([own("Công khai số điện thoại đường dây nóng và niêm yết mọi thủ tục hành chính")], GIVEN)

    assert found.likeness < CERTAIN_FROM


words = st.lists(st.sampled_from(["cong", "khai", "so", "dien", "thoai", "ho", "so"]), max_size=12)


@given(words, words)
def test_likeness_is_between_nothing_and_the_same_and_alike_from_both_sides_of_a_copy(
    one: list[str], other: list[str]
) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, one) == (1.0 if one else 0.0)


@given(words, words, st.floats(min_value=0, max_value=1))
def test_the_short_cut_never_hides_a_likeness_that_is_asked_for(one: list[str], other: list[str], least: float) -> None:
    whole = likeness(one, other)

    assert likeness(one, other, least=least) == whole or whole < least


# ── Days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
TODAY = date(2026, 10, 8)
BY_DAY = {"text": "Trước ngày 15/12/2026", "kind": "date", "until": "2026-12-15", "before": True}
REPORT = {
    "text": "Trước ngày 15 của tháng cuối quý",
    "kind": "recurring",
    "until": None,
    "before": True,
    "rhythm": "15th of the last month of each quarter",
}


def on(day: str) -> dict[str, Any]:
    return {"text": day, "kind": "date", "until": day}


@pytest.mark.parametrize(
    ("province", "unit", "back", "wanted", "late", "words"),
    [
        (BY_DAY, on("2026-12-07"), 5, date(2026, 12, 7), 0, ""),
        (BY_DAY, on("2026-12-10"), 5, date(2026, 12, 7), 0, "sát hạn của tỉnh"),
        (BY_DAY, on("2026-12-14"), 0, date(2026, 12, 14), 0, ""),
        (BY_DAY, on("2026-12-26"), 5, date(2026, 12, 7), 12, "muộn hơn hạn của tỉnh 12 ngày"),
        (BY_DAY, None, 5, date(2026, 12, 7), 0, "đơn vị không nêu ngày"),
        (REPORT, on("2026-12-10"), 5, date(2026, 12, 7), 0, "sát hạn của tỉnh"),
        (REPORT, on("2026-12-16"), 5, date(2026, 12, 7), 2, "muộn hơn hạn của tỉnh 2 ngày"),
        (None, on("2026-12-16"), 5, None, 0, ""),
        ({"text": "Thường xuyên", "kind": "continuous", "until": None}, None, 5, None, 0, ""),
    ],
)
def test_the_units_day_is_counted_back_from_the_provinces(
    province: Any, unit: Any, back: int, wanted: date | None, late: int, words: str
) -> None:
    found = dues(province, unit, today=TODAY, days_before=back, calendar=national_calendar)

    assert (found.wanted, found.late, found.words) == (wanted, late, words)


def test_counting_back_leaves_out_days_that_are_not_worked() -> None:
    found = dues(on("2026-09-03"), None, today=date(2026, 8, 1), days_before=1, calendar=national_calendar)

    assert found.wanted == date(2026, 8, 28), "1 and 2 September are holidays, 31 August is exchanged"


# ── Sentences ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "known", "due_on"),
    [
        ("UBND cấp xã ban hành kế hoạch thực hiện trước ngày 28/02/2026.", None, date(2026, 2, 27)),
        ("Xây dựng kế hoạch của đơn vị, xong trong ngày 10/3/2026", None, date(2026, 3, 10)),
        ("Ban hành Kế hoạch cải cách hành chính của đơn vị", date(2026, 3, 1), date(2026, 3, 1)),
        ("Lập kế hoạch riêng để thực hiện", None, None),
    ],
)
def test_a_sentence_that_asks_for_plans_is_found_with_its_day(
    text: str, known: date | None, due_on: date | None
) -> None:
    (found,) = asked_plans([(text, known)])

    assert (found.text, found.due_on) == (text, due_on)


def test_sentences_with_a_day_come_first_and_others_are_left_out() -> None:
    found = asked_plans(
        [
            ("Lập kế hoạch riêng", None),
            ("Xây dựng kế hoạch tập huấn", None),
            ("UBND tỉnh ban hành Kế hoạch cải cách hành chính như sau:", None),
            ("Tổ chức hội nghị trước ngày 28/02/2026", None),
            ("Ban hành kế hoạch chậm nhất ngày 5/3/2026", None),
            ("Lập  kế hoạch riêng", date(2026, 4, 1)),
        ]
    )

    assert [(asked.text, asked.due_on) for asked in found] == [
        ("Lập kế hoạch riêng", date(2026, 4, 1)),
        ("Ban hành kế hoạch chậm nhất ngày 5/3/2026", date(2026, 3, 5)),
        ("Xây dựng kế hoạch tập huấn", None),
    ]
