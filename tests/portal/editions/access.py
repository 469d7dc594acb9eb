"""Who may open the pages of editions. See tests/portal/config/test_access.py."""

MAY_ENTER = {"everybody": 404, "coordinator": 200, "administrator": 200}


def _edition(get, rest=""):
    get("edition")
    return f"/bo-chi-so/qd766/2022/{rest}"


def _draft(get, rest=""):
    return f"/bo-chi-so/qd766/2022/{rest}?ban={get('draft_edition').revision}"


ACCESS = [
    ("editions", "GET", "/bo-chi-so/", {"everybody": 200}),
    ("edition", "GET", _edition, {"everybody": 200}),
    ("edition", "GET", "/bo-chi-so/qd766/1999/", {"everybody": 404}),
    ("edition", "GET", _draft, MAY_ENTER),
    ("edition_export", "GET", lambda get: _edition(get, "bo-chi-so.xlsx"), {"everybody": 200}),
    ("criterion", "GET", lambda get: _edition(get, "tieu-chi/CKMB/"), {"everybody": 200}),
    ("criterion", "GET", lambda get: _edition(get, "tieu-chi/1.1/"), {"everybody": 200}),
    ("criterion", "GET", lambda get: _edition(get, "tieu-chi/khong-co/"), {"everybody": 404}),
    ("edition_import", "GET", "/bo-chi-so/nhap/", MAY_ENTER),
    ("edition_import", "POST", "/bo-chi-so/nhap/", {"everybody": 404, "coordinator": 400, "administrator": 400}),
    ("edition_template", "GET", "/bo-chi-so/nhap/mau.xlsx", MAY_ENTER),
    ("edition_apply", "GET", lambda get: _edition(get, "ap-dung/"), {"everybody": 405}),
    (
        "edition_apply",
        "POST",
        lambda get: _draft(get, "ap-dung/"),
        {"everybody": 404, "coordinator": 302, "administrator": 302},
    ),
    ("edition_discard", "GET", lambda get: _edition(get, "xoa/"), {"everybody": 405}),
    (
        "edition_discard",
        "POST",
        lambda get: _draft(get, "xoa/"),
        {"everybody": 404, "coordinator": 302, "administrator": 302},
    ),
]
