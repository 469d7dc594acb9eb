"""The app of jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Holds jobs, the clock of regular work, and the workers that live; what they do stands in the apps above."""

    name = "thuocdo.portal.jobs"
    label = "jobs"
    verbose_name = "Việc chạy nền"
