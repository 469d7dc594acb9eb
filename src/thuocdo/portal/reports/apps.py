"""The app of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Holds rounds of reporting, the sections of units, the provincial report and letters to those who are late."""

    name = "thuocdo.portal.reports"
    label = "reports"
    verbose_name = "Báo cáo"
