"""Periods, fields and the words that follow from figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from thuocdo.portal.plans.models import Progress
from thuocdo.portal.reports import services
from thuocdo.portal.reports.drafting import Counts, Fact, drafted_texts, line_of
from thuocdo.portal.reports.fields import FIELDS, OTHER, field_of
from thuocdo.portal.reports.periods import period_ending_next, period_of
from thuocdo.portal.reports.selectors.facts import facts_of
from thuocdo.rulebooks import load

if TYPE_CHECKING:
    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.models import Assignment
    from thuocdo.portal.reports.models import Report, ReportRound


@pytest.mark.parametrize(
    ("choice", "title", "start", "end", "due"),
    [
        ("quarter-1", "Quý I năm 2026", date(2026, 1, 1), date(2026, 3, 31), date(2026, 3, 14)),
        ("quarter-3", "Quý III năm 2026", date(2026, 7, 1), date(2026, 9, 30), date(2026, 9, 14)),
        ("half-1", "6 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30), date(2026, 6, 14)),
        ("year-1", "Năm 2026", date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 14)),
    ],
)
def test_a_report_is_due_before_the_15th_of_the_last_month(
    choice: str, title: str, start: date, end: date, due: date
) -> None:
    period = period_of(choice, 2026)

    assert (period.title, period.start, period.end, period.due_on) == (title, start, end, due)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 14), ("quarter-1", 2026)),
        (date(2026, 3, 15), ("half-1", 2026)),
        (date(2026, 9, 1), ("quarter-3", 2026)),
        (date(2026, 12, 15), ("quarter-1", 2027)),
    ],
)
def test_the_form_begins_with_the_period_that_falls_due_next(today: date, expected: tuple[str, int]) -> None:
    assert period_ending_next(today) == expected


def test_the_fields_are_those_of_the_index_of_provinces() -> None:
    tops = {node.code: node.title.vi for node in load("par_index_province/2022").total.children}

    assert {code: title for code, title in FIELDS.items() if code != OTHER} == {code: tops[code] for code in "1234567"}


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        (["TIẾP NHẬN HỒ SƠ, THỦ TỤC HÀNH CHÍNH"], "3"),
        (["Việc chung", "Cung cấp dịch vụ công trực tuyến"], "7"),
        (["Kiện toàn tổ chức bộ máy", "chuyển đổi số"], "4"),
        (["Giải ngân vốn đầu tư công"], "6"),
        (["Đạo đức công vụ"], "5"),
        (["Soạn thảo văn bản quy phạm pháp luật"], "2"),
        (["Thông tin, tuyên truyền"], "1"),
        (["Sắp xếp kho"], OTHER),
        ([], OTHER),
    ],
)
def test_the_nearest_words_say_to_which_field_a_task_belongs(texts: list[str], field: str) -> None:
    assert field_of(texts) == field


def fact(**other: object) -> Fact:
    values = {"task": "t", "plan": "Kế hoạch số 1", "code": "1.1", "content": "Việc mẫu.", "field": "3", "work": "done"}
    return Fact(**{**values, **other})


@pytest.mark.parametrize(
    ("known", "line"),
    [
        ({}, "- Việc mẫu (mục 1.1, Kế hoạch số 1): đã hoàn thành."),
        ({"code": ""}, "- Việc mẫu (Kế hoạch số 1): đã hoàn thành."),
        (
            {"work": "under_way", "percent": 40, "due": "2026-12-31"},
            "- Việc mẫu (mục 1.1, Kế hoạch số 1): đang thực hiện, đạt 40%, hạn 31/12/2026.",
        ),
        (
            {"work": "nothing", "due": "2026-08-31", "late": 14},
            "- Việc mẫu (mục 1.1, Kế hoạch số 1): chưa có kết quả được phê duyệt, quá hạn 14 ngày (hạn 31/08/2026).",
        ),
        (
            {"text": "Xong.\nTốt", "figures": ("Số thôn: 12 thôn",), "as_of": "2026-08-20", "proofs": ("Văn bản A",)},
            (
                "- Việc mẫu (mục 1.1, Kế hoạch số 1): đã hoàn thành. Xong. Tốt. Số liệu: Số thôn: 12 thôn (số liệu đến "
                "ngày 20/08/2026). Tài liệu kiểm chứng: Văn bản A."
            ),
        ),
    ],
)
def test_a_line_says_how_far_how_late_with_which_figures_and_proofs(known: dict[str, object], line: str) -> None:
    assert line_of(fact(**known)) == line


def test_a_field_begins_with_its_counts_and_leaves_out_fields_without_tasks() -> None:
    texts = drafted_texts([fact(), fact(work="nothing", late=3, due="2026-09-11"), fact(field="7", work="nothing")])

    assert list(texts) == ["3", "7"]
    assert texts["3"].splitlines()[0] == "Theo Kế hoạch số 1: hoàn thành 1/2 nhiệm vụ, quá hạn 1 nhiệm vụ."
    assert texts["7"].splitlines()[0] == "Theo Kế hoạch số 1: hoàn thành 0/1 nhiệm vụ, không có nhiệm vụ quá hạn."
    assert len(texts["3"].splitlines()) == 3


def test_facts_come_back_as_they_were_kept() -> None:
    kept = fact(figures=("a",), proofs=("b", "c"), percent=3)

    assert Fact.from_json(kept.as_json()) == kept


def test_figures_typed_at_the_task_are_read_with_day_and_proof(done: Assignment, commune: Unit) -> None:
    first, second = facts_of(commune, day=date(2026, 9, 14))

    assert (first.code, first.field, first.work, first.late) == ("1.1", "3", "done", 0)
    assert first.plan == "Kế hoạch số 12/KH-UBND ngày 03/02/2026"
    assert (first.figures, first.as_of) == (("Số thôn niêm yết: 12 thôn",), "2026-08-20")
    assert first.proofs == ("Văn bản số 45/TB-UBND ngày 19/08/2026 của UBND xã Vân Canh",)
    assert (second.code, second.field, second.work) == ("2.1", "7", "nothing")


def test_figures_are_written_the_vietnamese_way_and_one_without_a_number_is_left_out(
    done: Assignment, commune: Unit
) -> None:
    Progress.objects.update(
        figures=[{"label": "Hồ sơ", "value": "1204.5", "unit": "nghìn"}, {"label": "Trễ hạn", "value": "", "unit": ""}]
    )
    first, _second = facts_of(commune, day=date(2026, 9, 14))

    assert first.figures == ("Hồ sơ: 1.204,5 nghìn",)


def test_what_is_of_a_later_day_does_not_count_yet(done: Assignment, commune: Unit) -> None:
    first, _second = facts_of(commune, day=date(2026, 8, 19))

    assert (first.work, first.late, first.text) == ("nothing", 50, "")


def test_what_nobody_approved_does_not_count(work: dict[str, Assignment], other_commune: Unit) -> None:
    (only,) = facts_of(other_commune, day=date(2026, 9, 14))

    assert (only.work, only.late) == ("nothing", 76)
    assert Counts.of([only]) == Counts(tasks=1, done=0, late=1)


@pytest.mark.django_db
def test_facts_of_a_unit_cost_the_same_for_any_number_of_tasks(
    done: Assignment, commune: Unit, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(5):  # assignments, reports, proofs with documents, documents, headings
        facts_of(commune, day=date(2026, 9, 14))


def test_tasks_stand_in_the_order_of_the_plan_whoever_reports_first(
    report: Report, third_quarter: ReportRound, department: Unit, coordinator: User, at: datetime
) -> None:
    told: dict[str, Any] = {
        "texts": {"1": "Đã xếp kho."},
        "as_of": date(2026, 9, 10),
        "source": "Thư điện tử",
        "version": 0,
    }
    services.enter_section(section=third_quarter.sections.get(unit=department), by=coordinator, at=at, **told)
    again = services.assemble_report(of=third_quarter, by=coordinator, at=at)

    assert [task["code"] for task in again.tasks] == ["1.1", "2.1", "3.1"], "though the department comes first"
