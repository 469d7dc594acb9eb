"""The app of pages that combine rooms."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Has no tables: it reads through the doors of the apps below."""

    name = "thuocdo.portal.dashboards"
    label = "dashboards"
