"""Filters and tags of every template (built in: no ``{% load %}``): figures in Vietnamese, and the small components."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.errors import Problem, Severity
from thuocdo.portal.web.forms import language
from thuocdo.vietnamese import dates, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.core.paginator import Page
    from django.forms import BaseForm, BoundField
    from django.utils.functional import Promise

register = template.Library()

Number = Decimal | int
_OUR_CODE: Final = re.compile(r"[A-Z]{2}-\d{3}")


class Absent(StrEnum):
    """Why there is no number. Each looks different, and none looks like zero."""

    MISSING = "missing"
    NOTHING_AROSE = "nothing_arose"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


_ABSENT: Final[dict[Absent, str | Promise]] = {
    Absent.MISSING: gettext_lazy("Chưa có số liệu"),
    Absent.NOTHING_AROSE: gettext_lazy("Không phát sinh"),
    Absent.NOT_APPLICABLE: gettext_lazy("Không áp dụng"),
    Absent.UNKNOWN: gettext_lazy("Chưa xác định"),
}


# ── Figures and days ─────────────────────────────────────────────────────────────────────────────────────────────────
def _decimal(value: Number | str) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(value)


@register.filter
def number(value: Number | str, digits: int | None = None) -> str:
    """Return a number as offices write it: 1.234,5."""
    return numbers.format_number(_decimal(value), digits)


@register.filter
def points(value: Number | str, digits: int = 2) -> str:
    """Return points with two decimals unless told otherwise."""
    return numbers.format_points(_decimal(value), digits)


@register.filter
def percent(value: Number | str, digits: int = 2) -> str:
    """Return a share (0.8929) as a percentage (89,29%)."""
    return numbers.format_percent(_decimal(value) * 100, digits)


@register.filter
def change(value: Number | str, digits: int = 2) -> str:
    """Return a change with its sign: +1,68."""
    return numbers.format_change(_decimal(value), digits)


@register.filter
def rank_of(rank: int | None, among: int | None) -> str:
    """Return a rank with how many it is among, or that there is none; never a bare rank."""
    if rank is None:
        return _("Chưa xếp hạng")
    return f"{rank}/{among}" if among is not None else _("%(rank)s (chưa rõ trong bao nhiêu)") % {"rank": rank}


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a day as 14/07/2025; of a moment, the day it was in Vietnam."""
    if value is None:
        return ""
    return dates.format_date(timezone.localdate(value) if isinstance(value, datetime) else value)


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment as a clock in Vietnam showed it."""
    if value is None:
        return ""
    written = dates.format_moment(value)
    return written.replace(" ngày ", " on ") if language() == "en" else written


@register.filter
def text(value: Mapping[str, str] | str | None) -> str:
    """Return a text of data ``{vi, en?}`` in the language of the page, Vietnamese where there is no other."""
    if value is None or isinstance(value, str):
        return value or ""
    return value.get(language()) or value["vi"]


@register.simple_tag
def figure(
    value: Number | str | None, kind: str = "points", *, absent: str = "missing", url: str = "", low: bool = False
) -> SafeString:
    """Draw a figure, a door to its reason where ``url`` is given; or say which kind of nothing stands here.

    :param kind: ``points``, ``number``, ``percent`` or ``change``.
    :param absent: why there is no value, one of :class:`Absent`.
    :param low: whether it is points lost (drawn in red).
    """
    if value is None or value == "":
        state = Absent(absent)
        return format_html('<span class="absent absent-{}">{}</span>', state.value, _ABSENT[state])
    written = {"points": points, "number": number, "percent": percent, "change": change}[kind](value)
    css = "figure lost" if low else "figure"
    if url:
        return format_html('<a class="{} door" href="{}">{}</a>', css, url, written)
    return format_html('<span class="{}">{}</span>', css, written)


# ── Small things ─────────────────────────────────────────────────────────────────────────────────────────────────────
@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw a symbol of ``web/icons.svg``; silent for readers unless it has a label of its own."""
    source = f"{static('web/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, source)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', source)


@register.simple_tag
def tag(words: str, meaning: str = "") -> SafeString:
    """Draw a state as a tag: ``good``, ``warn``, ``bad``, ``info`` or without a colour."""
    return format_html('<span class="tag {}">{}</span>', meaning, words)


@register.simple_tag
def bar(value: Number | str | None, most: Number | str = 100, *, low: bool = False) -> SafeString:
    """Draw a share as a bar beside its figure; readers skip it, for the figure says the same."""
    if value is None or value == "":
        return SafeString()
    share = max(Decimal(0), min(Decimal(100), _decimal(value) * 100 / _decimal(most)))
    return format_html(
        '<svg class="bar {}" aria-hidden="true" focusable="false"><rect width="{}%" height="100%"/></svg>',
        "low" if low else "",
        share.quantize(Decimal("0.01")),
    )


# ── Components ───────────────────────────────────────────────────────────────────────────────────────────────────────
@register.inclusion_tag("web/parts/field.html")
def field(bound: BoundField, *, autofocus: bool = False) -> dict[str, Any]:
    """Draw a form's field: label, control, help, errors beside it."""
    errors = list(_errors(bound))
    ids = [f"{bound.id_for_label}_help"] if bound.help_text else []
    ids += [f"{bound.id_for_label}_errors"] if errors else []
    kind = getattr(bound.field.widget, "input_type", bound.field.widget.__class__.__name__.lower())
    css = {"checkbox": "form-check-input", "select": "form-select", "radio": ""}.get(kind, "form-control")
    attributes: dict[str, str | bool] = {"class": f"{css} is-invalid" if errors else css}
    if ids:
        attributes["aria-describedby"] = " ".join(ids)
    if errors:
        attributes["aria-invalid"] = "true"
    if autofocus:
        attributes["autofocus"] = "autofocus"
    return {"bound": bound, "control": bound.as_widget(attrs=attributes), "errors": errors, "check": kind == "checkbox"}


@register.inclusion_tag("web/parts/form_problems.html")
def form_problems(form: BaseForm | str) -> dict[str, Any]:
    """Draw the summary of a form's errors: each a link to its field, codes small beneath for the helpdesk.

    A page that only asks "go on?" has no form to speak of; the template then hands over an empty text.
    """
    if isinstance(form, str):
        return {"lines": []}
    lines: list[dict[str, Any]] = [{"label": "", "id": "", **error} for error in _whole(form)]
    lines += [{"label": bound.label, "id": bound.id_for_label, **error} for bound in form for error in _errors(bound)]
    return {"lines": lines}


@register.inclusion_tag("web/parts/problems.html")
def problems(found: Iterable[Problem], *, most: int = 50) -> dict[str, Any]:
    """Draw problems of the library: place, sentence, code; the first ``most`` of them, and how many there are."""
    everything = list(found)
    lines = [
        {
            "code": problem.code,
            "place": problem.place.render(language()),
            "message": problem.message(language()),
            "warning": problem.severity is Severity.WARNING,
        }
        for problem in everything[:most]
    ]
    return {"lines": lines, "count": len(everything), "more": max(0, len(everything) - most)}


@register.inclusion_tag("web/parts/pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Draw where one is in a list and the ways to its other pages."""
    numbers_shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers_shown), "request": context["request"]}


@register.inclusion_tag("web/parts/sort.html", takes_context=True)
def sort(context: template.Context, key: str, label: str, *, default: bool = False) -> dict[str, Any]:
    """Draw a column's head that sorts the list by ``?xep=`` when it is clicked."""
    now = context["request"].GET.get("xep", "")
    return {"key": key, "label": label, "on": now == key or (default and not now), "request": context["request"]}


def _errors(bound: BoundField) -> Iterator[dict[str, str]]:
    return (_error(error) for error in bound.errors.as_data())


def _whole(form: BaseForm) -> Iterator[dict[str, str]]:
    return (_error(error) for error in form.non_field_errors().as_data())


def _error(error: Any) -> dict[str, str]:
    code = error.code if error.code and _OUR_CODE.fullmatch(error.code) else ""
    return {"message": " ".join(error.messages), "code": code}
