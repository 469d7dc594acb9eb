"""The head and the end of documents, in the layouts in which offices and PDF readers leave them."""

from __future__ import annotations

from datetime import date

import pytest

from thuocdo.documents import provinces, read_text
from thuocdo.documents.announced import announcements

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------\n"
REST = "Căn cứ chương trình công tác;\n\nI. MỤC ĐÍCH\n- Làm tốt.\n"


def heading(head, *, end=""):
    return read_text(f"{head}\n\n{REST}\n{end}").heading


@pytest.mark.parametrize(
    ("head", "issuer", "province"),
    [
        ("UBND TỈNH GIA LAI\nSố: 1/KH-UBND\nKẾ HOẠCH\nViệc", "UBND tỉnh Gia Lai", "Gia Lai"),
        ("ỦY BAN NHÂN DÂN\nTỈNH GIA LAI\nKẾ HOẠCH\nViệc", "UBND tỉnh Gia Lai", "Gia Lai"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\nKẾ HOẠCH\nViệc", "UBND thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        ("ỦY BAN NHÂN DÂN\nHuế, ngày 1 tháng 8 năm 2025\nKẾ HOẠCH\nViệc", "UBND thành phố Huế", "Huế"),
        ("UBND TỈNH\nGia Lai, ngày 1 tháng 8 năm 2025\nKẾ HOẠCH\nViệc", "UBND tỉnh Gia Lai", "Gia Lai"),
        ("UBND TỈNH GIA LAI\nSỞ NỘI VỤ\n-------\nKẾ HOẠCH\nViệc", "Sở Nội vụ tỉnh Gia Lai", "Gia Lai"),
        (
            "SỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH\nTỈNH GIA LAI\nKẾ HOẠCH\nViệc",
            "Sở Văn hóa, Thể thao và Du lịch tỉnh Gia Lai",
            "Gia Lai",
        ),
        ("UBND TỈNH LÀO CAI\nVĂN PHÒNG\nKẾ HOẠCH\nViệc", "Văn phòng UBND tỉnh Lào Cai", "Lào Cai"),
        ("VĂN PHÒNG\nUBND TỈNH LÀO CAI\nKẾ HOẠCH\nViệc", "Văn phòng UBND tỉnh Lào Cai", "Lào Cai"),
        ("TỈNH ỦY GIA LAI\nKẾ HOẠCH\nViệc", None, None),
        ("UBND XÃ BẮC HÀ\nKẾ HOẠCH\nViệc của tỉnh Lào Cai", "UBND xã Bắc Hà", "Lào Cai"),
        ("UBND TỈNH ĐẮK LẮK\nBAN QUẢN LÝ\nKẾ HOẠCH\nViệc", "Ban Quản lý tỉnh Đắk Lắk", "Đắk Lắk"),
        ("BỘ NỘI VỤ\nVỤ CẢI CÁCH HÀNH CHÍNH\nKẾ HOẠCH\nViệc", "Vụ Cải cách hành chính", None),
    ],
)
def test_an_issuer_in_capitals_is_written_as_in_a_sentence(head, issuer, province):
    read = heading(head)

    assert (read.issuer, read.province) == (issuer, province)


def test_a_head_in_two_columns_on_the_same_lines_is_parted():
    read = heading(
        "ỦY BAN NHÂN DÂN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH GIA LAI Độc lập - Tự do - Hạnh phúc\n"
        "Số: 123/2025/KH-UBND Gia Lai, ngày 30 tháng 12 năm 2025\nKẾ HOẠCH\nCải cách năm 2026"
    )

    assert (read.issuer, read.number, read.date) == ("UBND tỉnh Gia Lai", "123/2025/KH-UBND", date(2025, 12, 30))
    assert read.year == 2026


@pytest.mark.parametrize(
    ("head", "kind", "subject"),
    [
        ("KẾ HOẠCH\nThực hiện công tác cải cách\nhành chính", "Kế hoạch", "Thực hiện công tác cải cách hành chính"),
        ("KẾ HOẠCH\nTheo dõi thi hành pháp luật\n________", "Kế hoạch", "Theo dõi thi hành pháp luật"),
        ("KẾ HOẠCH\nViệc chung\n(Kèm theo Quyết định số 1/QĐ-UBND)", "Kế hoạch", "Việc chung"),
        ("KẾ HOẠCH Cải thiện chỉ số\nphục vụ", "Kế hoạch", "Cải thiện chỉ số phục vụ"),
        ("KẾ HOẠCH CẢI THIỆN CHỈ SỐ\nNĂM 2025", "Kế hoạch", "CẢI THIỆN CHỈ SỐ NĂM 2025"),
        ("QUYẾT ĐỊNH\nBan hành Kế hoạch\nCHỦ TỊCH ỦY BAN NHÂN DÂN", "Quyết định", "Ban hành Kế hoạch"),
        ("Số: 3/UBND-NC\nV/v thực hiện\nviệc chung\n" + STATE, "Công văn", "thực hiện việc chung"),
        ("SỞ\nKẾ HOẠCH VÀ ĐẦU TƯ", None, None),
        ("KẾ HOẠCH", "Kế hoạch", None),
    ],
)
def test_the_subject_stands_under_the_type_beside_it_or_after_v_v(head, kind, subject):
    read = heading(head)

    assert (read.type, read.subject) == (kind, subject)


@pytest.mark.parametrize(
    ("subject", "year"),
    [("năm 2026", 2026), ("giai đoạn 2021-2030", 2030), ("khắc phục hạn chế của năm 2023", 2025), ("chung", 2025)],
)
def test_a_plan_is_for_the_year_it_names_unless_that_has_passed(subject, year):
    assert heading(f"Gia Lai, ngày 14/7/2025\nKẾ HOẠCH\nViệc {subject}").year == year


def test_a_day_without_its_place_is_read():
    assert heading("Ngày 14 tháng 7 năm 2025\nKẾ HOẠCH\nViệc").date == date(2025, 7, 14)


BESIDE = (
    "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; KT. CHỦ TỊCH\n- Bộ Nội vụ (để báo cáo); PHÓ CHỦ TỊCH\n"
    "- Lưu: VT, NC. Nguyễn Văn A"
)
ABOVE = (
    "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(đã ký)\nNguyễn Văn A\nNơi nhận:\n- Như Điều 3;\n- Bộ Nội vụ\n(để báo cáo);\n"
    "+ Lưu: VT, NC.\n(đã ký)"
)
LEFT = ("Bộ Nội vụ (để báo cáo)", "Lưu: VT, NC")


@pytest.mark.parametrize(
    ("end", "recipients", "name", "position"),
    [
        (
            BESIDE,
            LEFT,
            "Nguyễn Văn A",
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        ),
        (
            ABOVE,
            LEFT,
            "Nguyễn Văn A",
            "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        ),
        (
            "Nơi nhận: Như trên; Bộ Nội vụ (để báo cáo); Lưu: VT, NC.\nTL. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\nNGUYỄN VĂN A",
            LEFT,
            "NGUYỄN VĂN A",
            "TL. CHỦ TỊCH GIÁM ĐỐC SỞ NỘI VỤ",
        ),
        ("Nơi nhận:\n- Các sở, ban,\nngành;\nNguyễn Văn A", ("Các sở, ban, ngành",), "Nguyễn Văn A", None),
    ],
)
def test_recipients_and_signature_are_told_apart_wherever_they_stand(end, recipients, name, position):
    read = heading("KẾ HOẠCH\nViệc", end=end)

    assert read.recipients == recipients
    assert (read.signer.name, read.signer.position) == (name, position)


def test_a_paper_without_an_end_has_neither_recipients_nor_signer():
    read = heading("KẾ HOẠCH\nViệc", end="Nơi nhận:")

    assert (read.recipients, read.signer) == ((), None)


def test_addressees_on_the_line_of_kinh_gui_come_first():
    read = read_text(
        "Số: 3/UBND-NC\nV/v việc chung\n\nKính gửi: Các sở, ban, ngành; UBND các xã, phường.\n\n"
        "Thực hiện chương trình công tác:\n1. Sở Nội vụ:\n- Làm tốt.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )

    assert read.heading.recipients == ("Các sở, ban, ngành", "UBND các xã, phường", "Lưu: VT")


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("(Có 03 Phụ lục kèm theo)", [3]),
        ("(Chi tiết tại Phụ lục I, II và III kèm theo)", [3]),
        ("(Phụ lục số 1; Phụ lục số 2 đính kèm)", [2]),
        ("(kèm theo Danh mục nhiệm vụ)", [1]),
        ("(Biểu mẫu theo Phụ lục 1 kèm theo Nghị định số 30/2020/NĐ-CP)", []),
        ("(mẫu tại Phụ lục I của Nghị định số 30/2020/NĐ-CP kèm theo)", []),
        ("(kèm theo Kế hoạch này)", []),
    ],
)
def test_appendices_are_announced_by_number_by_name_or_at_all(text, many):
    assert [found[1] for found in announcements(text)] == many


@pytest.mark.parametrize(
    ("text", "name", "old"),
    [
        ("tỉnh Hoà Bình (cũ) đạt", "Hòa Bình", True),
        ("TỈNH LÀO CAI", "Lào Cai", False),
        ("tỉnh Bà Rịa – Vũng Tàu trước sáp nhập", "Bà Rịa - Vũng Tàu", True),
        ("TP. Hồ Chí Minh", "Hồ Chí Minh", False),
        ("tỉnh Yên Bái cũ", "Yên Bái", True),
    ],
)
def test_a_province_is_known_however_it_is_spelt(text, name, old):
    found = provinces.pattern().search(text)

    assert (provinces.canonical(found[1]), bool(found[2])) == (name, old)


def test_a_town_that_bears_the_name_of_a_province_is_none():
    assert provinces.pattern().search("thành phố Lào Cai đạt 95 điểm") is None
    assert provinces.mention().search("phường Yên Bái, thành phố Lào Cai; hòa bình") is None
    assert provinces.mention().search("Yên Bái đạt")[1] == "Yên Bái"
