"""Fills the registries once Django is up."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "thuocdo.portal.config"
    label = "config"
    verbose_name = "Cấu hình"

    def ready(self) -> None:
        from thuocdo.portal.config import pages  # noqa: PLC0415 (models are there only now)

        pages.fill()
