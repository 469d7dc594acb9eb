"""The days offices work: stated by an officer, shown with their basis, used by every due day of the portal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from thuocdo.portal.audit.models import Event
from thuocdo.portal.plans.models import Assignment, CalendarDay, CalendarYear, Task
from thuocdo.portal.plans.problems import PlanError
from thuocdo.portal.plans.selectors.calendar import days_of, moved_due_days, working_calendar
from thuocdo.portal.plans.services import restore_year, state_year
from thuocdo.portal.plans.services.progress import due_of
from thuocdo.vietnamese.workdays import DayKind, SpecialDay, national_calendar, read_days

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import Plan

TODAY = date(2026, 10, 8)
PAGE = "/lich-lam-viec/"


def special(day: date, kind: DayKind = DayKind.HOLIDAY, vi: str = "Ngày nghỉ mẫu") -> SpecialDay:
    return SpecialDay(day=day, kind=kind, vi=vi, en=vi, source="Thông báo mẫu số 1 ngày 01/12/2026")


TET = special(date(2027, 2, 8), vi="Tết Nguyên đán (mẫu)")


@pytest.fixture
def tet(coordinator: User, at: datetime) -> CalendarYear:
    """2027, for which a notice was entered."""
    state_year(year=2027, days=[TET], version=0, by=coordinator, at=at)
    return CalendarYear.objects.get(year=2027)


def test_a_stated_year_is_taken_whole_and_other_years_stay_as_packaged(tet: CalendarYear) -> None:
    calendar = working_calendar()

    assert days_of(calendar, 2027) == (TET,)
    assert days_of(calendar, 2026) == days_of(national_calendar(), 2026)
    assert calendar.unknown_years(date(2027, 1, 1), date(2028, 1, 1)) == (2028,)


def test_stating_the_same_days_again_changes_nothing(tet: CalendarYear, coordinator: User, at: datetime) -> None:
    assert not state_year(year=2027, days=[TET], version=1, by=coordinator, at=at)
    assert CalendarYear.objects.get(year=2027).version == 1
    assert Event.objects.filter(action="plans.calendar.stated").count() == 1


def test_the_journal_says_which_days_changed_and_on_what_basis(
    tet: CalendarYear, coordinator: User, at: datetime
) -> None:
    state_year(year=2027, days=[special(date(2027, 2, 9))], version=1, by=coordinator, at=at)

    told = Event.objects.filter(action="plans.calendar.stated").latest("pk").now
    assert told == {
        "removed": ["2027-02-08 Tết Nguyên đán (mẫu) (Thông báo mẫu số 1 ngày 01/12/2026)"],
        "added": ["2027-02-09 Ngày nghỉ mẫu (Thông báo mẫu số 1 ngày 01/12/2026)"],
    }


@pytest.mark.parametrize(
    ("days", "version", "code"),
    [([], 1, "PL-130"), ([special(date(2028, 1, 1))], 1, "PL-131"), ([TET], 0, "PL-132")],
)
def test_no_day_a_day_of_another_year_and_an_old_version_are_refused(
    tet: CalendarYear, coordinator: User, at: datetime, days: list[SpecialDay], version: int, code: str
) -> None:
    with pytest.raises(PlanError, match=code):
        state_year(year=2027, days=days, version=version, by=coordinator, at=at)
    assert [one.day for one in CalendarDay.objects.all()] == [TET.day]


def test_going_back_to_the_packaged_days_drops_what_was_stated(
    tet: CalendarYear, coordinator: User, at: datetime
) -> None:
    restore_year(year=2027, version=1, by=coordinator, at=at)
    restore_year(year=2027, version=0, by=coordinator, at=at)

    assert working_calendar().unknown_years(TET.day, TET.day) == (2027,)
    assert Event.objects.filter(action="plans.calendar.restored").count() == 1


# ── Due days ─────────────────────────────────────────────────────────────────────────────────────────────────────────
MOVES = {"text": "Ngày 16/11/2026", "kind": "date", "until": "2026-11-16", "move": "later"}
"""A Monday."""


@pytest.fixture
def moving(assigned_plan: Plan) -> Assignment:
    """An assignment whose deadline moves to the next working day."""
    row = Assignment.objects.select_related("task").filter(task__plan=assigned_plan, task__code="1.2")[0]
    Task.objects.filter(pk=row.task_id).update(deadline=MOVES)
    row.refresh_from_db()
    return row


def with_day_off(day: date) -> list[SpecialDay]:
    return [*days_of(working_calendar(), 2026), special(day)]


def test_a_day_off_that_is_stated_moves_the_due_day_of_a_report(
    moving: Assignment, coordinator: User, at: datetime
) -> None:
    assert due_of(moving, None, TODAY) == date(2026, 11, 16)

    state_year(year=2026, days=with_day_off(date(2026, 11, 16)), version=0, by=coordinator, at=at)

    assert due_of(moving, None, TODAY) == date(2026, 11, 17)


def test_the_list_of_own_work_shows_the_moved_day(
    moving: Assignment, client: Client, unit_officer: User, coordinator: User, at: datetime
) -> None:
    state_year(year=2026, days=with_day_off(date(2026, 11, 16)), version=0, by=coordinator, at=at)
    client.force_login(unit_officer)

    assert "17/11/2026" in client.get("/viec-cua-toi/").content.decode()


def test_the_preview_names_each_due_day_that_moves(moving: Assignment) -> None:
    now = working_calendar()
    found = moved_due_days(now, now.with_days(with_day_off(date(2026, 11, 16))), today=TODAY)

    assert [(one.task, one.before, one.after, one.of_units) for one in found] == [
        (moving.task, date(2026, 11, 16), date(2026, 11, 17), False)
    ]
    assert moved_due_days(now, now, today=TODAY) == []


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_a_packaged_year_shows_each_day_with_its_basis(client: Client, unit_officer: User) -> None:
    client.force_login(unit_officer)
    page = text_of(client.get(PAGE, {"nam": "2026"}))

    assert "Thông báo 9441/TB-BNV ngày 16/10/2025" in page
    assert "thứ Bảy, 22/08/2026" in page
    assert "Chưa có lịch nghỉ" not in page
    assert "Bỏ ngày này" not in page


def test_a_year_without_a_notice_says_so(client: Client, unit_officer: User) -> None:
    client.force_login(unit_officer)
    page = text_of(client.get(PAGE, {"nam": "2027"}))

    assert "Chưa có lịch nghỉ năm 2027" in page
    assert "thứ Hai, 03/05/2027" in page, "1 May 2027 is a Saturday and is made up by law"


@pytest.mark.parametrize("year", ["2024", "2101"])
def test_a_year_outside_the_calendar_is_no_page(client: Client, unit_officer: User, year: str) -> None:
    client.force_login(unit_officer)

    assert client.get(PAGE, {"nam": year}).status_code == 404


NEW_DAY = {
    "act": "add",
    "version": "0",
    "day": "24/12/2026",
    "kind": "off",
    "vi": "Nghỉ hoán đổi (mẫu)",
    "source": "Công văn mẫu số 2 ngày 01/12/2026",
    "worked": "26/12/2026",
}


def test_adding_an_exchange_is_shown_first_and_kept_when_saved(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    preview = client.post(f"{PAGE}?nam=2026", NEW_DAY)
    assert "Làm bù cho ngày 24/12/2026" in text_of(preview)
    assert not CalendarYear.objects.exists()

    saved = client.post(
        f"{PAGE}?nam=2026", {"act": "save", "version": "0", "days": preview.context["days"]}, follow=True
    )

    assert "Đã lưu lịch làm việc năm 2026" in text_of(saved)
    assert working_calendar().is_workday(date(2026, 12, 26))
    assert not working_calendar().is_workday(date(2026, 12, 24))


def test_a_day_is_taken_away_through_the_same_preview(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    preview = client.post(f"{PAGE}?nam=2026", {"act": "remove", "version": "0", "day": "2026-08-31"})

    assert [(word, one.day) for word, one in preview.context["changes"]] == [("removed", date(2026, 8, 31))]


def test_a_working_day_worked_in_exchange_is_refused(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.post(f"{PAGE}?nam=2026", {**NEW_DAY, "worked": "25/12/2026"})

    assert answer.status_code == 409
    assert "VN-505" in text_of(answer)


def test_a_day_without_basis_is_asked_again(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)

    assert client.post(f"{PAGE}?nam=2026", {**NEW_DAY, "source": ""}).status_code == 400


def test_the_downloaded_year_can_be_taken_in_again_unchanged(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    file = client.get("/lich-lam-viec/2026.csv").content

    assert read_days(file, name="lich.csv") == days_of(working_calendar(), 2026)
    upload = SimpleUploadedFile("lich.csv", file)
    preview = client.post(f"{PAGE}?nam=2026", {"act": "file", "version": "0", "file": upload})
    assert preview.context["changes"] == []
    assert "đã đúng như vậy" in text_of(preview)


def test_a_file_of_another_year_is_refused_with_every_day(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    file = client.get("/lich-lam-viec/2026.csv").content
    answer = client.post(f"{PAGE}?nam=2027", {"act": "file", "version": "0", "file": SimpleUploadedFile("l.csv", file)})

    assert answer.status_code == 409
    assert text_of(answer).count("PL-131") == len(days_of(working_calendar(), 2026))


def test_a_missing_file_is_asked_for(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)

    assert client.post(f"{PAGE}?nam=2027", {"act": "file", "version": "0"}).status_code == 400


def test_the_packaged_days_come_back_through_a_preview(client: Client, coordinator: User, at: datetime) -> None:
    state_year(year=2026, days=[special(date(2026, 1, 1))], version=0, by=coordinator, at=at)
    client.force_login(coordinator)
    assert "Dùng lại lịch kèm phần mềm" in text_of(client.get(PAGE, {"nam": "2026"}))
    preview = client.post(f"{PAGE}?nam=2026", {"act": "packaged", "version": "1"})
    assert preview.context["restores"]

    client.post(f"{PAGE}?nam=2026", {"act": "save", "version": "1", "restores": "1", "days": ""})

    assert not CalendarYear.objects.exists()


def test_two_officers_do_not_overwrite_each_other(client: Client, coordinator: User, at: datetime) -> None:
    client.force_login(coordinator)
    preview = client.post(f"{PAGE}?nam=2026", NEW_DAY)
    state_year(year=2026, days=[special(date(2026, 1, 1))], version=0, by=coordinator, at=at)
    answer = client.post(f"{PAGE}?nam=2026", {"act": "save", "version": "0", "days": preview.context["days"]})

    assert answer.status_code == 409
    assert "PL-132" in text_of(answer)


def test_an_act_nobody_knows_and_a_person_who_may_not_edit_find_nothing(
    client: Client, coordinator: User, unit_officer: User
) -> None:
    client.force_login(coordinator)
    assert client.post(f"{PAGE}?nam=2026", {"act": "explode"}).status_code == 404
    client.force_login(unit_officer)
    assert client.post(f"{PAGE}?nam=2026", NEW_DAY).status_code == 404
