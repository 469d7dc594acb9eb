from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "thuocdo.portal.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
