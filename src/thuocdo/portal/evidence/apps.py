"""The app of evidence."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Holds documents; what they prove stands in the apps above, which tell through ``doors`` who may see them."""

    name = "thuocdo.portal.evidence"
    label = "evidence"
    verbose_name = "Tài liệu kiểm chứng"
