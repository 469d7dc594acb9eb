"""The sheets about the edition as a whole: what it is, its classes, groups, breaks, flags and layouts."""

from __future__ import annotations

from typing import Final

from thuocdo.rulebooks.workbook.cells import Choice, Day, Flag, Number, OneOrPairs, Pairs, Several, Whole
from thuocdo.rulebooks.workbook.columns import Column, Sheet
from thuocdo.rulebooks.workbook.vocabulary import KINDS, VERIFIED

EDITION: Final = Sheet(
    title="Bộ chỉ số",
    help="Mỗi dòng một nội dung chung của bộ chỉ số; chỉ điền vào cột Nội dung.",
    columns=(
        Column(
            key="index",
            title="Mã bộ chỉ số",
            help="Chữ thường không dấu, số, gạch dưới: par_index_unit.",
            required=True,
        ),
        Column(key="edition", title="Mã phiên bản", help="Thường là năm của quyết định: 2022.", required=True),
        Column(key="title.vi", title="Tên bộ chỉ số", help="Tên đầy đủ theo quyết định.", required=True),
        Column(key="title.en", title="Tên tiếng Anh", help="Có thể để trống."),
        Column(key="note.vi", title="Ghi chú", help="Điều người đọc cần biết: nguồn, phần còn thiếu."),
        Column(key="note.en", title="Ghi chú tiếng Anh", help="Có thể để trống."),
        Column(
            key="illustrative",
            title="Chỉ để minh họa",
            help="Có: bộ chỉ số đặt ra để minh họa, không phải quy định thật.",
            form=Flag(),
        ),
        Column(
            key="assessed",
            title="Đối tượng đánh giá",
            help=f"Một hoặc nhiều loại: {', '.join(KINDS.values())}.",
            form=Several(Choice(KINDS)),
            required=True,
        ),
        Column(
            key="period_of_force.from",
            title="Áp dụng từ ngày",
            help="Ngày đầu tiên có hiệu lực.",
            form=Day(),
            required=True,
        ),
        Column(
            key="period_of_force.until",
            title="Hết áp dụng từ ngày",
            help="Ngày đầu tiên không còn hiệu lực; để trống nếu còn hiệu lực.",
            form=Day(),
        ),
        Column(
            key="not_applicable",
            title="Khi có tiêu chí không áp dụng",
            help="Điểm tối đa của đơn vị giảm đi, hay coi như đạt điểm tối đa.",
            form=Choice({"shrink": "Giảm điểm tối đa của đơn vị", "full": "Tính điểm tối đa"}),
        ),
        Column(
            key="official",
            title="Điểm do nơi khác công bố",
            help="Nếu có thì là điểm chính thức (điểm tính được chỉ đứng bên cạnh), hay không dùng.",
            form=Choice({"authoritative": "Là điểm chính thức", "none": "Không dùng"}),
        ),
        Column(
            key="publication.value",
            title="Công bố theo",
            help="Điểm, hay phần trăm so với điểm tối đa của đơn vị.",
            form=Choice({"points": "Điểm", "percent": "Phần trăm"}),
        ),
        Column(key="publication.digits", title="Số chữ số thập phân khi công bố", help="Ví dụ 2.", form=Whole()),
        Column(
            key="publication.rank_rounded",
            title="Xếp hạng theo số đã làm tròn",
            help="Có: hai đơn vị bằng nhau sau làm tròn thì đồng hạng.",
            form=Flag(),
        ),
        Column(
            key="publication.ties",
            title="Cách xếp đồng hạng",
            help="1-2-2-4: hai đơn vị đồng hạng 2 thì tiếp theo là hạng 4.",
            form=Choice({"1-2-2-4": "1-2-2-4"}),
        ),
        Column(
            key="classification.of",
            title="Xếp loại theo",
            help="Điểm, hay phần trăm; các mức ở trang Xếp loại.",
            form=Choice({"points": "Điểm", "percent": "Phần trăm"}),
        ),
        Column(
            key="classification.verified.status",
            title="Mức xếp loại đã xác minh",
            help="Mức độ xác minh của các mức xếp loại.",
            form=Choice(VERIFIED),
        ),
        Column(
            key="classification.verified.evidence", title="Căn cứ của mức xếp loại", help="Văn bản, trang, hoặc nguồn."
        ),
        Column(key="classification.verified.conflict", title="Mâu thuẫn về mức xếp loại", help="Nguồn nào nói khác."),
        Column(
            key="grouping.tie_rule",
            title="Đơn vị đúng ngưỡng nhóm",
            help="Chỉ cho bộ chỉ số chia nhóm theo phần tư (PAPI); các nhóm ở trang Nhóm.",
            form=Choice({"at_or_above": "Xếp nhóm trên", "above": "Xếp nhóm dưới"}),
        ),
        Column(key="grouping.note.vi", title="Ghi chú về chia nhóm", help="Vì sao chỉ là ước tính."),
        Column(key="grouping.note.en", title="Ghi chú về chia nhóm, tiếng Anh", help="Có thể để trống."),
    ),
)

BANDS: Final = Sheet(
    title="Xếp loại",
    help="Mỗi dòng một mức, từ cao xuống thấp.",
    columns=(
        Column(key="name.vi", title="Mức", help="Tên mức: Xuất sắc, Tốt…", required=True, width=28),
        Column(key="min", title="Từ", help="Ngưỡng dưới, kể cả đúng ngưỡng.", form=Number(), required=True),
        Column(key="name.en", title="Tên tiếng Anh", help="Có thể để trống.", width=28),
    ),
)

GROUPS: Final = Sheet(
    title="Nhóm",
    help="Chỉ cho bộ chỉ số chia nhóm theo phần tư: mỗi dòng một nhóm, từ cao xuống thấp.",
    columns=(
        Column(key="vi", title="Nhóm", help="Tên nhóm.", required=True, width=28),
        Column(key="en", title="Tên tiếng Anh", help="Có thể để trống.", width=28),
    ),
)

BREAKS: Final = Sheet(
    title="Mốc thay đổi",
    help="Mỗi dòng một thay đổi làm số liệu trước và sau không so sánh được.",
    columns=(
        Column(key="at", title="Từ", help="Năm (2021) hoặc ngày (2021-07-01).", required=True),
        Column(key="vi", title="Thay đổi gì", help="Một câu.", required=True, width=80),
        Column(key="en", title="Tiếng Anh", help="Có thể để trống.", width=60),
    ),
)

FLAGS: Final = Sheet(
    title="Dấu hiệu số liệu",
    help="Mỗi dòng một dấu hiệu mà nơi công bố ghi kèm số liệu, và nghĩa của nó.",
    columns=(
        Column(key="flag", title="Dấu hiệu", help="Đúng như trong tệp số liệu.", required=True, width=36),
        Column(key="vi", title="Nghĩa", help="Một câu.", required=True, width=70),
        Column(key="en", title="Tiếng Anh", help="Có thể để trống.", width=50),
    ),
)

LAYOUTS: Final = Sheet(
    title="Bố cục tệp số liệu",
    help="Dành cho người kỹ thuật: cột của tệp số liệu ứng với số liệu nào. Để trống nếu dùng tệp mẫu chung.",
    columns=(
        Column(key="name", title="Tên bố cục", help="Tên ngắn không dấu.", required=True, width=20),
        Column(
            key="recognise",
            title="Nhận biết bằng cột",
            help="Tệp có đủ các cột này thì theo bố cục này.",
            form=Several(),
            required=True,
            width=40,
        ),
        Column(key="unit", title="Cột đơn vị", help="Cột chứa mã đơn vị.", required=True),
        Column(key="kind", title="Cột loại đơn vị", help="Nếu có."),
        Column(
            key="kind_is",
            title="Loại đơn vị",
            help="Loại của mọi đơn vị trong tệp, nếu không có cột.",
            form=Choice(KINDS),
            width=20,
        ),
        Column(key="unit_name", title="Cột tên đơn vị", help="Nếu có."),
        Column(key="parent", title="Cột đơn vị cấp trên", help="Nếu có."),
        Column(
            key="keys", title="Cột khóa thêm", help="Cột phân biệt các dòng ngoài đơn vị: year; date.", form=Several()
        ),
        Column(key="years", title="Các năm", help="Những năm thuộc phiên bản này.", form=Several(), width=24),
        Column(
            key="where",
            title="Chỉ lấy dòng có",
            help="cột = giá trị | giá trị khác.",
            form=Pairs(Several(sign="|")),
            width=28,
        ),
        Column(key="criterion", title="Cột mã tiêu chí", help="Khi mỗi dòng là một tiêu chí."),
        Column(key="criteria", title="Mã trong tệp", help="mã trong tệp = mã tiêu chí.", form=Pairs(), width=28),
        Column(key="inputs", title="Số liệu", help="số liệu = cột.", form=Pairs(), width=28),
        Column(
            key="inputs_of",
            title="Số liệu riêng",
            help="mã = số liệu: cột | số liệu: cột.",
            form=Pairs(Pairs(sign="|", equals=":")),
            width=28,
        ),
        Column(
            key="columns",
            title="Cột của từng số liệu",
            help="cột = mã.số liệu | mã.số liệu, khi mỗi dòng là nhiều tiêu chí.",
            form=Pairs(Several(sign="|")),
            width=40,
        ),
        Column(
            key="official",
            title="Cột điểm công bố",
            help="Tên cột; hoặc cột = mã | mã.",
            form=OneOrPairs(Pairs(Several(sign="|"))),
            width=28,
        ),
        Column(key="kept", title="Cột giữ nguyên", help="Cột giữ lại bên cạnh số liệu.", form=Several(), width=28),
        Column(key="kept_at", title="Giữ ở mã", help="Mục mà các cột giữ nguyên thuộc về.", width=14),
    ),
)
