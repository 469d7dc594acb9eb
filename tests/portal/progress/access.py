"""Who may open the pages of work. See tests/portal/config/test_access.py."""

from datetime import UTC, date, datetime

from thuocdo.portal.evidence.services import keep_file
from thuocdo.portal.plans.models import Assignment, Plan, Progress, Task
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.services import progress as services

AT = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)
NOBODY_HAS = "/nhiem-vu/00000000-0000-4000-8000-000000000000/"
THEIRS = {"everybody": 200, "other_officer": 404}
"""Those of the unit, and those who read everything; another unit's officer does not find it."""


def _assignment(get):
    plan = Plan.objects.create(
        unit=get("province"),
        state="assigned",
        effective_on=date(2026, 2, 3),
        subject="Kế hoạch mẫu",
        created_at=AT,
        assigned_at=AT,
    )
    task = Task.objects.create(
        plan=plan,
        key="1",
        position=1,
        state="confirmed",
        content="Công khai số điện thoại",
        original={},
        confidence=1,
        confirmed_at=AT,
    )
    return Assignment.objects.create(task=task, unit=get("commune"), part="does", assigned_at=AT)


def _page(get, rest=""):
    return f"/nhiem-vu/{_assignment(get).public_id}/{rest}"


def _report(get, *, sent=True):
    assignment = _assignment(get)
    said = Content(text="Đã làm", as_of=date(2026, 10, 7))
    write = services.send_report if sent else services.save_report
    write(assignment=assignment, content=said, version=0, by=get("unit_officer"), at=AT)
    return assignment


def _decide(get):
    return f"/nhiem-vu/{_report(get).public_id}/quyet-dinh/"


def _proof(get):
    assignment = _report(get, sent=False)
    officer = get("unit_officer")
    document = keep_file(unit=assignment.unit, name="a.pdf", content=b"%PDF-1.7\n", by=officer, at=AT)
    report = Progress.objects.get()
    services.attach_document(report=report, document=document, product=False, by=officer, at=AT)
    return assignment, document


def _detach(get):
    assignment, document = _proof(get)
    return f"/nhiem-vu/{assignment.public_id}/tai-lieu/{document.public_id}/go/"


ACCESS = [
    ("my_work", "GET", "/viec-cua-toi/", {"everybody": 200}),
    ("approvals", "GET", "/viec-cua-toi/cho-phe-duyet/", {"everybody": 200}),
    ("assignment", "GET", _page, THEIRS),
    ("assignment", "GET", NOBODY_HAS, {"everybody": 404}),
    # Only the unit writes; an empty form is sent back to be filled in.
    ("assignment", "POST", _page, {"everybody": 404, "unit_officer": 400, "unit_head": 400}),
    ("assignment_repeat", "GET", lambda get: _page(get, "nhu-ky-truoc/"), {"everybody": 405}),
    (
        "assignment_repeat",
        "POST",
        lambda get: _page(get, "nhu-ky-truoc/"),
        {"everybody": 404, "unit_officer": 302, "unit_head": 302},
    ),
    ("assignment_decide", "GET", _decide, {"everybody": 405}),
    # Without an act nothing is decided, whoever asks.
    ("assignment_decide", "POST", _decide, {"everybody": 404}),
    (
        "assignment_enter",
        "GET",
        lambda get: _page(get, "nhap-thay/"),
        {"everybody": 404, "coordinator": 200},
    ),
    (
        "assignment_enter",
        "POST",
        lambda get: _page(get, "nhap-thay/"),
        {"everybody": 404, "coordinator": 400},
    ),
    ("assignment_detach", "GET", _detach, {"everybody": 405}),
    ("assignment_detach", "POST", _detach, {"everybody": 404, "unit_officer": 302, "unit_head": 302}),
    # What is attached to a report is seen by those who see the report.
    ("evidence_download", "GET", lambda get: _proof(get)[1].get_absolute_url(), THEIRS),
    ("followup", "GET", "/theo-doi/", {"everybody": 200}),
    (
        "followup",
        "GET",
        lambda get: _page(get) and "/theo-doi/?han=sap-den-han&tinh-trang=dang-soan",
        {"everybody": 200},
    ),
    ("followup", "GET", "/theo-doi/?han=bay-gio", {"everybody": 404}),
    ("followup", "GET", "/theo-doi/?ke-hoach=khong-co", {"everybody": 404}),
    ("followup_matrix", "GET", lambda get: _page(get) and "/theo-doi/ma-tran/", {"everybody": 200}),
    ("followup_matrix", "GET", "/theo-doi/ma-tran/", {"everybody": 200}),
    ("followup_calendar", "GET", lambda get: _page(get) and "/theo-doi/lich/?thang=2026-12", {"everybody": 200}),
    ("followup_calendar", "GET", "/theo-doi/lich/?thang=2026-13", {"everybody": 404}),
    ("followup_xlsx", "GET", lambda get: _page(get) and "/theo-doi/xuat.xlsx", {"everybody": 200}),
    ("followup_csv", "GET", lambda get: _page(get) and "/theo-doi/xuat.csv", {"everybody": 200}),
]
