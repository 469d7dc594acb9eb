"""Words of plans: places, deadlines, targets, reasons to look."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thuocdo.portal.plans.reading.differences import Row
from thuocdo.portal.plans.reading.doubts import WORDS
from thuocdo.portal.plans.reading.stored import day_of
from thuocdo.portal.web.forms import language
from thuocdo.vietnamese.dates import format_date, weekday_name
from thuocdo.vietnamese.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from thuocdo.errors import Language
    from thuocdo.portal.editions.models import Edition
    from thuocdo.portal.plans.criteria.matching import Choice
    from thuocdo.portal.plans.models import Target, TaskBody
    from thuocdo.portal.plans.progress.cells import Cell
    from thuocdo.vietnamese.workdays import SpecialDay

register = template.Library()

_PLACES: Final[Mapping[str, str | Promise]] = {
    "page": gettext_lazy("trang %s"),
    "table": gettext_lazy("bảng %s"),
    "row": gettext_lazy("hàng %s"),
    "paragraph": gettext_lazy("đoạn %s"),
    "line": gettext_lazy("dòng %s"),
}
_CELLS: Final[Mapping[str, str | Promise]] = {
    "criterion": gettext_lazy("Tiêu chí"),
    "content": gettext_lazy("Nội dung"),
    "lead": gettext_lazy("Chủ trì"),
    "coordinating": gettext_lazy("Phối hợp"),
    "deadline": gettext_lazy("Thời gian"),
    "product": gettext_lazy("Sản phẩm"),
    "note": gettext_lazy("Ghi chú"),
}
_OPS: Final = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}


@register.filter
def place(found: Mapping[str, Any] | None) -> str:
    """Return a place of a document in words: “trang 3, dòng 10–12”."""
    found = dict(found or {})
    if "first_line" in found:
        first, last = found.pop("first_line"), found.pop("last_line", None)
        found["line"] = f"{first}–{last}" if last and last != first else first
    return ", ".join(str(words) % found[name] for name, words in _PLACES.items() if name in found)


@register.simple_tag
def criterion_options(choices: Iterable[tuple[Edition, Iterable[Choice]]], chosen: str) -> SafeString:
    """Return the criteria of some editions as options; they are made once a page and language, not once a row."""
    rows = "".join(_options(edition.title, tuple(of_it)) for edition, of_it in choices)
    marked = format_html('value="{}"', chosen)
    return mark_safe(rows.replace(marked, f"{marked} selected") if chosen else rows)  # noqa: S308 (escaped below)


@lru_cache(maxsize=16)
def _options(title: str, choices: tuple[Choice, ...]) -> str:
    options = format_html_join(
        "",
        '<option value="{}|{}">{} {}</option>',
        ((choice.edition, choice.code, choice.number, choice.title[:100]) for choice in choices),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', title[:100], options)


@register.simple_tag
def matrix_row(found: Iterable[tuple[UUID, Cell] | None]) -> SafeString:
    """Return the cells of one unit in the matrix: a thousand stand on a page, so what alike ones say is made once."""
    return mark_safe("".join(_matrix_cell(*one) if one else "<td></td>" for one in found))  # noqa: S308 (escaped below)


def _matrix_cell(public_id: UUID, cell: Cell) -> str:
    before, after = _matrix_words(cell, language())
    return f"{before}{reverse('assignment', args=[public_id])}{after}"


@lru_cache(maxsize=2048)
def _matrix_words(cell: Cell, language: Language) -> tuple[str, str]:
    """Return what stands before and after the address; kept for each language in which it is said."""
    late = " late" if cell.late else ""
    said = ", ".join(filter(None, (cell.words, cell.when)))
    before = format_html('<td><a class="td-cell {}{}" href="', cell.meaning, late)
    words = format_html('<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', cell.mark, said)
    return before, format_html('" title="{}">{}</a></td>', said, words)


@register.filter
def weekday(day: date) -> str:
    """Return a day with its weekday: “thứ Hai, 14/09/2026”."""
    if language() == "en":
        return f"{day:%A}, {format_date(day)}"
    return f"{weekday_name(day)}, {format_date(day)}"


@register.filter
def in_language(special: SpecialDay) -> str:
    """Return the name of a day of the calendar."""
    return special.en if language() == "en" else special.vi


@register.filter
def share(likeness: Decimal) -> str:
    """Return a likeness from 0 to 1 as a whole percentage."""
    return format_number(likeness * 100, 0)


@register.filter
def doubt(reason: str) -> str:
    """Return a reason to look in words."""
    return str(WORDS.get(reason, reason))


@register.filter
def doubts(reasons: Iterable[str]) -> str:
    """Return the reasons to look in words, one after the other."""
    return "; ".join(doubt(reason) for reason in reasons)


@register.filter
def until(deadline: Mapping[str, Any] | None) -> str:
    """Return the last day of a deadline in words; empty where it names none."""
    day = day_of((deadline or {}).get("until"))
    if day is None:
        return ""
    words = _("trước ngày %s") if (deadline or {}).get("before") else _("hạn cuối %s")
    return words % format_date(day)


@register.filter
def wanted(target: Target) -> str:
    """Return what a target wants to reach: “≥ 85,5 %”, “> năm 2024”."""
    words = [_OPS.get(target.op, _("thuộc nhóm") if target.op == "in_group" else target.op)]
    if target.value:
        words += [format_number(Decimal(target.value)), target.unit]
    if target.base_year:
        words.append(_("so với năm %(year)s") % {"year": target.base_year})
    return " ".join(word for word in words if word)


@register.simple_tag
def means(body: TaskBody, sizes: Mapping[int, int] | str) -> str:
    """Return what a body's name means, with how many units a group has; empty where it says no more than the name."""
    known = sizes if isinstance(sizes, dict) else {}
    names = [str(unit) for unit in body.units.all()]
    for group in body.groups.all():
        size = known.get(group.pk)
        names.append(
            f"{group} ({ngettext('%(n)d đơn vị', '%(n)d đơn vị', size) % {'n': size}})" if size else str(group)
        )
    found = "; ".join(names)
    return "" if found.casefold() == body.text.casefold() else found


@register.filter
def column(name: str) -> str:
    """Return the name of a cell in words."""
    return str(_CELLS.get(name, name))


@register.filter
def printed(reading: Mapping[str, Any], name: str) -> str:
    """Return a cell of a task as the document prints it."""
    return Row.of("", reading).words.get(name, "")


@register.simple_tag
def cells() -> list[tuple[str, str]]:
    """Return the cells of a task, in the order in which they are shown."""
    return [(name, str(words)) for name, words in _CELLS.items()]


@register.filter
def at_key(found: Mapping[Any, Any], key: Any) -> Any:
    """Return what a mapping has under a key, nothing if it has none."""
    return found.get(key)
