"""What goes out on a morning, to whom; never twice, whatever breaks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.audit.models import Event
from thuocdo.portal.organizations.models import Membership, User
from thuocdo.portal.plans.models import OwedPlan, OwedPlanAct, Plan, PlanCall
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.services.progress import return_report, save_report, send_report
from thuocdo.portal.reminders import services
from thuocdo.portal.reminders.models import Mail, MorningRound, Telling
from thuocdo.portal.reminders.problems import ReminderError
from thuocdo.portal.reports.periods import period_of
from thuocdo.portal.reports.services import open_round

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.mail import EmailMessage

    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.plans.models import Assignment, Progress

    Mailed = Callable[[], dict[str, EmailMessage]]

DAY = timedelta(days=1)


def titles(mail: EmailMessage) -> list[str]:
    """Return the headings and lines of a mail without its addresses."""
    return [line for line in str(mail.body).splitlines() if line.startswith("- ") or line.isupper() or line[-1:] == ")"]


def test_each_person_is_told_once_what_concerns_that_person(
    work: dict[str, Assignment], morning_at: datetime, mailed: Mailed
) -> None:
    summary = services.send_due(at=morning_at)

    assert titles(mailed()["can_bo"]) == [
        "VIỆC ĐÃ QUÁ HẠN (1)",
        "- 1.1 Niêm yết quy trình (Kế hoạch 12/KH-UBND): hạn 05/10/2026, quá hạn 3 ngày",
        "VIỆC SẮP ĐẾN HẠN (2)",
        "- 1.2 Tập huấn ký số (Kế hoạch 12/KH-UBND): hạn 09/10/2026, còn 1 ngày làm việc",
        "- 1.3 Rà soát biểu mẫu (Kế hoạch 12/KH-UBND): hạn 14/10/2026, còn 4 ngày làm việc",
    ]
    assert titles(mailed()["thu_truong"]) == [
        "VIỆC QUÁ HẠN CỦA CƠ QUAN, ĐƠN VỊ (1)",
        "- 1.1 Niêm yết quy trình (Kế hoạch 12/KH-UBND): hạn 05/10/2026, quá hạn 3 ngày",
    ]
    assert titles(mailed()["dau_moi"]) == [
        "CƠ QUAN, ĐƠN VỊ CÓ VIỆC QUÁ HẠN (1)",
        "- Xã Vân Canh: 1 việc quá hạn: quá hạn lâu nhất 3 ngày",
    ]
    assert (summary.sent, summary.things, str(summary)) == (3, 5, "3 thư đã gửi")


def test_the_mail_says_its_counts_links_to_pages_and_reads_in_both_forms(
    work: dict[str, Assignment], morning_at: datetime, mailed: Mailed
) -> None:
    services.send_due(at=morning_at)
    mail = mailed()["can_bo"]

    assert mail.subject == "Nhắc việc 08/10/2026: 1 việc quá hạn, 2 việc sắp đến hạn"
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"
    address = f"http://127.0.0.1:8000/nhiem-vu/{work['overdue'].public_id}/"
    html, kind = mail.alternatives[0]  # type: ignore[attr-defined]  # it has alternatives: that is claimed here
    assert address in str(mail.body)
    assert f'href="{address}"' in html
    assert kind == "text/html"


def test_run_again_the_same_day_nothing_goes_out(
    work: dict[str, Assignment], morning_at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    services.send_due(at=morning_at)
    again = services.send_due(at=morning_at + timedelta(hours=3))

    assert len(mailoutbox) == 3
    assert again.why_not == "đã nhắc việc của hôm nay"


def test_the_next_morning_tells_only_what_is_new(
    work: dict[str, Assignment], morning_at: datetime, mailoutbox: list[EmailMessage], mailed: Mailed
) -> None:
    services.send_due(at=morning_at)
    mailoutbox.clear()
    services.send_due(at=morning_at + DAY)
    assert mailoutbox == [], "the task of today was told yesterday as near"

    services.send_due(at=morning_at + 4 * DAY)  # Monday: the task of Friday is overdue now
    assert titles(mailed()["can_bo"]) == [
        "VIỆC ĐÃ QUÁ HẠN (1)",
        "- 1.2 Tập huấn ký số (Kế hoạch 12/KH-UBND): hạn 09/10/2026, quá hạn 3 ngày",
    ]


def test_what_stays_overdue_is_told_again_after_a_week(
    work: dict[str, Assignment], morning_at: datetime, mailoutbox: list[EmailMessage], mailed: Mailed
) -> None:
    services.send_due(at=morning_at)
    mailoutbox.clear()
    services.send_due(at=morning_at + 7 * DAY)

    assert any("Niêm yết quy trình" in line and "quá hạn 10 ngày" in line for line in titles(mailed()["can_bo"]))
    assert Telling.objects.filter(base__endswith="2026-10-05:overdue", user__username="can_bo").count() == 2


@pytest.mark.parametrize(
    ("hours", "why"),
    [(-1, "chưa đến giờ nhắc việc 07:30"), (48, "hôm nay không phải ngày làm việc")],
)
def test_no_round_before_its_hour_or_on_a_day_off(
    work: dict[str, Assignment], morning_at: datetime, mailoutbox: list[EmailMessage], hours: int, why: str
) -> None:
    summary = services.send_due(at=morning_at + timedelta(hours=hours))

    assert (summary.why_not, mailoutbox) == (why, [])
    assert not MorningRound.objects.exists()


def test_a_morning_without_news_sends_nothing_and_is_done(addressed: None, morning_at: datetime) -> None:
    assert str(services.send_due(at=morning_at)) == "không có việc mới để nhắc"
    assert MorningRound.objects.get().mails == 0
    assert not Event.objects.filter(action="reminders.morning.sent").exists()


def test_requests_to_bodies_outside_remind_nobody(
    give: Callable[..., Assignment], addressed: None, morning_at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    give(None, "Tham gia giám sát", "2026-10-05", addressee="Hội Cựu chiến binh tỉnh")

    services.send_due(at=morning_at)

    assert mailoutbox == []


def test_without_an_officer_the_head_is_told_and_told_that_nobody_is_named(
    work: dict[str, Assignment], unit_officer: User, morning_at: datetime, mailed: Mailed
) -> None:
    Membership.objects.filter(user=unit_officer).update(valid_to=date(2026, 9, 1))

    services.send_due(at=morning_at)

    lines = titles(mailed()["thu_truong"])
    assert "- Xã Vân Canh chưa có công chức đầu mối: " in " ".join(lines)
    assert "VIỆC SẮP ĐẾN HẠN (2)" in lines
    assert "VIỆC QUÁ HẠN CỦA CƠ QUAN, ĐƠN VỊ (1)" not in lines, "the head has it as work to do, once"
    assert "can_bo" not in mailed()


def test_units_with_nobody_at_all_are_counted_for_the_coordinator(
    give: Callable[..., Assignment], other_commune: Unit, addressed: None, morning_at: datetime, mailed: Mailed
) -> None:
    give(other_commune, "Niêm yết quy trình", "2026-12-20")

    services.send_due(at=morning_at)

    assert "1 cơ quan, đơn vị có việc mà chưa có ai nhận nhắc việc" in str(mailed()["dau_moi"].body)


def said(assignment: Assignment, by: User, at: datetime) -> Progress:
    content = Content(text="Đã niêm yết", as_of=date(2026, 10, 7), done=True)
    report = save_report(assignment=assignment, content=content, version=0, by=by, at=at)
    return send_report(assignment=assignment, content=content, version=report.version, by=by, at=at)


def test_a_report_that_was_sent_waits_for_the_head_and_the_officer_is_left_alone(
    work: dict[str, Assignment], unit_officer: User, morning_at: datetime, mailed: Mailed
) -> None:
    said(work["overdue"], unit_officer, morning_at - DAY)

    services.send_due(at=morning_at)

    assert "Niêm yết" not in str(mailed()["can_bo"].body)
    assert titles(mailed()["thu_truong"]) == [
        "BÁO CÁO CHỜ PHÊ DUYỆT (1)",
        "- 1.1 Niêm yết quy trình (Kế hoạch 12/KH-UBND): chờ Thủ trưởng phê duyệt; hạn 05/10/2026, đã quá hạn",
    ]


def test_each_return_is_told_once(
    work: dict[str, Assignment], unit_officer: User, unit_head: User, morning_at: datetime, mailed: Mailed
) -> None:
    sent = said(work["later"], unit_officer, morning_at - DAY)
    return_report(report=sent, reason="Thiếu ảnh", by=unit_head, at=morning_at - DAY)

    services.send_due(at=morning_at)

    assert "- 1.4 Tổng kết năm (Kế hoạch 12/KH-UBND): được đề nghị bổ sung; lý do ghi ở đầu trang" in titles(
        mailed()["can_bo"]
    )


def test_who_has_no_address_is_not_written_to_and_keeps_the_news_for_later(
    work: dict[str, Assignment], unit_officer: User, morning_at: datetime, mailed: Mailed
) -> None:
    User.objects.filter(pk=unit_officer.pk).update(email="")
    services.send_due(at=morning_at)
    assert "can_bo" not in mailed()

    User.objects.filter(pk=unit_officer.pk).update(email="can_bo@example.vn")
    services.send_due(at=morning_at + DAY)
    assert "Niêm yết quy trình" in str(mailed()["can_bo"].body)


def test_who_chose_a_weekly_rhythm_or_none_is_heard(
    work: dict[str, Assignment], unit_officer: User, unit_head: User, morning_at: datetime, mailed: Mailed
) -> None:
    services.change_preference(wants=False, rhythm="daily", by=unit_head, at=morning_at)
    services.change_preference(wants=True, rhythm="weekly", by=unit_officer, at=morning_at)
    services.send_due(at=morning_at)
    assert "thu_truong" not in mailed()
    first = mailed()["can_bo"]

    services.send_due(at=morning_at + DAY)
    assert mailed()["can_bo"] is first


# ── At once ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_one_unit_can_be_reminded_at_once_and_not_twice_on_a_day(
    work: dict[str, Assignment], commune: Unit, coordinator: User, morning_at: datetime, mailed: Mailed
) -> None:
    early = morning_at - timedelta(hours=2)
    summary = services.send_now(unit=commune, by=coordinator, at=early)

    assert (summary.sent, sorted(mailed())) == (2, ["can_bo", "thu_truong"])
    event = Event.objects.get(action="reminders.unit.sent_now")
    assert (event.by_id, event.now) == (coordinator.pk, {"things": 4, "sent": 2})
    with pytest.raises(ReminderError, match="RM-102"):
        services.send_now(unit=commune, by=coordinator, at=early)
    services.send_due(at=morning_at)
    assert sorted(mailed()) == ["can_bo", "dau_moi", "thu_truong"]
    assert Mail.objects.filter(asked_by=coordinator).count() == 2


def test_at_once_tells_nothing_that_was_told(
    work: dict[str, Assignment], commune: Unit, coordinator: User, morning_at: datetime
) -> None:
    services.send_due(at=morning_at)

    with pytest.raises(ReminderError, match="RM-101"):
        services.send_now(unit=commune, by=coordinator, at=morning_at + DAY)


# ── What else a unit owes ────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def owed(plan: Plan, commune: Unit, coordinator: User, addressed: None, morning_at: datetime) -> OwedPlan:
    """The plan of its own that xã Vân Canh owes since Monday."""
    told = {"days_before": 5, "saved_at": morning_at, "saved_by": coordinator}
    call = PlanCall.objects.create(plan=plan, due_on=date(2026, 10, 5), **told)
    return OwedPlan.objects.create(call=call, unit=commune)


def test_a_plan_of_its_own_that_a_unit_owes_is_told_like_a_task(
    owed: OwedPlan, unit_officer: User, unit_head: User, morning_at: datetime, mailed: Mailed
) -> None:
    services.send_due(at=morning_at)

    assert "- Kế hoạch của đơn vị thực hiện Kế hoạch 12/KH-UBND: hạn 05/10/2026, quá hạn 3 ngày" in titles(
        mailed()["can_bo"]
    )
    assert "thu_truong" in mailed()


@pytest.mark.parametrize(
    ("state", "act", "told"),
    [
        ("waiting", "submitted", ("thu_truong", "chờ Thủ trưởng phê duyệt")),
        ("returned", "returned", ("can_bo", "được đề nghị bổ sung")),
    ],
)
def test_a_plan_that_was_submitted_or_returned_is_told_to_whose_turn_it_is(
    owed: OwedPlan,
    unit_officer: User,
    morning_at: datetime,
    mailed: Mailed,
    state: str,
    act: str,
    told: tuple[str, str],
) -> None:
    OwedPlan.objects.filter(pk=owed.pk).update(state=state)
    OwedPlanAct.objects.create(owed=owed, act=act, reason="Thiếu phụ lục", at=morning_at - DAY, by=unit_officer)

    services.send_due(at=morning_at)

    who, said = told
    assert said in str(mailed()[who].body)


def test_what_a_unit_gave_itself_is_told_in_the_unit_and_not_to_the_province(
    work: dict[str, Assignment], plan: Plan, morning_at: datetime, mailed: Mailed
) -> None:
    Plan.objects.filter(pk=plan.pk).update(carries_out=plan)  # any plan will do

    services.send_due(at=morning_at)

    assert "Niêm yết quy trình" in str(mailed()["can_bo"].body)
    assert "dau_moi" not in mailed()


def test_a_section_and_its_round_are_told_to_unit_and_coordinator(
    province: Unit, commune: Unit, unit_officer: User, coordinator: User, addressed: None, morning_at: datetime,
    mailed: Mailed,
) -> None:  # fmt: skip
    period = period_of("quarter-3", 2026)
    opened = {"as_of": period.due_on, "due_on": date(2026, 10, 7), "by": coordinator, "at": morning_at - 9 * DAY}
    open_round(root=province, period=period, **opened)

    services.send_due(at=morning_at)

    assert f"- Báo cáo {period.title}: hạn 07/10/2026, quá hạn 1 ngày" in titles(mailed()["can_bo"])
    assert f"- {period.title}: 2/2 đơn vị chưa gửi: hạn gửi 07/10/2026, quá hạn 1 ngày" in titles(mailed()["dau_moi"])
