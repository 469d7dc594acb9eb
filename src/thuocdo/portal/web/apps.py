from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "thuocdo.portal.web"
    label = "web"
    verbose_name = "Giao diện"
