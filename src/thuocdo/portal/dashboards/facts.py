"""What the journal's recorded facts are called and how their values are written on screen; the file keeps the codes."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.web.forms import language
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from django.utils.functional import Promise

LONGEST: Final = 60
"""Of a value on screen, in letters; the exported file has it whole."""

FACTS: Final[dict[str, str | Promise]] = {
    "username": gettext_lazy("Tên đăng nhập"),
    "display_name": gettext_lazy("Họ và tên"),
    "email": gettext_lazy("Thư điện tử"),
    "is_active": gettext_lazy("Được đăng nhập"),
    "user": gettext_lazy("Người dùng"),
    "unit": gettext_lazy("Cơ quan, đơn vị"),
    "units": gettext_lazy("Số đơn vị"),
    "role": gettext_lazy("Vai trò"),
    "valid_from": gettext_lazy("Từ ngày"),
    "valid_to": gettext_lazy("Đến ngày"),
    "root": gettext_lazy("Tỉnh"),
    "key": gettext_lazy("Mã"),
    "name": gettext_lazy("Tên"),
    "kind": gettext_lazy("Loại"),
    "within": gettext_lazy("Thuộc"),
    "changed": gettext_lazy("Thay đổi"),
    "codes": gettext_lazy("Số mã"),
    "successions": gettext_lazy("Số lần sắp xếp"),
    "sha256": gettext_lazy("Dấu vân tay"),
    "origin": gettext_lazy("Nguồn"),
    "by_revision": gettext_lazy("Thay bằng lần sửa"),
    "state": gettext_lazy("Trạng thái"),
    "files": gettext_lazy("Tệp"),
    "replaced": gettext_lazy("Được thay"),
    "new": gettext_lazy("Thêm mới"),
    "same": gettext_lazy("Giữ nguyên"),
}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def fact_name(key: str) -> str:
    """Return what a recorded fact is called; its code where nobody has named it."""
    return str(FACTS.get(key, key))


def fact_value(key: str, value: Any) -> str:
    """Return a recorded value as a person reads it, cut to :data:`LONGEST`; nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        return _("%(n)d mục") % {"n": len(value)}
    if isinstance(value, dict):
        value = value.get(language()) or value.get("vi") or "; ".join(f"{name}: {part}" for name, part in value.items())
    text = str(value)
    if key == "role" and text in Role.values:
        text = str(Role(text).label)
    elif _DAY.fullmatch(text):
        text = format_date(date.fromisoformat(text))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}…"
