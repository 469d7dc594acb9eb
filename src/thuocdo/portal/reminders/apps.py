"""The app of reminders."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """Holds what people were reminded of by e-mail, and how often each wants to be."""

    name = "thuocdo.portal.reminders"
    label = "reminders"
    verbose_name = "Nhắc việc"
