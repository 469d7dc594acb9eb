"""Figures of the past in texts of our own: whatever the words, none goes to the wrong province, year or measure."""

from __future__ import annotations

import pytest

from thuocdo.documents import read_text

HEAD = (
    "UBND TỈNH LÀO CAI\nLào Cai, ngày 14 tháng 8 năm 2025\nKẾ HOẠCH\nNâng cao chỉ số năm 2025\nCăn cứ Luật;\n\n"
    "I. KẾT QUẢ NĂM 2024\n"
)
A, B, HERE = "Yên Bái (cũ)", "Lào Cai (cũ)", "Lào Cai"
PAR, SIPAS, PAPI = "PAR INDEX", "SIPAS", "PAPI"


def facts(body):
    return [(f.index, f.province, f.year, f.measure, str(f.value)) for f in read_text(f"{HEAD}{body}\n").facts]


def of(index, province, year, **measures):
    return [(index, province, year, measure, value) for measure, value in measures.items()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Năm 2024, Chỉ số PAR INDEX: Yên Bái (cũ) đạt 90,54 điểm; Lào Cai (cũ) đạt 89,04 điểm.",
            [*of(PAR, A, 2024, score="90.54"), *of(PAR, B, 2024, score="89.04")],
            id="names without the word tỉnh",
        ),
        pytest.param(
            "1. Tỉnh Yên Bái (cũ)\n- PAR INDEX đạt 90,54 điểm.\n2. Tỉnh Lào Cai (cũ)\n- SIPAS đạt 84,92%.",
            [*of(PAR, A, 2024, score="90.54"), *of(SIPAS, B, 2024, score="84.92")],
            id="the province and the year stand in headings",
        ),
        pytest.param(
            "1. PAR INDEX năm 2023\n- Tỉnh Yên Bái (cũ) đạt 88 điểm.\n- Lào Cai (cũ) đạt 89 điểm.\n- Làm tốt 100%.",
            [*of(PAR, A, 2023, score="88"), *of(PAR, B, 2023, score="89")],
            id="the index stands in a heading",
        ),
        pytest.param(
            "1. PAR INDEX\na) Tỉnh Yên Bái (cũ): Năm 2024 đạt 88 điểm.\nb) Tỉnh Lào Cai (cũ): Năm 2024 đạt 89 điểm.",
            [*of(PAR, A, 2024, score="88"), *of(PAR, B, 2024, score="89")],
            id="letters under the heading of an index",
        ),
        pytest.param(
            "PAPI tỉnh Lào Cai (cũ) đạt 40,5/80 điểm.",
            of(PAPI, B, 2024, component_score="40.5", component_max="80"),
            id="points of a maximum that nobody says is the whole",
        ),
        pytest.param(
            "Kết quả Chỉ số PAPI của tỉnh Yên Bái (cũ):\n- Tổng điểm đạt 41,93 điểm;\n- Xếp thứ 46/61 tỉnh, thành phố.",
            of(PAPI, A, 2024, score="41.93", rank="46", of="61"),
            id="a line with a colon heads the bullets",
        ),
        pytest.param(
            "1. Chỉ số PAR INDEX, SIPAS của tỉnh Yên Bái (cũ), tỉnh Lào Cai (cũ)\n- Năm 2024 đạt 88 điểm.",
            [],
            id="a heading that names two indices names none",
        ),
        pytest.param(
            "Năm 2024, PAR INDEX trung bình cả nước là 88 điểm; bình quân chung đạt 87 điểm; cả nước đạt 86 điểm.",
            [],
            id="figures of the whole country are nobody's",
        ),
        pytest.param(
            "Năm 2024, PAR INDEX tỉnh Lào Cai (cũ) đạt 89 điểm, thấp hơn tỉnh Yên Bái (cũ) 1,5 điểm, xếp thứ 26/63.",
            of(PAR, B, 2024, score="89", rank="26", of="63"),
            id="who is compared with owns nothing",
        ),
        pytest.param(
            "Năm 2024, PAR INDEX tỉnh Lào Cai (cũ) đạt 89 điểm (thành phố Hải Phòng đạt 96 điểm), xếp thứ 26/63.",
            [
                *of(PAR, B, 2024, score="89"),
                *of(PAR, "Hải Phòng", 2024, score="96"),
                *of(PAR, B, 2024, rank="26", of="63"),
            ],
            id="a bracket has its own owner",
        ),
        pytest.param(
            "Chỉ số CCHC của Sở Nội vụ đạt 92 điểm, xếp 1/20; UBND huyện Bát Xát đạt 80 điểm. PAR INDEX đạt 89 điểm.",
            of(PAR, HERE, 2024, score="89"),
            id="departments and districts are no province, until the sentence ends",
        ),
        pytest.param(
            "Theo báo cáo của Sở Nội vụ, Chỉ số PAR INDEX đạt 89 điểm, xếp thứ 1/20 của cụm.",
            of(PAR, HERE, 2024, score="89"),
            id="who reports owns nothing; a rank among twenty is none of a province",
        ),
        pytest.param(
            "SIPAS đạt tỷ lệ 84,92 %, xếp hạng thứ 19 toàn quốc, đứng thứ 2 khu vực, tụt 13 bậc so với năm 2023.",
            of(SIPAS, HERE, 2024, score="84.92", rank="19", change_rank="-13"),
            id="a rank without its denominator; that of a region is none",
        ),
        pytest.param(
            "SIPAS đạt 84,92%, đứng thứ 19 trong 63 tỉnh, thấp hơn 3,84% so với năm 2023, không thay đổi hạng.",
            of(SIPAS, HERE, 2024, score="84.92", rank="19", of="63", change_score="-3.84", change_rank="0"),
            id="ranks and changes in words",
        ),
        pytest.param(
            "PAR INDEX năm 2023 đạt 89,04/100 điểm, thứ hạng 26/63, tăng hạng 2 bậc.",
            of(PAR, HERE, 2023, score="89.04", rank="26", of="63", change_rank="2"),
            id="a hundred is the whole",
        ),
        pytest.param("PAR INDEX năm 2023, 2024 lần lượt đạt 88% và 89%.", [], id="figures in turn are left out"),
        pytest.param(
            "Năm 2024, PAR INDEX tỉnh Yên Bái (cũ) và tỉnh Lào Cai (cũ) đạt 90,54 điểm và 89,04 điểm.",
            [],
            id="two owners in one breath",
        ),
        pytest.param(
            "Chỉ số PCI đạt 66,2 điểm, xếp thứ 30/63; PAR INDEX đạt 89 điểm; Chỉ số chuyển đổi số (DTI) đạt 0,7 điểm.",
            [
                *of("PCI", HERE, 2024, score="66.2", rank="30", of="63"),
                *of(PAR, HERE, 2024, score="89"),
                *of("DTI", HERE, 2024, score="0.7"),
            ],
            id="other indices keep their own figures",
        ),
        pytest.param(
            "PAR INDEX từ 86,10 điểm năm 2023 lên 89,04 điểm năm 2024, tăng 2,94 điểm; SIPAS: 84,92% (năm 2022).",
            [
                *of(PAR, HERE, 2023, score="86.10"),
                *of(PAR, HERE, 2024, score="89.04", change_score="2.94"),
                *of(SIPAS, HERE, 2022, score="84.92"),
            ],
            id="years after their figures",
        ),
        pytest.param(
            "Chỉ số SIPAS đạt 84,92% (tỉnh Lào Cai cũ), tăng 1%.",
            [*of(SIPAS, B, 2024, score="84.92"), *of(SIPAS, HERE, 2024, change_score="1")],
            id="a province in brackets after its figure",
        ),
        pytest.param(
            "PAPI: nội dung một đạt 5,1 điểm; Công khai, minh bạch đạt 5,2 điểm; tổng đạt 41,75 điểm; khác đạt 5 điểm.",
            [
                *of(PAPI, HERE, 2024, component_score="5.1"),
                *of(PAPI, HERE, 2024, component_score="5.2", score="41.75"),
                *of(PAPI, HERE, 2024, component_score="5"),
            ],
            id="parts are no wholes",
        ),
        pytest.param(
            "PAR INDEX đạt 89 điểm. Hồ sơ trả đúng hạn đạt 98,5%. Tỷ lệ giải ngân đạt 95%.",
            of(PAR, HERE, 2024, score="89"),
            id="figures of other things are not the index's",
        ),
        pytest.param("PAR INDEX: phấn đấu đạt 90 điểm, xếp thứ 10/34.", [], id="what is wanted is no fact"),
        pytest.param("Chỉ số CCHC của thành phố Lào Cai đạt 95 điểm.", [], id="a town with the name of a province"),
    ],
)
def test_a_figure_has_its_owner_year_and_measure_or_is_left_out(text, expected):
    assert facts(text) == expected
