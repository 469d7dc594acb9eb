"""The cells at the right end of a row of recovered text: bodies of any province, products, times and notes."""

from __future__ import annotations

import pytest

from thuocdo.documents import read_text
from thuocdo.documents.rows import CERTAIN, GUESSED

HEADER = "STT Nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Thời gian"


def tasks(rows, header=HEADER):
    return {task.code: task for task in read_text(f"PHỤ LỤC 01\n\nVIỆC CỤ THỂ\n\n{header}\n{rows}").tasks}


def test_a_time_longer_than_any_time_is_less_certain():
    row = "\n1\n\nviệc chung\nSở Nội vụ\nUBND cấp xã\nNăm 2025\n\n" + "và những việc khác\n\n" * 8
    assert tasks(row)["1"].confidence < CERTAIN


def test_the_number_of_a_row_on_its_middle_line_is_taken_out_where_it_parts_two_words_that_belong_together():
    rows = (
        "\n1\n\nviệc chung\nSở Y tế\nUBND cấp xã\nNăm 2025\n\n"
        "2\n\nXét đơn của người dân, hỗ\n\n2 trợ nhà ở và hỗ trợ đi\n\nhọc\nSở Y tế\nUBND cấp xã\nNăm 2025\n\n"
        "3\n\nTrả lời người dân chậm nhất trong\n\n3 ngày kể từ khi nhận, kể\n\ncả thư điện tử\n"
        "Sở Y tế\nUBND cấp xã\nNăm 2025\n"
    )
    found = tasks(rows)

    assert found["2"].content == "Xét đơn của người dân, hỗ trợ nhà ở và hỗ trợ đi học"
    assert found["3"].content == "Trả lời người dân chậm nhất trong 3 ngày kể từ khi nhận, kể cả thư điện tử"
    assert found["2"].confidence < found["1"].confidence == found["3"].confidence


BODIES = (
    "Trung tâm Phục vụ hành\n\nchính công tỉnh",
    "Trường Chính trị tỉnh",
    "Các thành viên\n\nBan Chỉ đạo",
    "Cục\n\nThống kê tỉnh",
    "Văn phòng\n\nTỉnh ủy",
    "Hội\n\nLiên hiệp Phụ nữ tỉnh",
    "Tổ công tác\n\nĐề án 06",
    "Trường Cao đẳng\n\nLào Cai",
    "Ban Quản lý Khu kinh tế",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
    "Đảng ủy UBND tỉnh",
    "Tỉnh đoàn",
    "Hội Liên hiệp\n\nPhụ nữ tỉnh",
    "MTTQ tỉnh",
    "Ngân hàng Nhà nước\n\nChi nhánh Khu vực 3",
    "Viễn thông Lai Châu",
    "Công ty Cổ phần nước sạch Lai Châu",
    "BHXH tỉnh",
    "Thống kê tỉnh",
    "Bộ CHQS tỉnh",
    "Báo và Phát thanh, truyền hình tỉnh",
    "Đài Phát thanh và Truyền hình tỉnh",
    "Cổng Thông tin điện tử tỉnh",
    "Sở GD&ĐT",
    "Sở VH,TT&DL",
    "Sở Văn hóa, Thể thao\n\nvà Du lịch",
    "VP. UBND tỉnh",
    "Chủ tịch UBND cấp xã",
    "Thủ trưởng các cơ quan, đơn vị",
    "Các phòng, đơn vị thuộc Văn phòng",
    "Các Chi cục thuộc Sở",
    "UBND các xã, phường, thị trấn",
    "Các xã, phường, đặc khu",
)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: " ".join(body.split()))
def test_bodies_of_any_province_are_told_by_the_kind_of_body_they_are(body):
    printed = " ".join(body.split())
    leads = tasks(f"\n1\n\nRà soát quy\n\ntrình\n\n{body}\n\nUBND cấp xã\n\nNăm 2025\n")["1"]
    helps = tasks(f"\n1\n\nRà soát quy\n\ntrình\n\nSở Nội vụ\n\n{body}\n\nNăm 2025\n")["1"]

    assert (leads.lead, leads.coordinating, leads.content) == ((printed,), ("UBND cấp xã",), "Rà soát quy trình")
    assert (helps.lead, helps.coordinating, helps.content) == (("Sở Nội vụ",), (printed,), "Rà soát quy trình")


WITH_PRODUCT = "STT Nhiệm vụ Chủ trì Phối hợp Sản phẩm Thời gian Ghi chú"


@pytest.mark.parametrize(
    "product", ["Lớp tập huấn", "02 cuộc đối thoại", "Tin, bài trên\n\nBáo tỉnh", "Quyết định về\n\nviệc của Sở Y tế"]
)
@pytest.mark.parametrize("time", ["Quý III năm 2025", "Trước 30/9/2025", "2025"])
def test_a_product_of_any_kind_stands_between_the_bodies_and_the_time_and_is_less_certain(product, time):
    row = f"\n1\n\nTập huấn cho\n\ncông chức mới\n\nSở Nội vụ\n\nUBND cấp xã\n\n{product}\n\n{time}\n"
    task = tasks(row, WITH_PRODUCT)["1"]

    assert (task.product, task.printed.deadline) == (" ".join(product.split()), time)
    assert (task.content, task.lead, task.coordinating) == (
        "Tập huấn cho công chức mới",
        ("Sở Nội vụ",),
        ("UBND cấp xã",),
    )
    assert task.confidence < CERTAIN


def test_a_document_may_name_who_issues_it():
    row = "\n1\n\nRà soát\n\nquy trình\n\nSở Y tế\n\nSở Nội vụ\n\nQuyết định của\n\nChủ tịch UBND tỉnh\n\nNăm 2025\n"
    task = tasks(row, WITH_PRODUCT)["1"]

    assert (task.lead, task.product) == (("Sở Y tế",), "Quyết định của Chủ tịch UBND tỉnh")
    assert task.confidence == CERTAIN


def test_a_body_that_ends_a_sentence_belongs_to_the_text_unless_nobody_else_is_named():
    told = "\n1\n\nTuyên truyền trên\n\nBáo và Đài PT-TH tỉnh.\n\nSở Nội vụ\n\nNăm 2025\n"
    only = "\n2\n\nTuyên truyền\n\nthường xuyên\n\nBáo và Đài PT-TH tỉnh.\n\nNăm 2025\n"
    found = tasks(told + only)

    assert (found["1"].content, found["1"].lead) == ("Tuyên truyền trên Báo và Đài PT-TH tỉnh.", ("Sở Nội vụ",))
    assert (found["2"].content, found["2"].lead) == ("Tuyên truyền thường xuyên", ("Báo và Đài PT-TH tỉnh",))
    assert found["2"].confidence < CERTAIN


def test_a_time_that_no_words_tell_is_kept_as_printed_for_an_officer_to_say_what_it_means():
    row = "\n1\n\nTổ chức bầu\n\ntrưởng thôn\n\nUBND cấp xã\n\nThôn/Tổ dân phố\n\nNhiệm kỳ của thôn\n"
    task = tasks(row)["1"]

    assert (task.lead, task.coordinating) == (("UBND cấp xã",), ("Thôn/Tổ dân phố",))
    assert (task.printed.deadline, task.deadline.kinds) == ("Nhiệm kỳ của thôn", ())
    assert task.confidence < CERTAIN


def test_bodies_and_something_else_without_any_time_stay_text_that_is_a_guess():
    task = tasks("\n1\n\nTập huấn\n\ncho thôn\n\nSở Nội vụ\n\nLớp tập huấn\n", WITH_PRODUCT)["1"]

    assert (task.lead, task.content) == ((), "Tập huấn cho thôn Sở Nội vụ Lớp tập huấn")
    assert task.confidence == GUESSED


def test_a_row_whose_text_is_missing_keeps_its_bodies():
    task = tasks("\n1\n\nSở Nội vụ\n\nNăm 2025\n")["1"]

    assert (task.lead, task.content) == (("Sở Nội vụ",), "")


def test_a_note_stands_after_the_time():
    row = (
        "\n1\n\nLàm việc chung của tỉnh\n\nSở Nội vụ\n\nUBND cấp xã\n\nBáo cáo\n\nNăm 2025\n\n\nLồng ghép\n\nkinh phí\n"
    )
    task = tasks(row, WITH_PRODUCT)["1"]

    assert (task.printed.deadline, task.note) == ("Năm 2025", "Lồng ghép kinh phí")


def test_a_row_in_which_a_line_of_text_may_be_a_body_nobody_knows_is_less_certain():
    unknown = "\n1\n\nLàm việc chung\n\nNhóm Sáng kiến\n\nUBND cấp xã\n\nNăm 2025\n"
    rows = f"{unknown}\n2\n\nLàm việc riêng\n\nUBND cấp xã\n\nNăm 2025\n"
    found = tasks(rows)

    assert found["1"].confidence < found["2"].confidence
