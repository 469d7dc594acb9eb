"""The journal: rows that are only ever added, each sealed with the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable


class EventIsPermanentError(TypeError):
    """Somebody's code tried to change or remove an event: a bug, never a person's mistake."""


class EventQuerySet(models.QuerySet["Event"]):
    """Events can be read and added, nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise EventIsPermanentError(f"events are never changed: {sorted(kwargs)}")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise EventIsPermanentError("events are never removed")


class Event(models.Model):
    """One thing that somebody did."""

    at = models.DateTimeField(_("lúc"), db_index=True)
    action = models.CharField(_("việc"), max_length=100, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người làm")
    )
    by_name = models.CharField(_("tên người làm khi đó"), max_length=200)
    subject_type = models.CharField(_("loại đối tượng"), max_length=100)
    subject_id = models.CharField(max_length=64)
    subject_name = models.CharField(_("đối tượng khi đó"), max_length=300)
    was = models.JSONField(_("trước"), null=True)
    now = models.JSONField(_("sau"), null=True)
    address = models.GenericIPAddressField(_("từ địa chỉ"), null=True)
    agent = models.CharField(_("trình duyệt"), max_length=200, blank=True)
    previous_seal = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự kiện")
        verbose_name_plural = _("nhật ký")
        ordering = ("-id",)
        indexes = (models.Index(fields=["subject_type", "subject_id", "-id"], name="event_of_subject"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name}: {self.action} {self.subject_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event.

        :raises EventIsPermanentError: if it is there already.
        """
        if not self._state.adding:
            raise EventIsPermanentError("events are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise EventIsPermanentError("events are never removed")


class Head(models.Model):
    """The seal of the newest event, in one row: whoever adds an event holds it, so that the chain never forks."""

    seal = models.CharField(max_length=64)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="audit_has_one_head"),)

    def __str__(self) -> str:
        return self.seal


def fields_under_seal(event: Event) -> Iterable[tuple[str, Any]]:
    """Return what an event's seal covers, by name."""
    return (
        ("at", event.at.isoformat()),
        ("action", event.action),
        ("by", event.by_id),
        ("by_name", event.by_name),
        ("subject", [event.subject_type, event.subject_id, event.subject_name]),
        ("was", event.was),
        ("now", event.now),
        ("address", event.address),
        ("agent", event.agent),
        ("previous", event.previous_seal),
    )
