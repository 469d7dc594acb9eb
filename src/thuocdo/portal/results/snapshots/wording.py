"""The words of the 766 board that several pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.editions.telling import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import Promise

    from thuocdo.rulebooks import Edition

SATISFACTION: Final = "MDHL"
"""The group whose loss has its own filter: one petition left unanswered moves twelve points."""

COLUMNS: Final[Mapping[str, Promise]] = {
    "CKMB": _("Công khai"),
    "TDGQ": _("Tiến độ"),
    "ONLINE": _("Trực tuyến"),
    "TTTT": _("Thanh toán"),
    "MDSH": _("Số hóa"),
    "MDHL": _("Hài lòng"),
}
"""Short heads of the six groups; a group of another edition shows its title."""

KINDS: Final[Mapping[str, Promise]] = {
    "commune": _("Xã, phường, đặc khu"),
    "department": _("Sở, ban, ngành"),
    "province": _("Tỉnh, thành phố"),
    "ministry": _("Bộ, ngành"),
}


def group_words(codes: Iterable[str]) -> str:
    """Return the short names of groups within a sentence; a group that is not one of the six by its code."""
    return ", ".join(str(COLUMNS[code]).lower() if code in COLUMNS else code for code in codes)


def group_label(edition: Edition, code: str) -> str:
    """Return the short head of a group, or its title where it is not one of the six."""
    return str(COLUMNS[code]) if code in COLUMNS else said(edition.node(code).title)
