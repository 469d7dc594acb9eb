"""People, and what they are here: positions, roles, from when to when."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models.units import Unit

if TYPE_CHECKING:
    from datetime import date


class UserManager(BaseUserManager["User"]):
    """Finds people by what they log in with."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person of a user name, whatever its capitals."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person who logs in: the name colleagues know, and nothing else that the work does not need."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(_("tên đăng nhập"), max_length=64, unique=True, validators=[UnicodeUsernameValidator()])
    display_name = models.CharField(_("họ và tên"), max_length=150)
    email = models.EmailField(_("thư điện tử công vụ"), blank=True)
    is_active = models.BooleanField(_("được đăng nhập"), default=True)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=False)
    created_at = models.DateTimeField(_("tạo lúc"))

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        ordering = ("display_name", "pk")
        constraints = (
            models.UniqueConstraint(Lower("username"), name="user_name_once"),
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="user_email_once"),
        )

    def __str__(self) -> str:
        return self.display_name

    @property
    def initials(self) -> str:
        """The letters in the round mark: of the first and the last word of the name."""
        words = [word for word in self.display_name.split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


class Role(models.TextChoices):
    """What a person may do; each has pages today."""

    ADMINISTRATOR = "administrator", _("Quản trị hệ thống")
    COORDINATOR = "coordinator", _("Cơ quan thường trực CCHC")
    UNIT_OFFICER = "unit_officer", _("Công chức đầu mối")
    UNIT_HEAD = "unit_head", _("Thủ trưởng cơ quan, đơn vị")
    PROVINCE_LEADER = "province_leader", _("Lãnh đạo tỉnh")
    AUDITOR = "auditor", _("Thanh tra, kiểm tra")


class Position(models.Model):
    """A post in a unit. Work belongs to it, and passes on with it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="positions", verbose_name=_("cơ quan, đơn vị"))
    title = models.JSONField(_("chức danh"))
    desk = models.BooleanField(_("đầu mối"), default=False)
    """It has the unit's work that no position has by name; at most one post of a unit is its desk."""
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Counted up by every change, so that two heads do not overwrite each other."""

    class Meta:
        verbose_name = _("vị trí")
        verbose_name_plural = _("vị trí")
        ordering = ("unit", "-desk", "valid_from", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="position_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["unit"], condition=Q(desk=True), name="position_one_desk_a_unit"),
        )

    def __str__(self) -> str:
        return f"{self.title['vi']}, {self.unit}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("position", args=[self.public_id])

    def there_on(self, day: date) -> bool:
        """Return whether the post was there on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Membership(models.Model):
    """A person in a position of a unit with a role, from one day to another; ended, never removed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("người"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name=_("cơ quan, đơn vị"))
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("vị trí")
    )
    role = models.CharField(_("vai trò"), max_length=32, choices=Role.choices)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("vai trò của người dùng")
        verbose_name_plural = _("vai trò của người dùng")
        ordering = ("valid_from", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(valid_to__isnull=True, position__isnull=True),
                name="membership_open_once",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role", "position"],
                condition=Q(valid_to__isnull=True, position__isnull=False),
                name="membership_open_once_a_position",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"

    def holds_on(self, day: date) -> bool:
        """Return whether the membership was in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
