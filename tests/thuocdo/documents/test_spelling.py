"""Slips of the pen: confusions, words set twice, syllables that cannot be; and good words that raise no question."""

from __future__ import annotations

import pytest

from thuocdo.documents.spelling import slips_in


@pytest.mark.parametrize(
    ("text", "meant", "found"),
    [
        ("đạt trêm 80% số xã", "trên", "trêm"),
        ("đạt tử 50% hồ sơ", "từ", "tử"),
        ("giám ít nhất 10% chi phí", "giảm", "giám"),
        ("đạt 85% trở nên.", "trở lên", "trở nên"),
        ("theo Đề án và và các văn bản", "và", "và và"),
        ("dịch vụ công trực tuyến trực tuyến", "trực tuyến", "trực tuyến trực tuyến"),
        ("Quyêt định mới", "Quyết hoặc Quyệt", "Quyêt"),
        ("một số viềc", "viếc hoặc việc", "viềc"),
    ],
)
def test_a_slip_is_found_with_what_is_meant(text, meant, found):
    assert [(expected, slip) for _, expected, slip in slips_in(text)] == [(meant, found)]


@pytest.mark.parametrize(
    "text",
    [
        "ý kiến kiến nghị, hành vi vi phạm, tuân thủ thủ tục, từ từ, ngày ngày, luôn luôn",
        "internet, website, LGSP, Bát Xát, Mộc Châu, Đắk Lắk, thích ứng, các cấp",
        "lãnh tử, giám sát 10 đơn vị, trở nên tốt hơn, trao đổi với người dân",
    ],
)
def test_good_words_raise_no_question(text):
    assert list(slips_in(text)) == []
