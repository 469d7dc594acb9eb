"""Plans that units owe under a plan of the province, and which of its tasks each task of theirs carries out."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models import Unit, UnitGroup
from thuocdo.portal.plans.models.plans import Plan
from thuocdo.portal.plans.models.tasks import Task


class PlanCall(models.Model):
    """What a plan of the province asks of units: a plan of their own by a day."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="call")
    due_on = models.DateField(_("hạn gửi"))
    basis = models.CharField(_("căn cứ"), max_length=500, blank=True)
    """Where it is asked: the words of the plan or a letter; empty where the coordinator alone said so."""
    groups = models.ManyToManyField(UnitGroup, related_name="+")
    days_before = models.PositiveSmallIntegerField(_("xong trước hạn của tỉnh, ngày làm việc"))
    """How many working days before the province's due day the unit's part is to be done."""
    version = models.PositiveIntegerField(default=1)
    """Counted up by every change, so that two people do not overwrite each other."""
    saved_at = models.DateTimeField(_("lưu lúc"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("yêu cầu đơn vị lập kế hoạch")
        verbose_name_plural = _("yêu cầu đơn vị lập kế hoạch")

    def __str__(self) -> str:
        return str(self.plan)

    def get_absolute_url(self) -> str:
        """Return the address of its register."""
        return reverse("unit_plans", args=[self.plan.public_id])


class OwedPlan(models.Model):
    """The plan that one unit owes, from the day it is asked for until the coordinator has it."""

    class State(models.TextChoices):
        """Where it is; ``docs/workflow.md`` says who may do what in each."""

        MISSING = "missing", _("Chưa gửi")
        WAITING = "waiting", _("Chờ Thủ trưởng duyệt")
        RETURNED = "returned", _("Đề nghị bổ sung")
        SENT = "sent", _("Đã gửi")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(PlanCall, models.PROTECT, related_name="owed")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.MISSING)
    plan = models.OneToOneField(Plan, models.PROTECT, null=True, related_name="owed")
    """The unit's plan as it was read; nothing where only number and day of the paper are known."""
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    sent_on = models.DateField(_("ngày gửi"), null=True, blank=True)
    """The day it was first sent: a plan that was returned and sent again is not late for that."""
    source = models.CharField(_("nhập thay theo"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Counted up by every change, so that two people do not overwrite each other."""

    class Meta:
        verbose_name = _("kế hoạch của đơn vị")
        verbose_name_plural = _("kế hoạch của đơn vị")
        ordering = ("call", "unit__sort_key", "pk")
        constraints = (
            models.UniqueConstraint(fields=["call", "unit"], name="owed_plan_once_a_unit"),
            models.CheckConstraint(
                condition=Q(state__in=("missing", "waiting", "returned", "sent")), name="owed_plan_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_on__isnull=False, issued_on__isnull=False) & ~Q(number=""),
                name="owed_plan_sent_has_number_and_days",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}: {self.call}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("unit_plan", args=[self.public_id])


class OwedPlanAct(models.Model):
    """One act on the plan that a unit owes. Added, never changed."""

    class Act(models.TextChoices):
        """What was done."""

        SUBMITTED = "submitted", _("Trình Thủ trưởng")
        SENT = "sent", _("Gửi kế hoạch")
        ENTERED = "entered", _("Nhập thay")
        RETURNED = "returned", _("Đề nghị bổ sung")

    owed = models.ForeignKey(OwedPlan, models.CASCADE, related_name="acts")
    act = models.CharField(_("việc"), max_length=10, choices=Act)
    reason = models.TextField(_("lý do"), blank=True)
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("việc trên kế hoạch của đơn vị")
        verbose_name_plural = _("việc trên kế hoạch của đơn vị")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(act__in=("submitted", "sent", "entered", "returned")), name="owed_plan_act_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(act="returned") | ~Q(reason=""), name="owed_plan_is_returned_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.owed}: {self.act}"


class TaskTie(models.Model):
    """Which task of the province a task of a unit's plan carries out; confirmed with none, it is the unit's own."""

    class Why(models.TextChoices):
        """What speaks for it."""

        CODE = "code", _("cùng số thứ tự")
        CRITERION = "criterion", _("cùng tiêu chí")
        WORDS = "words", _("lời văn giống nhau")
        NOTHING = "nothing", _("không nhiệm vụ nào giống")
        PERSON = "person", _("do người chọn")

    own = models.OneToOneField(Task, models.CASCADE, related_name="tie")
    serves = models.ForeignKey(Task, models.PROTECT, null=True, related_name="carried_out_by")
    likeness = models.DecimalField(_("độ giống"), max_digits=4, decimal_places=3)
    """Of the words of both, from 0 to 1."""
    why = models.CharField(_("vì"), max_length=10, choices=Why)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("nhiệm vụ của đơn vị và của tỉnh")
        verbose_name_plural = _("nhiệm vụ của đơn vị và của tỉnh")
        constraints = (
            models.CheckConstraint(
                condition=Q(why__in=("code", "criterion", "words", "nothing", "person")), name="task_tie_why_is_known"
            ),
            models.CheckConstraint(condition=~Q(own=models.F("serves")), name="task_tie_is_between_two_tasks"),
        )

    def __str__(self) -> str:
        return f"{self.own} → {self.serves or '–'}"
