from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "thuocdo.portal.editions"
    label = "editions"
    verbose_name = "Bộ Chỉ số"
