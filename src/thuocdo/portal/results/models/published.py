"""Results that others published: one figure of one source each, kept as printed.

Two sources that disagree are two rows. A figure that the same source corrects is a new row; the old one is kept and
says when it was replaced. Scores are canonical decimal text; the numeric column beside serves sorting alone.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PublishedImport(models.Model):
    """One file of published results that was taken in whole."""

    file_name = models.CharField(_("tệp"), max_length=200)
    sha256 = models.CharField(_("dấu vân tay của tệp"), max_length=64)
    fingerprint = models.CharField(max_length=64, unique=True)
    """Of what the file says, whatever its order, line ends and blanks."""
    figures_count = models.PositiveIntegerField(_("số liệu thêm mới"))
    replaced_count = models.PositiveIntegerField(_("số liệu được thay"), default=0)
    same_count = models.PositiveIntegerField(_("số liệu đã có"), default=0)
    warnings = models.JSONField(_("chỗ cần xem lại"), default=list)
    library_version = models.CharField(max_length=40)
    imported_at = models.DateTimeField(_("nhập lúc"))
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người nhập")
    )

    class Meta:
        verbose_name = _("lần nhập kết quả công bố")
        verbose_name_plural = _("các lần nhập kết quả công bố")
        ordering = ("-imported_at", "-id")

    def __str__(self) -> str:
        return self.file_name


class PublishedFigure(models.Model):
    """One figure of one source: a total or a part, of one province and year, or of many provinces together."""

    index = models.CharField(_("chỉ số"), max_length=40)
    """As the library writes it: ``PAR INDEX``, ``SIPAS``, ``PAPI``."""
    year = models.PositiveIntegerField(_("năm"))
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, related_name="+")
    """The province of that year; empty for a mean or an extreme of many."""
    province = models.CharField(_("tỉnh, thành phố"), max_length=200)
    """Its name; what is no province begins with ``_``."""
    component = models.CharField(_("phần"), max_length=60)
    score = models.CharField(_("điểm"), max_length=40, blank=True)
    score_value = models.FloatField(null=True)
    max_points = models.CharField(_("điểm tối đa"), max_length=40, blank=True)
    rank = models.PositiveIntegerField(_("hạng"), null=True)
    ranked = models.PositiveIntegerField(_("trên tổng số"), null=True)
    group = models.CharField(_("nhóm"), max_length=60, blank=True)
    basis = models.CharField(_("căn cứ của điểm"), max_length=20, blank=True)
    rank_basis = models.CharField(_("căn cứ của hạng"), max_length=20, blank=True)
    source = models.CharField(_("nguồn"), max_length=500, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)
    row = models.PositiveIntegerField(_("dòng trong tệp"), null=True)
    brought_by = models.ForeignKey(PublishedImport, models.PROTECT, related_name="figures")
    replaced_at = models.DateTimeField(_("được thay lúc"), null=True)

    class Meta:
        verbose_name = _("số liệu công bố")
        verbose_name_plural = _("số liệu công bố")
        ordering = ("index", "year", "province", "component", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["index", "year", "province", "component", "source"],
                condition=Q(replaced_at__isnull=True),
                name="published_figure_once_a_source",
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(ranked__isnull=True) | Q(rank__lte=F("ranked")),
                name="published_rank_within_ranked",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, province__gt="") | Q(unit__isnull=True, province__startswith="_"),
                name="published_figure_of_a_province_or_of_many",
            ),
        )
        indexes = (
            models.Index(fields=["index", "component", "year"], name="published_by_year"),
            models.Index(fields=["unit", "index", "year"], name="published_of_unit"),
        )

    def __str__(self) -> str:
        return f"{self.index} {self.year}, {self.province}, {self.component}"
