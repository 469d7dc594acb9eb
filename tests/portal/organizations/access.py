"""Who may open the pages of units and people. See tests/portal/config/test_access.py."""

from datetime import UTC, date, datetime

from thuocdo.portal.organizations.models import Handover, Position

ADMINISTRATOR_ONLY = {"everybody": 404, "administrator": 200}


def _person(get, rest=""):
    return f"/nguoi-dung/{get('auditor').public_id}/{rest}"


AT = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)
ARRANGES = {"everybody": 404, "unit_head": 302, "coordinator": 302, "administrator": 302}
"""Who arranges the positions of xã Vân Canh."""
READS = {
    "everybody": 404,
    "unit_officer": 200,
    "unit_head": 200,
    "coordinator": 200,
    "auditor": 200,
    "administrator": 200,
}


def _position(get):
    title = {"vi": "Công chức địa chính"}
    return Position.objects.create(unit=get("commune"), title=title, valid_from=date(2025, 7, 1))


def _post(get, rest=""):
    return f"/vi-tri/{_position(get).public_id}/{rest}"


def _held(get):
    held = get("unit_officer").memberships.get()
    held.position = _position(get)
    held.save()
    return f"/vai-tro/{held.public_id}/ban-giao/"


def _handover(get, rest="", *, state="waiting"):
    giver = get("unit_officer")
    made = Handover.objects.create(
        membership=giver.memberships.get(),
        unit=get("commune"),
        role="unit_officer",
        giver=giver,
        receiver=None if state == "vacant" else get("other_officer"),
        day=date(2026, 10, 8),
        reason="Điều động",
        state=state,
        made_at=AT,
        made_by=get("administrator"),
    )
    return f"/ban-giao/{made.public_id}/{rest}"


PARTIES = {"everybody": 200, "leader": 404}
"""Giver, receiver, the unit's head, and who arranges or inspects."""
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
    ("positions", "GET", lambda get: get("commune") and "/don-vi/gso/21994/vi-tri/", READS),
    ("positions", "GET", "/don-vi/gso/99999/vi-tri/", {"everybody": 404}),
    (
        "positions",
        "POST",
        lambda get: get("commune") and "/don-vi/gso/21994/vi-tri/",
        {"everybody": 404, "unit_head": 400, "coordinator": 400, "administrator": 400},
    ),
    ("position", "GET", _post, READS),
    ("position", "GET", "/vi-tri/00000000-0000-4000-8000-000000000000/", {"everybody": 404}),
    (
        "position_rename",
        "POST",
        lambda get: _post(get, "ten/"),
        {name: 400 if code == 302 else code for name, code in ARRANGES.items()},
    ),
    ("position_rename", "GET", lambda get: _post(get, "ten/"), {"everybody": 405}),
    ("position_desk", "POST", lambda get: _post(get, "dau-moi/"), ARRANGES),
    (
        "position_give",
        "POST",
        lambda get: _post(get, "nguoi-giu/"),
        {name: 400 if code == 302 else code for name, code in ARRANGES.items()},
    ),
    (
        "position_end",
        "POST",
        lambda get: _post(get, "ket-thuc/"),
        {name: 400 if code == 302 else code for name, code in ARRANGES.items()},
    ),
    ("membership_relieve", "GET", _held, {name: 200 if code == 302 else code for name, code in ARRANGES.items()}),
    # Without a position there is nothing that a head may take away.
    (
        "membership_relieve",
        "GET",
        lambda get: f"/vai-tro/{get('unit_officer').memberships.get().public_id}/ban-giao/",
        {"everybody": 404},
    ),
    ("handovers", "GET", "/ban-giao/", {"everybody": 200}),
    ("handovers", "GET", "/ban-giao/?tinh-trang=khac", {"everybody": 404}),
    ("handover", "GET", _handover, PARTIES),
    ("handover_minutes", "GET", lambda get: _handover(get, "bien-ban.docx"), PARTIES),
    ("handover_confirm", "POST", lambda get: _handover(get, "nhan/"), {"everybody": 404, "other_officer": 400}),
    (
        "handover_receiver",
        "POST",
        lambda get: _handover(get, "nguoi-nhan/", state="vacant"),
        {"everybody": 404, "unit_head": 400, "coordinator": 400, "administrator": 400},
    ),
]
