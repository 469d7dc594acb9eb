"""The Vietnamese words of the workbook for the closed lists of an edition: what is chosen in a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Final[Mapping[str, str]] = {
    "country": "Cả nước",
    "ministry": "Bộ, ngành",
    "province": "Tỉnh, thành phố",
    "department": "Sở, ban, ngành",
    "commune": "Xã, phường, đặc khu",
}
SOURCES: Final[Mapping[str, str]] = {
    "appraisal": "Tự đánh giá và thẩm định",
    "survey": "Điều tra xã hội học",
    "statistics": "Số liệu thống kê",
    "dossiers": "Dữ liệu hồ sơ TTHC",
    "published": "Kết quả đã công bố",
}
VERIFIED: Final[Mapping[str, str]] = {
    "yes": "Đã xác minh",
    "partly": "Xác minh một phần",
    "no": "Chưa xác minh",
    "illustrative": "Minh họa",
}
READ: Final[Mapping[str, str]] = {"text": "Đã đọc văn bản", "secondary": "Qua nguồn khác", "not_read": "Chưa đọc"}
OTHERWISE: Final[Mapping[str, str]] = {
    "not_applicable": "Không áp dụng (bỏ khỏi điểm tối đa)",
    "zero": "0 điểm",
    "full": "Điểm tối đa",
}
NOTHING_AROSE: Final[Mapping[str, str]] = {
    "refuse": "Không tính, báo để xem lại",
    "null": "Không có điểm, giữ điểm tối đa",
    "zero": "0 điểm",
    "full": "Điểm tối đa",
    "not_applicable": "Không áp dụng (bỏ khỏi điểm tối đa)",
}
KIND_WORDS: Final[Mapping[str, str]] = {
    "proportional": "Theo tỷ lệ",
    "bands": "Theo bậc",
    "yes_no": "Đạt hoặc không đạt",
    "checklist": "Danh mục yêu cầu",
    "count_threshold": "Ngưỡng số lượng",
    "change_on_previous": "So với kỳ trước",
    "deduction": "Điểm trừ",
    "bonus": "Điểm thưởng",
    "survey_mean": "Điểm trung bình điều tra",
    "given": "Lấy điểm đã công bố",
    "information": "Chỉ để tham khảo",
}
ROUNDED: Final[Mapping[str, str]] = {"points": "Điểm", "percentage": "Tỷ lệ phần trăm"}
MODES: Final[Mapping[str, str]] = {
    "half_up": "Từ 5 làm tròn lên",
    "half_even": "Đúng 5 về số chẵn",
    "down": "Cắt bỏ",
    "none": "Giữ nguyên",
}
ARITHMETIC: Final[Mapping[str, str]] = {"decimal": "Số thập phân", "binary64": "Số thực nhị phân"}
STEPS_OF: Final[Mapping[str, str]] = {"rounding": "Điểm của tiêu chí", "sum_rounding": "Điểm của từng mục khi cộng"}
