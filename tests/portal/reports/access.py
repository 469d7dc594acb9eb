"""Who may open the pages of reports. See tests/portal/config/test_access.py."""

from datetime import UTC, datetime

from thuocdo.portal.organizations.services import save_group
from thuocdo.portal.plans.services import ask_for_plans
from thuocdo.portal.reports import services
from thuocdo.portal.reports.periods import period_of

BEFORE = datetime(2026, 9, 10, 3, 0, tzinfo=UTC)
AFTER = datetime(2026, 9, 16, 3, 0, tzinfo=UTC)
NOBODY_HAS = "00000000-0000-4000-8000-000000000000"
PART = {"everybody": 404, "unit_officer": 200, "other_officer": 200, "unit_head": 200}
ALL = {"coordinator": 200, "leader": 200, "auditor": 200}
COMPILES = {"everybody": 404, "coordinator": 200}


def _round(get):
    period = period_of("quarter-3", 2026)
    get("department"), get("commune")
    day = period.due_on
    return services.open_round(
        root=get("province"), period=period, as_of=day, due_on=day, by=get("coordinator"), at=BEFORE
    )


def _section(get):
    return _round(get).sections.get(unit=get("commune"))


def _submitted(get):
    section = _section(get)
    told = {"texts": {"3": "Xong."}, "as_of": BEFORE.date(), "version": 0, "by": get("unit_head"), "at": BEFORE}
    return services.submit_section(section=section, **told)


def _report(get):
    return services.assemble_report(of=_submitted(get).round, by=get("coordinator"), at=AFTER)


def _letter(get):
    told = {"issuer": get("department"), "by": get("coordinator"), "at": AFTER}
    return services.draft_letters(of=_round(get), **told)[0]


def _work_letter(get):
    get("plan_of_one_commune")
    day = datetime(2027, 1, 5, 3, 0, tzinfo=UTC)  # the one task was due in 2026
    told = {"units": {get("commune").pk}, "by": get("coordinator"), "at": day}
    return services.draft_work_letters(root=get("province"), issuer=get("department"), **told)[0]


def _call(get):
    commune = get("commune")
    plan = get("plan_of_one_commune")
    told = {"by": get("coordinator"), "at": AFTER}
    group = save_group(key="cac-xa", name={"vi": "Các xã"}, kind="commune", within=commune.parent, **told)
    day = AFTER.date()
    return ask_for_plans(plan=plan, groups=[group], due_on=day, days_before=5, basis="", version=0, **told)


def _plan_letter(get):
    told = {"by": get("coordinator"), "at": AFTER}
    return services.draft_plan_letters(call=_call(get), issuer=get("department"), **told)[0]


def _issued_plan_letter(get):
    told = {"number": 7, "issued_on": AFTER.date(), "by": get("coordinator"), "at": AFTER}
    return services.issue_letter(letter=_plan_letter(get), **told)


def _issued_work_letter(get):
    told = {"number": 7, "issued_on": datetime(2027, 1, 5, tzinfo=UTC).date(), "by": get("coordinator")}
    return services.issue_letter(letter=_work_letter(get), at=datetime(2027, 1, 5, 3, 0, tzinfo=UTC), **told)


def _issued(get):
    told = {"number": 7, "issued_on": AFTER.date(), "by": get("coordinator"), "at": AFTER}
    return services.issue_letter(letter=_letter(get), **told)


def _at(made, rest=""):
    return lambda get: f"{made(get).get_absolute_url()}{rest}"


def _paragraph(get):
    report = _report(get)
    return f"{report.get_absolute_url()}doan/{report.paragraphs.first().pk}/"


ACCESS = [
    ("reports", "GET", "/bao-cao/", PART | ALL),
    ("reports", "POST", "/bao-cao/", {"everybody": 405}),
    ("report_round_open", "GET", "/bao-cao/mo-ky/", COMPILES),
    ("report_round_open", "POST", "/bao-cao/mo-ky/", {"everybody": 404, "coordinator": 400}),
    ("report_round", "GET", _at(_round), {"everybody": 404} | ALL),
    ("report_round", "GET", f"/bao-cao/ky/{NOBODY_HAS}/", {"everybody": 404}),
    ("report_assemble", "POST", _at(_round, "tong-hop/"), {"everybody": 404, "coordinator": 409}),
    ("report_assemble", "GET", _at(_round, "tong-hop/"), {"everybody": 405}),
    ("report_remind", "POST", _at(_round, "don-doc/"), {"everybody": 404, "coordinator": 302}),
    # A draft is its unit's alone; who compiles sees it to enter on its behalf.
    (
        "report_section",
        "GET",
        _at(_section),
        {"everybody": 404, "unit_officer": 200, "unit_head": 200, "coordinator": 200},
    ),
    ("report_section", "POST", _at(_section), {"everybody": 404}),
    ("report_section", "GET", _at(_submitted), {"everybody": 404, "unit_officer": 200, "unit_head": 200} | ALL),
    ("report", "GET", _at(_report), COMPILES),
    ("report_paragraph", "POST", _paragraph, {"everybody": 404, "coordinator": 400}),
    ("report_docx", "GET", _at(_report, "xuat.docx"), COMPILES),
    ("report_pdf", "GET", _at(_report, "xuat.pdf"), COMPILES),
    ("report_xlsx", "GET", _at(_report, "xuat.xlsx"), COMPILES),
    ("report_act", "POST", _at(_report, "trinh-ky/"), {"everybody": 404, "coordinator": 302}),
    ("report_act", "POST", _at(_report, "ban-hanh/"), {"everybody": 404, "coordinator": 400}),
    ("report_act", "POST", _at(_report, "khong-co/"), {"everybody": 404}),
    ("report_letter", "GET", _at(_letter), COMPILES),
    ("report_letter", "GET", _at(_issued), {"everybody": 404} | ALL),
    ("report_letter", "POST", _at(_issued), {"everybody": 404}),
    ("report_letter_docx", "GET", _at(_letter, "xuat.docx"), COMPILES),
    ("plan_letters_draft", "POST", _at(_call, "don-doc/"), {"everybody": 404, "coordinator": 302}),
    ("plan_letters_draft", "GET", _at(_call, "don-doc/"), {"everybody": 405}),
    ("plan_letter", "GET", _at(_plan_letter), COMPILES),
    ("plan_letter", "GET", _at(_issued_plan_letter), {"everybody": 404} | ALL),
    ("plan_letter", "POST", _at(_issued_plan_letter), {"everybody": 404}),
    ("plan_letter_docx", "GET", _at(_plan_letter, "xuat.docx"), COMPILES),
    ("work_letters", "GET", "/theo-doi/don-doc/", {"everybody": 404} | ALL),
    ("work_letters", "POST", "/theo-doi/don-doc/", {"everybody": 404, "coordinator": 409}),
    ("work_letter", "GET", _at(_work_letter), COMPILES),
    ("work_letter", "GET", _at(_issued_work_letter), {"everybody": 404} | ALL),
    ("work_letter", "POST", _at(_issued_work_letter), {"everybody": 404}),
    ("work_letter_docx", "GET", _at(_work_letter, "xuat.docx"), COMPILES),
]
