"""What cannot be done with reminders as asked."""

from __future__ import annotations

from thuocdo.errors import ThuocDoError


class ReminderError(ThuocDoError):
    """Mails that cannot be sent as asked (RM-…)."""
