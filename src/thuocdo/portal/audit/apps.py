from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "thuocdo.portal.audit"
    label = "audit"
    verbose_name = "Nhật ký"
