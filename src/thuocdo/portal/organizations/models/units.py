"""Units and their eras. A code is re-used across the reform of 2025, so a unit is a code of a scheme in an era."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date


class Kind(models.TextChoices):
    """What a unit is."""

    MINISTRY = "ministry", _("Bộ, ngành")
    PROVINCE = "province", _("Tỉnh, thành phố")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    DISTRICT = "district", _("Quận, huyện (cũ)")
    COMMUNE = "commune", _("Xã, phường, đặc khu")


class Unit(models.Model):
    """A province, a commune, a department … from one day to another."""

    scheme = models.CharField(_("hệ mã"), max_length=32)
    code = models.CharField(_("mã"), max_length=32)
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    name = models.JSONField(_("tên"))
    designation = models.CharField(_("gọi là"), max_length=32, blank=True)
    """The official word before the name: “tỉnh”, “xã”; empty where the name holds it."""
    full_name = models.CharField(_("tên đầy đủ"), max_length=300)
    """With what the unit is called in front and, for one that is gone, “(cũ)” behind: “tỉnh Yên Bái (cũ)”."""
    folded = models.CharField(max_length=300, db_index=True, editable=False)
    """The name without diacritics, for the search."""
    sort_key = models.CharField(max_length=600, db_index=True, editable=False)
    """The name in the order of the Vietnamese alphabet."""
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    source = models.CharField(_("nguồn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        ordering = ("sort_key", "pk")
        constraints = (
            models.UniqueConstraint(fields=["scheme", "code", "valid_from"], name="unit_code_once_per_era"),
            models.UniqueConstraint(
                fields=["scheme", "code"],
                condition=Q(valid_from__isnull=True),
                name="unit_code_once_where_start_is_unknown",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="unit_kind_is_known"),
        )
        indexes = (models.Index(fields=["parent", "kind", "sort_key"], name="unit_children"),)

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """Return the address of its page, by code and, for an era that is over, the day it began."""
        if self.valid_to is not None and self.valid_from is not None:
            return reverse("unit_of_era", args=[self.scheme, self.code, self.valid_from.isoformat()])
        return reverse("unit", args=[self.scheme, self.code])

    def exists_on(self, day: date) -> bool:
        """Return whether the unit was there on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


class UnitCode(models.Model):
    """Another system's code for a unit, such as ``H21.227`` in the 766 index."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="codes")
    scheme = models.CharField(_("hệ mã"), max_length=32)
    code = models.CharField(_("mã"), max_length=32)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mã khác của đơn vị")
        verbose_name_plural = _("mã khác của đơn vị")
        constraints = (models.UniqueConstraint(fields=["scheme", "code"], name="unit_code_names_one_unit"),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class UnitName(models.Model):
    """A name that a unit also goes by or went by: a short form, an earlier name."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(_("tên"), max_length=300)
    folded = models.CharField(max_length=300, db_index=True, editable=False)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("tên khác của đơn vị")
        verbose_name_plural = _("tên khác của đơn vị")
        constraints = (models.UniqueConstraint(fields=["unit", "name"], name="unit_name_once"),)

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One old unit that went, whole or in part, into one new unit."""

    predecessor = models.ForeignKey(Unit, models.CASCADE, related_name="became")
    successor = models.ForeignKey(Unit, models.CASCADE, related_name="came_from")
    effective = models.DateField(_("từ ngày"))
    extent = models.CharField(_("phần chuyển sang"), max_length=16)
    """``whole``, ``main part`` or ``part``."""
    weight = models.CharField(_("tỷ trọng"), max_length=32, blank=True)
    """The predecessor's share in the successor, as decimal text; empty where no source states it."""
    basis = models.CharField(_("cách tính tỷ trọng"), max_length=300, blank=True)
    source = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sắp xếp đơn vị")
        verbose_name_plural = _("sắp xếp đơn vị")
        constraints = (
            models.UniqueConstraint(fields=["predecessor", "successor", "effective"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_is_between_two_units"),
            models.CheckConstraint(
                condition=Q(weight="") | ~Q(basis=""), name="succession_weight_says_how_it_was_made"
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class UnitGroup(models.Model):
    """A rule that names units, such as “UBND cấp xã”; who they are depends on the day."""

    key = models.SlugField(_("khóa"), unique=True)
    name = models.JSONField(_("tên"))
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    within = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("thuộc"))

    class Meta:
        verbose_name = _("nhóm đơn vị")
        verbose_name_plural = _("nhóm đơn vị")

    def __str__(self) -> str:
        return str(self.name["vi"])


class Deployment(models.Model):
    """What this installation serves: the tree of units under one root."""

    root = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị gốc"))

    class Meta:
        verbose_name = _("bản cài đặt")
        verbose_name_plural = _("bản cài đặt")
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="deployment_has_one_root"),)

    def __str__(self) -> str:
        return str(self.root)
