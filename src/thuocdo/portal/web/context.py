"""The context processor of the frame: menu, scope, the person's initials. Queries run only where a page is drawn."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.web import registry

if TYPE_CHECKING:
    from django.http import HttpRequest

SECTIONS = {"now": "", "year": _("Công việc trong năm"), "house": _("Tổ chức, thiết lập")}
BAR_PLACES = 2
"""Places of the phone's bar between home and the menu."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return ``frame``: what the base template draws around every page, worked out when it is first asked for."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> dict[str, Any]:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"scope": registry.Scope(), "sections": [], "phone": [], "current": "", "opened": ""}
    lines = [
        {
            "key": entry.key,
            "label": entry.label,
            "short": entry.short or entry.label,
            "url": reverse(entry.url_name),
            "icon": entry.icon,
            "section": entry.section,
            "under": entry.under,
            "phone": entry.phone,
            "count": entry.count(request) if entry.count else None,
        }
        for entry in registry.menu_for(request)
    ]
    ordered = sorted(lines, key=lambda line: list(SECTIONS).index(str(line["section"])))
    current = _current(request.path, lines)
    return {
        "scope": registry.scope_of(request),
        "current": current,
        "opened": next((line["under"] for line in lines if line["key"] == current and line["under"]), current),
        "sections": [
            {"title": SECTIONS[section], "lines": list(found)}
            for section, found in groupby(ordered, key=lambda line: str(line["section"]))
        ],
        "phone": sorted((line for line in lines if line["phone"]), key=lambda line: line["phone"] or 0)[:BAR_PLACES],
    }


def _current(path: str, lines: list[dict[str, Any]]) -> str:
    """Return the key of the line whose address is the longest beginning of the present one."""
    above = [line for line in lines if path.startswith(line["url"]) and line["url"] != "/"]
    return (
        max(above, key=lambda line: len(line["url"]))["key"]
        if above
        else {"/": "home", reverse("search"): "search"}.get(path, "")
    )
