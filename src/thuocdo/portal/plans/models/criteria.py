"""The editions whose criteria a plan's tasks serve, and which criterion each of them serves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.plans.models.plans import Plan
from thuocdo.portal.plans.models.tasks import Task


class PlanEdition(models.Model):
    """An edition among whose criteria those of a plan are looked for; by name, so that a correction of it counts."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="editions")
    index = models.CharField(_("chỉ số"), max_length=60)
    edition = models.CharField(_("bản"), max_length=40)

    class Meta:
        verbose_name = _("Bộ Chỉ số của kế hoạch")
        verbose_name_plural = _("Bộ Chỉ số của kế hoạch")
        ordering = ("plan", "index", "edition")
        constraints = (models.UniqueConstraint(fields=["plan", "index", "edition"], name="plan_edition_once"),)

    def __str__(self) -> str:
        return f"{self.index}/{self.edition}"


class TaskCriterion(models.Model):
    """Which criterion a task serves. What a person said stays; what the program found is found anew each time."""

    class Why(models.TextChoices):
        """What speaks for it."""

        TITLE = "title", _("cùng tên tiêu chí")
        CODE = "code", _("cùng số với Bộ Chỉ số")
        WORDS = "words", _("lời văn giống nhau")
        REMEMBERED = "remembered", _("đã xác nhận trước đây")
        NOTHING = "nothing", _("không tiêu chí nào giống")
        PERSON = "person", _("do người chọn")

    task = models.OneToOneField(Task, models.CASCADE, related_name="serves")
    index = models.CharField(_("chỉ số"), max_length=60, blank=True)
    edition = models.CharField(_("bản"), max_length=40, blank=True)
    code = models.CharField(_("tiêu chí"), max_length=60, blank=True)
    """Empty where nothing is like it, or a person said that it serves none."""
    words = models.CharField(max_length=300, blank=True)
    """What the plan prints of the criterion, folded: the same words are not asked about twice."""
    likeness = models.DecimalField(_("độ giống"), max_digits=4, decimal_places=3)
    why = models.CharField(_("vì"), max_length=10, choices=Why)
    taken = models.BooleanField(_("đã nhận"), default=False)
    """It counts: certain, or said by a person."""
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("tiêu chí của nhiệm vụ")
        verbose_name_plural = _("tiêu chí của nhiệm vụ")
        constraints = (
            models.CheckConstraint(
                condition=Q(why__in=("title", "code", "words", "remembered", "nothing", "person")),
                name="task_criterion_why_is_known",
            ),
            models.CheckConstraint(
                condition=Q(index="", edition="", code="") | ~(Q(index="") | Q(edition="") | Q(code="")),
                name="task_criterion_is_named_whole",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(taken=True), name="task_criterion_confirmed_counts"
            ),
        )
        indexes = (models.Index(fields=["index", "edition", "code"], name="task_of_criterion"),)

    def __str__(self) -> str:
        return f"{self.task} → {self.index}/{self.edition} {self.code}"

    @property
    def chosen(self) -> str:
        """What a page shows and sends back: index, edition and code, or nothing."""
        return f"{self.index}/{self.edition}|{self.code}" if self.code else ""
