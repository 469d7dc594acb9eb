"""Who may open the pages of plans. See tests/portal/config/test_access.py."""

from thuocdo.portal.plans.models import Task

COORDINATOR = {"everybody": 404, "coordinator": 200}
SAMPLE = "/ke-hoach/nhap/mau/ke-hoach-mau.docx"
READERS = {"everybody": 404, "coordinator": 200, "leader": 200, "auditor": 200, "administrator": 200}
IN_FORCE = {"everybody": 200, "other_officer": 404}
"""The plan of these rows is assigned, to xã Vân Canh among others but not to xã Ia Dom."""
NOBODY = "00000000-0000-4000-8000-000000000000"


def _plan(rest="", *, assigned=True):
    def path(get):
        return f"/ke-hoach/{get('plan_of_one_commune' if assigned else 'waiting_plan').public_id}/{rest}"

    return path


def _task(before, *, assigned=True):
    def path(get):
        plan = get("plan_of_one_commune" if assigned else "waiting_plan")
        return f"/ke-hoach/{plan.public_id}/{before}/{Task.objects.filter(plan=plan)[0].public_id}/"

    return path


def _owed(rest=""):
    return lambda get: f"/ke-hoach-don-vi/{get('owed_by_one_commune').public_id}/{rest}"


def _register(rest=""):
    return lambda get: f"/ke-hoach/{get('owed_by_one_commune').call.plan.public_id}/don-vi/{rest}"


CASCADE = [
    ("unit_plans", "GET", _register(), READERS),
    ("unit_plans", "GET", f"/ke-hoach/{NOBODY}/don-vi/", {"everybody": 404}),
    ("unit_plans_call", "GET", _register("yeu-cau/"), COORDINATOR),
    ("unit_plans_call", "POST", _register("yeu-cau/"), {"everybody": 404, "coordinator": 400}),
    ("unit_plans_xlsx", "GET", _register("xuat.xlsx"), READERS),
    ("unit_plans_csv", "GET", _register("xuat.csv"), READERS),
    ("unit_plan", "GET", _owed(), {"everybody": 200, "other_officer": 404}),
    (
        "unit_plan_bring",
        "POST",
        _owed("nhap/"),
        {"everybody": 404, "coordinator": 400, "unit_officer": 400, "unit_head": 400},
    ),
    ("unit_plan_act", "POST", _owed("viec/"), {"everybody": 404}),
    ("unit_plan_tie", "POST", _owed("doi-chieu/"), {"everybody": 404}),
]

ACCESS = [
    *CASCADE,
    ("plan_criteria", "GET", _plan("tieu-chi/"), READERS),
    ("plan_criteria", "POST", _plan("tieu-chi/"), {"everybody": 404}),
    ("calendar", "GET", "/lich-lam-viec/", {"everybody": 200}),
    ("calendar", "POST", "/lich-lam-viec/", {"everybody": 404}),
    ("calendar_csv", "GET", "/lich-lam-viec/2026.csv", {"everybody": 200}),
    ("calendar_csv", "GET", "/lich-lam-viec/2024.csv", {"everybody": 404}),
    ("plans", "GET", "/ke-hoach/", {"everybody": 200}),
    ("plan_import", "GET", "/ke-hoach/nhap/", COORDINATOR),
    ("plan_import", "POST", "/ke-hoach/nhap/", {"everybody": 404, "coordinator": 400}),
    ("plan_sample", "GET", SAMPLE, COORDINATOR),
    ("plan_draft", "GET", lambda get: f"/ke-hoach/nhap/{get('waiting_draft').public_id}/", COORDINATOR),
    (
        "plan_draft",
        "POST",
        lambda get: f"/ke-hoach/nhap/{get('waiting_draft').public_id}/",
        {"everybody": 404, "coordinator": 400},
    ),
    ("plan", "GET", _plan(), IN_FORCE),
    ("plan", "GET", _plan(assigned=False), READERS),
    ("plan", "GET", f"/ke-hoach/{NOBODY}/", {"everybody": 404}),
    ("plan_lines", "GET", _plan("toan-van/"), READERS),
    ("plan_docx", "GET", _plan("xuat.docx"), READERS),
    ("plan_xlsx", "GET", _plan("xuat.xlsx"), READERS),
    ("plan_pdf", "GET", _plan("xuat.pdf"), READERS),
    ("plan_docx", "GET", _plan("xuat.docx?trang-thai=mat"), {"everybody": 404}),
    ("plan_file", "GET", _plan("tep/1/"), READERS),
    ("plan_file", "GET", _plan("tep/2/"), {"everybody": 404}),
    ("plan_withdraw", "GET", _plan("bo/", assigned=False), {"everybody": 405}),
    ("plan_withdraw", "POST", _plan("bo/", assigned=False), {"everybody": 404, "coordinator": 302}),
    ("plan_task", "GET", _task("nhiem-vu"), IN_FORCE),
    ("plan_queue", "GET", _plan("xac-nhan/", assigned=False), COORDINATOR),
    ("plan_queue", "POST", _plan("xac-nhan/", assigned=False), {"everybody": 404, "coordinator": 302}),
    ("plan_task_act", "GET", _task("xac-nhan"), {"everybody": 405}),
    ("plan_task_act", "POST", _task("xac-nhan"), {"everybody": 404}),
    ("plan_name", "GET", _plan("ten-goi/", assigned=False), {"everybody": 405}),
    ("plan_name", "POST", _plan("ten-goi/", assigned=False), {"everybody": 404, "coordinator": 409}),
    ("plan_assign", "GET", _plan("phan-cong/", assigned=False), COORDINATOR),
    ("plan_assign", "POST", _plan("phan-cong/", assigned=False), {"everybody": 404, "coordinator": 409}),
]
