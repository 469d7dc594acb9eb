"""Who may open the pages of reminders. See tests/portal/config/test_access.py."""

from datetime import UTC, datetime

from thuocdo.portal.reminders.models import Mail

AT = datetime(2026, 10, 8, 1, 0, tzinfo=UTC)
NOBODY_HAS = "00000000-0000-4000-8000-000000000000"
READS = {"everybody": 404, "coordinator": 200, "administrator": 200}


def _mail(get):
    mail = Mail.objects.create(
        user=get("unit_officer"),
        day=AT.date(),
        state="sent",
        subject="Nhắc việc",
        things=1,
        reserved_at=AT,
        settled_at=AT,
    )
    return mail.get_absolute_url()


ACCESS = [
    ("reminders", "GET", "/nhac-viec/", READS),
    ("reminders", "GET", "/nhac-viec/?tinh-trang=khong-co", {"everybody": 404}),
    ("reminders", "POST", "/nhac-viec/", {"everybody": 405}),
    ("reminder_preview", "GET", "/nhac-viec/sap-gui/", READS),
    ("reminder_send_now", "GET", "/nhac-viec/gui-ngay/", {"everybody": 405}),
    ("reminder_send_now", "POST", "/nhac-viec/gui-ngay/", {"everybody": 404}),
    # One's own mail may be read again; others' are for who follows the work.
    ("reminder_mail", "GET", _mail, {**READS, "unit_officer": 200}),
    ("reminder_mail", "GET", f"/nhac-viec/thu/{NOBODY_HAS}/", {"everybody": 404}),
    ("reminder_preference", "GET", "/ho-so/nhac-viec/", {"everybody": 200}),
    ("reminder_preference", "POST", "/ho-so/nhac-viec/", {"everybody": 400}),
]
