"""What this app gives to the shared pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.dashboards.access import may_read_journal
from thuocdo.portal.dashboards.cards import CARDS
from thuocdo.portal.web.registry import MenuEntry

MENU = (
    MenuEntry(
        key="journal",
        label=_("Nhật ký"),
        url_name="journal",
        icon="audit",
        section="house",
        order=95,
        allowed=may_read_journal,
    ),
    MenuEntry(key="help", label=_("Hướng dẫn"), url_name="help", icon="help", section="house", order=99),
)
__all__ = ["CARDS", "MENU"]
