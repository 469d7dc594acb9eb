"""Who may open the pages of the 766 index. See tests/portal/config/test_access.py."""

MAY_IMPORT = {"everybody": 404, "coordinator": 200, "administrator": 200}
MAY_NOT_SEND_NOTHING = {"everybody": 404, "coordinator": 400, "administrator": 400}


def _unit(get, rest=""):
    get("day")
    return f"/bo-chi-so/766/don-vi/H21.133/{rest}"


def _day(get, rest):
    return f"/bo-chi-so/766/{rest}{get('day').pk}/"


def _draft(get):
    return f"/bo-chi-so/766/nhap/{get('draft').public_id}/"


ACCESS = [
    ("qd766", "GET", "/bo-chi-so/766/", {"everybody": 200}),
    ("qd766", "GET", lambda get: get("day") and "/bo-chi-so/766/", {"everybody": 200}),
    ("qd766", "GET", "/bo-chi-so/766/?ngay=hom-qua", {"everybody": 404}),
    ("qd766", "POST", "/bo-chi-so/766/", {"everybody": 405}),
    ("qd766_xlsx", "GET", lambda get: get("day") and "/bo-chi-so/766/xuat.xlsx", {"everybody": 200}),
    ("qd766_csv", "GET", lambda get: get("day") and "/bo-chi-so/766/xuat.csv", {"everybody": 200}),
    ("qd766_csv", "GET", "/bo-chi-so/766/xuat.csv", {"everybody": 404}),
    ("qd766_snapshots", "GET", "/bo-chi-so/766/lich-su/", {"everybody": 200}),
    ("qd766_snapshot", "GET", lambda get: _day(get, "lich-su/"), {"everybody": 200}),
    ("qd766_snapshot", "GET", "/bo-chi-so/766/lich-su/999999/", {"everybody": 404}),
    ("qd766_import", "GET", "/bo-chi-so/766/nhap/", MAY_IMPORT),
    ("qd766_import", "POST", "/bo-chi-so/766/nhap/", MAY_NOT_SEND_NOTHING),
    # An upload is its owner's alone: another person who may import does not find it.
    ("qd766_preview", "GET", _draft, {"everybody": 404, "coordinator": 200}),
    ("qd766_unit", "GET", _unit, {"everybody": 200}),
    ("qd766_unit", "GET", "/bo-chi-so/766/don-vi/H99.999/", {"everybody": 404}),
    ("qd766_unit_history", "GET", lambda get: _unit(get, "lich-su/"), {"everybody": 200}),
    ("qd766_why", "GET", lambda get: _unit(get, "PETITION_PROCESSING_ON_TIME/"), {"everybody": 200}),
    ("qd766_why", "GET", lambda get: _unit(get, "KHONG_CO/"), {"everybody": 404}),
]
