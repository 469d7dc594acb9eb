"""Who may open the pages of units and people. See tests/portal/config/test_access.py."""

ADMINISTRATOR_ONLY = {"everybody": 404, "administrator": 200}


def _person(get, rest=""):
    return f"/nguoi-dung/{get('auditor').public_id}/{rest}"


ACCESS = [
    ("units", "GET", "/don-vi/", {"everybody": 200}),
    ("unit", "GET", "/don-vi/gso/52/", {"everybody": 200}),
    ("unit", "GET", "/don-vi/gso/99999/", {"everybody": 404}),
    ("unit_of_era", "GET", "/don-vi/gso/52/2025-07-01/", {"everybody": 200}),
    ("unit_of_era", "GET", "/don-vi/gso/52/hom-qua/", {"everybody": 404}),
    ("profile", "GET", "/ho-so/", {"everybody": 200}),
    ("people", "GET", "/nguoi-dung/", ADMINISTRATOR_ONLY),
    ("person_add", "GET", "/nguoi-dung/them/", ADMINISTRATOR_ONLY),
    ("person_add", "POST", "/nguoi-dung/them/", {"everybody": 404, "administrator": 400}),
    ("person", "GET", _person, ADMINISTRATOR_ONLY),
    ("membership_grant", "POST", lambda get: _person(get, "vai-tro/"), {"everybody": 404, "administrator": 400}),
    ("membership_grant", "GET", lambda get: _person(get, "vai-tro/"), {"everybody": 405}),
    ("person_password", "POST", lambda get: _person(get, "mat-khau/"), ADMINISTRATOR_ONLY),
    ("person_login", "POST", lambda get: _person(get, "dang-nhap/"), {"everybody": 404, "administrator": 302}),
    (
        "membership_end",
        "GET",
        lambda get: f"/vai-tro/{get('auditor').memberships.get().public_id}/ket-thuc/",
        ADMINISTRATOR_ONLY,
    ),
]
