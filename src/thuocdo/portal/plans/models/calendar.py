"""The days offices work, as an officer of this installation states them: whole years, each day with its basis."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CalendarYear(models.Model):
    """One year whose days were stated here; its days are taken whole from this table, other years from the package."""

    year = models.PositiveSmallIntegerField(_("năm"), unique=True)
    version = models.PositiveIntegerField(default=1)
    """Counted up by every change, so that two people do not overwrite each other."""
    saved_at = models.DateTimeField(_("lưu lúc"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("năm của lịch làm việc")
        verbose_name_plural = _("năm của lịch làm việc")
        ordering = ("year",)

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """One day of a stated year that is not what its weekday says."""

    class Kind(models.TextChoices):
        """Why it is not; the values are those of ``thuocdo.vietnamese.workdays.DayKind``."""

        HOLIDAY = "holiday", _("Nghỉ lễ, Tết")
        OFF = "off", _("Nghỉ bù, nghỉ hoán đổi")
        WORK = "work", _("Làm bù")

    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    day = models.DateField(_("ngày"), unique=True)
    kind = models.CharField(_("loại"), max_length=8, choices=Kind)
    vi = models.CharField(_("tên"), max_length=200)
    en = models.CharField(_("tên tiếng Anh"), max_length=200)
    source = models.CharField(_("căn cứ"), max_length=300)
    """The document that made it so, with its number and day."""

    class Meta:
        verbose_name = _("ngày của lịch làm việc")
        verbose_name_plural = _("ngày của lịch làm việc")
        ordering = ("day",)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=("holiday", "off", "work")), name="calendar_kind_is_known"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(vi=""), name="calendar_day_has_name_and_basis"),
        )

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.vi}"
