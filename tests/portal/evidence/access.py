"""Who may open documents. See tests/portal/config/test_access.py."""

from datetime import UTC, datetime

from thuocdo.portal.evidence.services import keep_file

NOBODY_HAS = "/tai-lieu/00000000-0000-4000-8000-000000000000/"


def _own(get):
    document = keep_file(
        unit=get("commune"),
        name="bao-cao.pdf",
        content=b"%PDF-1.7\n",
        by=get("unit_officer"),
        at=datetime(2026, 10, 8, 3, 0, tzinfo=UTC),
    )
    return document.get_absolute_url()


ACCESS = [
    # Attached to nothing, it is its owner's alone; what it is attached to opens it (tests/portal/plans).
    ("evidence_download", "GET", _own, {"everybody": 404, "unit_officer": 200}),
    ("evidence_download", "POST", _own, {"everybody": 405}),
    ("evidence_download", "GET", NOBODY_HAS, {"everybody": 404}),
]
