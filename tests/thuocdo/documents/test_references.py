"""The documents a plan cites: laws, resolutions of the party, plans of provinces; each once, with day and issuer."""

from __future__ import annotations

from datetime import date

import pytest

from thuocdo.documents import read_text

HEAD = "UBND TỈNH LÀO CAI\nLào Cai, ngày 14 tháng 8 năm 2025\nKẾ HOẠCH\nNâng cao chỉ số năm 2025\n"


def cited(text, head=HEAD):
    return [(ref.type, ref.number, ref.date, ref.issuer) for ref in read_text(f"{head}Căn cứ {text}\n").references]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;",
            ("Nghị quyết", "57-NQ/TW", date(2024, 12, 22), "Bộ Chính trị"),
        ),
        ("123-KL/TW;", ("Kết luận", "123-KL/TW", None, "Trung ương Đảng")),
        ("Luật số 72/2025/QH15;", ("Luật", "72/2025/QH15", None, "Quốc hội")),
        ("202/2025/QH15 của Quốc hội;", ("Văn bản của Quốc hội", "202/2025/QH15", None, "Quốc hội")),
        (
            "Quyết định số 766/QĐ-TTg ngày 23 tháng 6 năm 2022 của Thủ tướng chính phủ;",
            ("Quyết định", "766/QĐ-TTg", date(2022, 6, 23), "Thủ tướng Chính phủ"),
        ),
        ("Nghị quyết số 5/NQ-HĐND của Hội đồng nhân dân tỉnh;", ("Nghị quyết", "5/NQ-HĐND", None, "HĐND tỉnh Lào Cai")),
        (
            "Kế hoạch số 51/KH-UBND của Ủy ban nhân dân tỉnh Hà Giang Thực hiện",
            ("Kế hoạch", "51/KH-UBND", None, "UBND tỉnh Hà Giang"),
        ),
        ("Kế hoạch số 51/KH-UBND;", ("Kế hoạch", "51/KH-UBND", None, "UBND tỉnh Lào Cai")),
        (
            "Quyết định 2/QĐ-BKHCN của Bộ Khoa học và Công nghệ ban hành",
            ("Quyết định", "2/QĐ-BKHCN", None, "Bộ Khoa học và Công nghệ"),
        ),
    ],
)
def test_a_document_is_cited_with_its_day_and_issuer(text, expected):
    assert cited(text) == [expected]


def test_the_same_number_of_two_years_is_two_documents_and_without_a_day_it_is_the_first():
    assert cited("Chỉ thị số 26/CT-TTg ngày 05/9/2016; Chỉ thị số 26/CT-TTg ngày 20/10/2023; 26/CT-TTg.") == [
        ("Chỉ thị", "26/CT-TTg", date(2016, 9, 5), "Thủ tướng Chính phủ"),
        ("Chỉ thị", "26/CT-TTg", date(2023, 10, 20), "Thủ tướng Chính phủ"),
    ]


def test_a_plan_of_a_committee_cited_by_a_department_has_no_known_issuer():
    assert cited("Kế hoạch số 51/KH-UBND;", "SỞ NỘI VỤ\nKẾ HOẠCH\nViệc\n") == [("Kế hoạch", "51/KH-UBND", None, None)]
