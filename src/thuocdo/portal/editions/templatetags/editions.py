"""Words of editions in templates: texts of data, units of inputs, units of government."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django import template
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.editions.telling import law_number, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from thuocdo.rulebooks import Node

register = template.Library()

UNITS: Final[Mapping[str, Promise]] = {
    "procedure": _("TTHC"),
    "dossier": _("hồ sơ"),
    "petition": _("phản ánh, kiến nghị"),
    "service": _("dịch vụ công"),
    "task": _("nhiệm vụ"),
    "document": _("văn bản"),
    "report": _("báo cáo"),
    "initiative": _("sáng kiến"),
    "meeting": _("cuộc họp"),
    "civil_servant": _("công chức"),
    "person": _("người"),
    "unit": _("đơn vị"),
    "inspection": _("cuộc kiểm tra"),
    "violation": _("vụ việc"),
    "day": _("ngày"),
    "point": _("điểm"),
    "yes_no": _("có/không"),
}
"""What an input counts, in words; a unit that is not here is shown as the edition writes it."""


@register.filter
def unit_word(unit: str) -> str:
    """Return what an input counts, as a person says it."""
    return str(UNITS.get(unit, unit))


@register.filter(name="law_number")
def law_number_of(node: Node) -> str:
    """Return how the law numbers a node, nothing where it does not."""
    return law_number(node)


register.filter("said", said)
