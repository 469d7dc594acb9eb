"""Writing reminders: one function for each thing that can happen."""

from thuocdo.portal.reminders.services.preferences import change_preference
from thuocdo.portal.reminders.services.sending import Summary, plan_of, send_due, send_now

__all__ = ["Summary", "change_preference", "plan_of", "send_due", "send_now"]
