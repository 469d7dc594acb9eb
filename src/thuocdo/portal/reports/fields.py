"""The fields (lĩnh vực) by which reports on administrative reform are written, and the field that a task belongs to.

The first seven are the fields 1 to 7 of the edition ``par_index_province/2022``; what fits none stands under the last.
The rule in words: ``docs/methods/reports.md``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OTHER: Final = "other"
FIELDS: Final[Mapping[str, str]] = {
    "1": "Công tác chỉ đạo, điều hành cải cách hành chính",
    "2": "Cải cách thể chế",
    "3": "Cải cách thủ tục hành chính",
    "4": "Cải cách tổ chức bộ máy hành chính",
    "5": "Cải cách chế độ công vụ",
    "6": "Cải cách tài chính công",
    "7": "Xây dựng và phát triển chính quyền điện tử, chính quyền số",
    OTHER: "Các nhiệm vụ khác",
}
_SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    "1": ("chỉ đạo, điều hành", "chỉ đạo điều hành", "tuyên truyền", "kiểm tra cải cách hành chính", "sáng kiến"),
    "2": ("thể chế", "quy phạm pháp luật", "theo dõi thi hành pháp luật"),
    "3": ("thủ tục hành chính", "tthc", "một cửa", "tiếp nhận hồ sơ", "giải quyết hồ sơ", "trả kết quả"),
    "4": ("tổ chức bộ máy", "biên chế", "phân cấp", "sắp xếp tổ chức"),
    "5": ("công vụ", "cán bộ, công chức", "công chức, viên chức", "vị trí việc làm", "tinh giản"),
    "6": ("tài chính công", "ngân sách", "đầu tư công", "tài sản công", "tự chủ"),
    "7": (
        "chính quyền điện tử",
        "chính quyền số",
        "chính phủ số",
        "chính phủ điện tử",
        "chuyển đổi số",
        "trực tuyến",
        "số hóa",
    ),
}
_READ: Final = tuple(
    (re.compile(rf"\b{re.escape(fold(sign))}\b"), field)
    for sign, field in sorted(
        ((sign, field) for field, signs in _SIGNS.items() for sign in signs), key=lambda one: -len(one[0])
    )
)


def field_of(texts: Iterable[str]) -> str:
    """Return the field that texts speak of: the first text that names one decides, and in it the longest sign."""
    for text in texts:
        folded = fold(text)
        for sign, field in _READ:
            if sign.search(folded):
                return field
    return OTHER
