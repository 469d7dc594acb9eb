"""Snapshots of the 766 index: the score of a period as it stood on one day, kept as published.

Figures are canonical decimal text; the numeric columns beside them serve sorting and filtering, never arithmetic.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from thuocdo.portal.results.periods import Period


class Snapshot(models.Model):
    """One day's figures of one period, imported whole."""

    class State(models.TextChoices):
        """Which of a day's imports is shown."""

        CURRENT = "current", _("Đang dùng")
        REPLACED = "replaced", _("Đã có bản thay thế")
        ASIDE = "aside", _("Giữ riêng vì thiếu hơn bản đang dùng")

    index = models.CharField(_("chỉ số"), max_length=60)
    edition = models.ForeignKey("editions.Edition", models.PROTECT, related_name="+", verbose_name=_("Bộ Chỉ số"))
    period_kind = models.CharField(_("loại kỳ"), max_length=10)
    period_start = models.DateField(_("kỳ từ"))
    period_end = models.DateField(_("kỳ đến"))
    business_date = models.DateField(_("ngày số liệu"))
    fetched_at = models.DateTimeField(_("lấy số liệu lúc"), null=True)
    """Empty where the source tells the day and not the hour."""
    state = models.CharField(_("trạng thái"), max_length=10, choices=State)
    complete = models.BooleanField(_("đủ các nhóm tiêu chí"))
    groups = models.JSONField(_("các nhóm có số liệu"))
    coverage = models.JSONField(_("số đơn vị có trong tệp"))
    """Kind of unit -> {"present": …, "expected": … or null}."""
    files = models.JSONField(_("tệp nguồn"))
    """[{"name", "sha256", "size"}]."""
    fingerprint = models.CharField(max_length=64)
    """Of what the files say about this day, whatever their order."""
    left_out = models.JSONField(_("để lại"), default=dict)
    notes = models.JSONField(_("cảnh báo"), default=list)
    """Warnings of the import, as problems: code, place, params."""
    source = models.CharField(_("nguồn"), max_length=300)
    library_version = models.CharField(max_length=40)
    imported_at = models.DateTimeField(_("nhập lúc"))
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người nhập")
    )

    class Meta:
        verbose_name = _("số liệu ngày")
        verbose_name_plural = _("số liệu ngày")
        ordering = ("-business_date", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["index", "period_kind", "period_start", "business_date"],
                condition=Q(state="current"),
                name="snapshot_one_current_a_day",
            ),
            models.UniqueConstraint(fields=["index", "fingerprint"], name="snapshot_imported_once"),
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="snapshot_period_ends_last"),
        )

    def __str__(self) -> str:
        with override("vi"):  # the journal keeps names, in one language whoever reads them
            return f"{self.index} {self.period}, số liệu ngày {self.business_date:%d/%m/%Y}"

    @property
    def period(self) -> Period:
        """Return the period that its figures speak of."""
        return Period(kind=self.period_kind, start=self.period_start, end=self.period_end)  # type: ignore[arg-type]  # written from a Period

    @property
    def provisional(self) -> bool:
        """Tell whether the period was still open on its day."""
        return self.period.is_open(self.business_date)


class SnapshotUnit(models.Model):
    """One unit in a snapshot: its published total, groups and rank, and its place among those with figures."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="units")
    unit = models.ForeignKey("organizations.Unit", models.PROTECT, null=True, related_name="+")
    """Empty where nobody has said which unit it is; its figures are kept all the same."""
    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=300)
    folded = models.CharField(max_length=300)
    sort_name = models.CharField(max_length=400)
    kind = models.CharField(_("loại"), max_length=12)
    parent_code = models.CharField(_("thuộc"), max_length=40, blank=True)
    total = models.CharField(_("tổng điểm"), max_length=40, blank=True)
    total_value = models.FloatField(null=True)
    rank = models.PositiveIntegerField(_("hạng công bố"), null=True)
    rank_of = models.PositiveIntegerField(_("trên tổng số"), null=True)
    computed_rank = models.PositiveIntegerField(_("thứ tự trong số có số liệu"), null=True)
    computed_of = models.PositiveIntegerField(_("số đơn vị có số liệu"), null=True)
    band = models.CharField(_("loại"), max_length=60, blank=True)
    delta = models.CharField(_("thay đổi do nguồn công bố"), max_length=40, blank=True)
    petitions = models.PositiveIntegerField(_("phản ánh, kiến nghị"), null=True)
    groups = models.JSONField(_("điểm các nhóm"))
    """Group -> canonical decimal text; a group without a score is absent."""
    group_values = models.JSONField()

    class Meta:
        verbose_name = _("đơn vị trong số liệu ngày")
        constraints = (models.UniqueConstraint(fields=["snapshot", "code"], name="snapshot_unit_once"),)
        indexes = (
            models.Index(fields=["snapshot", "kind", "rank"], name="snapshot_unit_by_rank"),
            models.Index(fields=["code"], name="snapshot_unit_history"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def among(self) -> str:
        """Return how many units of its kind have figures, of how many there are: "20/135"."""
        mine = (self.kind, self.parent_code)
        parts = (part for part in self.snapshot.coverage if (part["kind"], part["parent"]) == mine)
        expected = next((part["expected"] for part in parts), None)
        return f"{self.computed_of}/{expected}" if expected else str(self.computed_of)


class UnitFigures(models.Model):
    """Everything that was published of one unit, and what was computed from it; the two never mix."""

    row = models.OneToOneField(SnapshotUnit, models.CASCADE, primary_key=True, related_name="figures")
    published = models.JSONField()
    """Criterion -> {"inputs": {…: text or null}, "official": text or null, "kept": {…}, "state": …}."""
    computed = models.JSONField()
    """Criterion -> {"state", "points", "refused"}: made with the snapshot's edition and library version."""
    inputs_sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("số liệu của đơn vị")

    def __str__(self) -> str:
        return f"{self.row_id}"
