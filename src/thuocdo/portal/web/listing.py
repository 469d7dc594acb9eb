"""Lists: a page of rows, filters as chips, addresses that keep what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from thuocdo.vietnamese.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpRequest

ROWS = 50


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, size: int = ROWS) -> Page[Any]:
    """Return the page of a list that the address asks for (``?trang=``), the nearest one if there is no such page."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))


def with_choice(request: HttpRequest, name: str, value: str) -> str:
    """Return the present address with one choice changed, on its first page."""
    query = request.GET.copy()
    query.pop("trang", None)
    if value:
        query[name] = value
    else:
        query.pop(name, None)
    return f"?{query.urlencode()}" if query else request.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One choice of a filter."""

    label: str
    url: str
    count: str = ""
    on: bool = False

    @classmethod
    def of(cls, request: HttpRequest, name: str, value: str, count: str = "", label: str = "") -> Chip:
        """Return the chip that sets ``name`` to ``value`` in the present address; an empty value means all."""
        return cls(
            label=label or _("Tất cả"),
            url=with_choice(request, name, value),
            count=format_number(Decimal(count)) if count.isdecimal() else count,
            on=request.GET.get(name, "") == value,
        )
