"""Who may open the pages of work. See tests/portal/config/test_access.py."""

from datetime import UTC, date, datetime

from thuocdo.portal.evidence.services import keep_file
from thuocdo.portal.plans.models import Assignment, FileImport, Plan, Progress, Task
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.plans.services import progress as services
from thuocdo.portal.plans.services.exchange import begin_file_imports

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


THOSE_WHO_REPORT = {"everybody": 404, "unit_officer": 200, "unit_head": 200, "other_officer": 200, "coordinator": 200}
"""Those who report for a unit, and who does so on behalf of all."""


def _workbook(get):
    assignment = _assignment(get)
    return f"/tep-don-vi/tai/gso/{assignment.unit.code}.xlsx"


def _addressee(get):
    assignment = _assignment(get)
    Assignment.objects.create(task=assignment.task, addressee="Bưu điện tỉnh", part="answers", assigned_at=AT)
    return "/tep-don-vi/tai/de-nghi.xlsx?noi=B%C6%B0u%20%C4%91i%E1%BB%87n%20t%E1%BB%89nh"


def _uploaded(get):
    by = get("unit_officer")
    batch = begin_file_imports(files=[("a.xlsx", b"PK"), ("b.xlsx", b"PK2")], by=by, at=AT)
    return FileImport.objects.filter(batch=batch)[0]


OWNER = {"everybody": 404, "unit_officer": 200}
NAMES = {"everybody": 404, "unit_officer": 200, "unit_head": 200, "other_officer": 200}
"""Who says who in a unit does what: each for the own unit."""
READS_ALL = {"everybody": 404, "coordinator": 200, "leader": 200, "auditor": 200, "administrator": 200}
ACCESS = [
    ("my_work", "GET", "/viec-cua-toi/", {"everybody": 200}),
    ("approvals", "GET", "/viec-cua-toi/cho-phe-duyet/", {"everybody": 200}),
    ("assignment", "GET", _page, THEIRS),
    ("assignment", "GET", NOBODY_HAS, {"everybody": 404}),
    # Only the unit writes; an empty form is sent back to be filled in.
    ("assignment", "POST", _page, {"everybody": 404, "unit_officer": 400, "unit_head": 400}),
    ("assignment_take_over", "GET", lambda get: _page(get, "nhiem-vu-cu/"), {"everybody": 405}),
    (
        "assignment_take_over",
        "POST",
        lambda get: _page(get, "nhiem-vu-cu/"),
        {"everybody": 404, "unit_officer": 302, "unit_head": 302},
    ),
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
    ("exchange", "GET", "/tep-don-vi/", THOSE_WHO_REPORT),
    ("exchange", "GET", lambda get: _page(get) and "/tep-don-vi/?den-ngay=2026-09-30", THOSE_WHO_REPORT),
    (
        "exchange_zip",
        "GET",
        lambda get: _page(get) and "/tep-don-vi/tat-ca.zip",
        {**THOSE_WHO_REPORT, "other_officer": 404},
    ),
    ("exchange_unit", "GET", _workbook, {**THOSE_WHO_REPORT, "other_officer": 404}),
    ("exchange_addressee", "GET", _addressee, {"everybody": 404, "coordinator": 200}),
    ("exchange_upload", "GET", "/tep-don-vi/gui/", {"everybody": 405}),
    (
        "exchange_upload",
        "POST",
        "/tep-don-vi/gui/",
        {"everybody": 404, "unit_officer": 400, "unit_head": 400, "other_officer": 400, "coordinator": 400},
    ),
    # While they wait, files are their owner's alone.
    ("exchange_batch", "GET", lambda get: f"/tep-don-vi/lan/{_uploaded(get).batch}/", OWNER),
    ("exchange_batch", "POST", lambda get: f"/tep-don-vi/lan/{_uploaded(get).batch}/", {**OWNER, "unit_officer": 400}),
    ("exchange_import", "GET", lambda get: _uploaded(get).get_absolute_url(), OWNER),
    ("exchange_import", "POST", lambda get: _uploaded(get).get_absolute_url(), {"everybody": 404}),
    ("followup_csv", "GET", lambda get: _page(get) and "/theo-doi/xuat.csv", {"everybody": 200}),
]
ACCESS += [
    ("my_work", "GET", "/viec-cua-toi/?cua=don-vi", {"everybody": 200}),
    ("my_work", "GET", "/viec-cua-toi/?cua=khac", {"everybody": 404}),
    ("naming", "GET", lambda get: _page(get) and "/viec-cua-toi/giao-viec/", NAMES),
    ("naming", "GET", "/viec-cua-toi/giao-viec/?don-vi=gso-99999", {"everybody": 404}),
    ("assignment_officer", "GET", lambda get: _page(get, "phu-trach/"), {"everybody": 405}),
    # Nothing chosen is nothing found; those who may name get as far as that.
    ("assignment_officer", "POST", lambda get: _page(get, "phu-trach/"), {"everybody": 404}),
    ("unattended", "GET", lambda get: _page(get) and "/theo-doi/chua-co-nguoi/", READS_ALL),
]
