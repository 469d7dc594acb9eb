"""What a task is to bring about, as the column *Sản phẩm* names it: documents by their kind, or anything else.

Most products are documents, and those are told by their first words wherever they stand. Anything else (*Lớp tập huấn*,
*02 cuộc đối thoại*) is told only by its place: on lines of its own between the bodies and the time.
"""

from __future__ import annotations

from typing import Final

from thuocdo.documents.letters import LOWER, UPPER
from thuocdo.documents.lines import BOUNDARY

FIRST_WORDS: Final = (
    "(?:Văn bản|Báo cáo|Kế hoạch|Quyết định|Công văn|Tờ trình|Nghị quyết|Hội nghị|Danh mục|Biên bản|Chương trình|Đề án"
    "|Hồ sơ|Thông báo|Hướng dẫn|Chỉ thị|Kết quả)"
)
_ISSUER: Final = "(?<=của) (?:Chủ tịch )?(?:UBND|HĐND) (?:tỉnh|cấp xã)"
_ITEM: Final = rf"{FIRST_WORDS}(?:,? [{LOWER}]+)*(?:{_ISSUER})?".replace(" ", r"\s+")
DOCUMENTS: Final = rf"(?>(?:-\s*)?{_ITEM}(?:\s*[;,]\s*(?:-\s*)?{_ITEM})*\s*[.;]?)"
"""A pattern for a cell that lists documents by their kind."""
ANYTHING: Final = rf"(?<=[\n{BOUNDARY}])(?:[-+]\s*)?[{UPPER}\d][^{BOUNDARY}]*?(?:{BOUNDARY}[-+][^{BOUNDARY}]*?)*"
"""A pattern for whatever stands on lines of its own: it begins with a capital, a number or a dash."""
