from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "thuocdo.portal.results"
    label = "results"
    verbose_name = "Kết quả"
