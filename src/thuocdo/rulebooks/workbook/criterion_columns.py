"""The sheets about criteria: the tree, what is reported, what proves it, where it is written, how it is rounded."""

from __future__ import annotations

from typing import Final

from thuocdo.rulebooks.workbook.cells import Choice, Day, Flag, Points, Several, Whole
from thuocdo.rulebooks.workbook.columns import CODE, CODE_OR_ALL, Column, Sheet
from thuocdo.rulebooks.workbook.vocabulary import (
    ARITHMETIC,
    KINDS,
    MODES,
    NOTHING_AROSE,
    OTHERWISE,
    READ,
    ROUNDED,
    SOURCES,
    STEPS_OF,
    VERIFIED,
)

CRITERIA: Final = Sheet(
    title="Tiêu chí",
    help="Mỗi dòng một mục: dòng đầu là toàn bộ chỉ số, rồi lĩnh vực, tiêu chí, tiêu chí thành phần.",
    columns=(
        Column(
            key="code",
            title="Mã",
            help="Mã cố định, gõ dạng văn bản: 1.10 khác 1.1. Chỉ gồm chữ không dấu, số và dấu . _ -",
            required=True,
            width=10,
        ),
        Column(
            key="parent",
            title="Mã cấp trên",
            help="Mã của mục chứa mục này; để trống ở một dòng duy nhất là toàn bộ chỉ số.",
            width=12,
        ),
        Column(key="number", title="Số trong văn bản", help="Số mục trong quyết định, nếu khác mã.", width=12),
        Column(key="title.vi", title="Tên", help="Tên theo quyết định.", required=True, width=60),
        Column(
            key="max_points",
            title="Điểm tối đa",
            help="Bằng tổng điểm các mục con (không kể điểm thưởng, điểm trừ).",
            form=Points(),
            required=True,
            width=12,
        ),
        Column(key="source", title="Nguồn điểm", help="Điểm có từ đâu.", form=Choice(SOURCES), width=24),
        Column(key="lead", title="Cơ quan chủ trì", help="Ghi như văn bản.", width=28),
        Column(
            key="applies_to",
            title="Áp dụng cho",
            help=f"Để trống nếu cho mọi đối tượng. Các loại: {', '.join(KINDS.values())}.",
            form=Several(Choice(KINDS)),
            width=24,
        ),
        Column(
            key="otherwise",
            title="Đối tượng khác",
            help="Đơn vị không thuộc diện áp dụng thì tính thế nào.",
            form=Choice(OTHERWISE),
            width=24,
        ),
        Column(
            key="copied_down",
            title="Lấy theo số của tỉnh",
            help="Loại đơn vị mà nơi công bố lấy lại số của tỉnh.",
            form=Several(Choice(KINDS)),
            width=20,
        ),
        Column(
            key="nothing_arose",
            title="Khi không phát sinh",
            help="Mẫu số bằng 0 hoặc đơn vị khai không phát sinh thì tính thế nào.",
            form=Choice(NOTHING_AROSE),
            width=28,
        ),
        Column(
            key="effective.from", title="Áp dụng từ ngày", help="Để trống nếu theo cả bộ chỉ số.", form=Day(), width=14
        ),
        Column(
            key="effective.until",
            title="Hết áp dụng từ ngày",
            help="Ngày đầu tiên không còn áp dụng.",
            form=Day(),
            width=14,
        ),
        Column(key="target.vi", title="Mục tiêu", help="Mục tiêu tỉnh tự đặt, không dùng để chấm điểm.", width=32),
        Column(
            key="verified.status",
            title="Đã xác minh",
            help="Quy tắc của mục này đã đối chiếu văn bản chưa.",
            form=Choice(VERIFIED),
            width=18,
        ),
        Column(key="verified.evidence", title="Căn cứ xác minh", help="Đối chiếu với gì.", width=32),
        Column(key="verified.conflict", title="Mâu thuẫn", help="Nguồn nào nói khác.", width=32),
        Column(key="note.vi", title="Ghi chú", help="Điều người đọc cần biết.", width=40),
        Column(
            key="fields",
            title="Trường dữ liệu hồ sơ",
            help="Tên các trường dữ liệu dùng để tính.",
            form=Several(),
            width=24,
        ),
        Column(key="title.en", title="Tên tiếng Anh", help="Có thể để trống.", width=40),
        Column(key="target.en", title="Mục tiêu tiếng Anh", help="Có thể để trống.", width=24),
        Column(key="note.en", title="Ghi chú tiếng Anh", help="Có thể để trống.", width=24),
    ),
)

INPUTS: Final = Sheet(
    title="Số liệu đầu vào",
    help="Mỗi dòng một số liệu mà đơn vị phải báo cáo cho một tiêu chí.",
    columns=(
        CODE,
        Column(
            key="name",
            title="Tên số liệu",
            help="Tên ngắn không dấu, dùng trong quy tắc: tasks_done.",
            required=True,
            width=24,
        ),
        Column(key="vi", title="Tên hiển thị", help="Người dùng nhìn thấy tên này.", required=True, width=48),
        Column(key="unit", title="Đơn vị tính", help="task, dossier, %, yes_no, point…", required=True),
        Column(key="whole", title="Là số đếm", help="Có: chỉ nhận số nguyên.", form=Flag()),
        Column(key="signed", title="Được âm", help="Có: số liệu có thể nhỏ hơn 0.", form=Flag()),
        Column(key="en", title="Tên tiếng Anh", help="Có thể để trống.", width=40),
    ),
)

EVIDENCE: Final = Sheet(
    title="Tài liệu kiểm chứng",
    help="Mỗi dòng một tài liệu cần có để chứng minh một tiêu chí.",
    columns=(
        CODE,
        Column(key="vi", title="Tài liệu", help="Tên loại tài liệu cần nộp.", required=True, width=70),
        Column(key="en", title="Tên tiếng Anh", help="Có thể để trống.", width=40),
    ),
)

LEGAL_BASIS: Final = Sheet(
    title="Căn cứ pháp lý",
    help="Mỗi dòng một căn cứ; Mã để trống là căn cứ của cả bộ chỉ số. Mục không ghi thì theo cấp trên.",
    columns=(
        CODE_OR_ALL,
        Column(key="document", title="Văn bản", help="Số, ký hiệu: 876/QĐ-BNV.", required=True, width=28),
        Column(key="place", title="Điều, mục", help="Chỗ trong văn bản: Phụ lục II, mục 1.1.2.", width=28),
        Column(key="says", title="Nội dung", help="Một câu của mình nói văn bản quy định gì.", width=60),
        Column(key="dated", title="Ngày văn bản", help="Ngày ban hành.", form=Day(), width=14),
        Column(key="issuer", title="Cơ quan ban hành", help="Ghi như văn bản.", width=24),
        Column(
            key="read",
            title="Đã đọc chưa",
            help="Đã đọc chính văn bản hay chỉ qua nguồn khác.",
            form=Choice(READ),
            width=18,
        ),
        Column(key="url", title="Địa chỉ", help="Nơi có văn bản trên mạng.", width=40),
    ),
)

ROUNDING: Final = Sheet(
    title="Làm tròn",
    help="Mỗi dòng một bước làm tròn, theo thứ tự; Mã để trống là cho cả bộ chỉ số. Không ghi gì: điểm, 2 chữ số.",
    columns=(
        CODE_OR_ALL,
        Column(
            key="steps_of",
            title="Áp dụng cho",
            help="Điểm của chính tiêu chí, hay điểm từng mục con khi cộng lại.",
            form=Choice(STEPS_OF),
            required=True,
            width=28,
        ),
        Column(
            key="of",
            title="Làm tròn",
            help="Tỷ lệ hay điểm; Không làm tròn: giữ nguyên mọi chữ số.",
            form=Choice({**ROUNDED, "nothing": "Không làm tròn"}),
            required=True,
            width=20,
        ),
        Column(key="digits", title="Số chữ số thập phân", help="Ví dụ 2.", form=Whole()),
        Column(key="mode", title="Cách làm tròn", help="Thường là từ 5 làm tròn lên.", form=Choice(MODES), width=20),
        Column(
            key="arithmetic",
            title="Cách tính",
            help="Để trống nếu không có yêu cầu đặc biệt.",
            form=Choice(ARITHMETIC),
            width=20,
        ),
    ),
)
