"""Words of published results: how a figure came to be known, where it is from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from thuocdo.indices import Certainty

if TYPE_CHECKING:
    from django.utils.functional import Promise

BASES: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    Certainty.PUBLISHED: (_("công bố"), _("Nguồn nêu nguyên văn.")),
    Certainty.DERIVED: (_("tính ra"), _("Tính từ số liệu nguồn nêu, ví dụ điểm năm nay trừ mức tăng đã công bố.")),
    Certainty.INFERRED: (_("suy ra"), _("Suy từ điều nguồn nêu cách khác, ví dụ thứ tự liệt kê.")),
    Certainty.LOW_CONFIDENCE: (_("độ tin cậy thấp"), _("Từ bên thứ ba, hoặc từ trang không tìm lại được.")),
}
"""How a figure came to be known: a short word, and what it means."""

_FILE: Final = re.compile(r"\s*\(seeds/[^)]*\)")
_PARTIAL: Final = re.compile(r"\s*\(URL kept only in part\)")


def source_words(source: str) -> str:
    """Return a source as a reader wants it: without the name of the file in which it was collected."""
    return _PARTIAL.sub(" (chỉ giữ được một phần địa chỉ)", _FILE.sub("", source))


def source_link(source: str) -> str:
    """Return the address of a source that is one, or nothing."""
    return source if re.fullmatch(r"https?://[^\s()]+", source) else ""
