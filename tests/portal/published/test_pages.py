"""What the pages of published results tell, and at what cost."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from thuocdo.vietnamese.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test import Client

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.results.models import PublishedImport


@pytest.fixture
def page(client: Client, leader: User) -> Callable[[str], str]:
    """Opens a page as a leader of the province, blanks squeezed."""
    client.force_login(leader)

    def opened(path: str) -> str:
        response = client.get(f"/ket-qua-cong-bo/{path}")
        assert response.status_code == 200, path
        return " ".join(response.content.decode().split())

    return opened


def test_old_provinces_keep_their_own_figures_and_the_restated_one_stands_beside_them(
    shipped: PublishedImport, page: Callable[[str], str]
) -> None:
    text = page("papi/")

    assert "tỉnh Yên Bái (cũ)" in text
    assert ">41,94<" in text
    assert ">41,85<" in text
    assert ">43,17<" in text
    assert "ước tính" in text


def test_the_line_of_a_chart_stops_at_every_break_of_its_series(
    shipped: PublishedImport, client: Client, leader: User
) -> None:
    client.force_login(leader)

    chart = client.get("/ket-qua-cong-bo/papi/").context["chart"]

    assert chart["xAxis"]["data"] == ["2018", "", "2019", "", "2020", "", "2021", "2022", "2023", "2024"]
    assert all(line["data"][place] is None for line in chart["series"] for place in (1, 3, 5))
    assert chart["series"][0]["markLine"]["data"] == [{"xAxis": 1}, {"xAxis": 3}, {"xAxis": 5}]


@pytest.mark.parametrize("index", ["par-index", "sipas"])
def test_what_cannot_be_restated_says_why(shipped: PublishedImport, page: Callable[[str], str], index: str) -> None:
    text = page(f"{index}/")

    assert "Không quy đổi được cho đơn vị mới" in text
    assert "ước tính" not in text


@pytest.mark.parametrize(
    ("code", "estimate"),
    [("15", "41,85"), ("08", "43,17")],
    ids=["tỉnh Lào Cai", "tỉnh Tuyên Quang"],
)
def test_an_estimate_shows_its_weights_and_their_basis(
    shipped: PublishedImport, page: Callable[[str], str], code: str, estimate: str
) -> None:
    text = page(f"papi/2024/gso/{code}/")

    assert f": {estimate}" in text
    assert "ước tính" in text
    assert "Tổng cục Thống kê" in text
    assert "không phải kết quả công bố" in text


def test_a_province_with_a_predecessor_without_a_total_is_not_restated(
    take_in: Callable[..., Any], page: Callable[[str], str]
) -> None:
    take_in("PAPI,2024,Phú Thọ,TOTAL,42.5,,20,61,papi,", "PAPI,2024,Hòa Bình,TOTAL,41.2,,50,61,papi,")

    text = page("papi/2024/gso/25/")

    assert "không quy đổi được" in text
    assert "Vĩnh Phúc" in text


def test_ranks_carry_their_denominator_or_say_that_it_is_not_known(
    shipped: PublishedImport, page: Callable[[str], str]
) -> None:
    text = page("par-index/")

    assert "hạng 9/63" in text
    assert "hạng 7, chưa rõ tổng số" in text


def test_the_parts_of_par_index_add_up_on_the_page(shipped: PublishedImport, page: Callable[[str], str]) -> None:
    text = page("par-index/2024/gso_before_2025/15/")

    for part in ("58,72", "26,84", "4,98"):
        assert part in text
    assert "= 90,54" in text
    assert "khớp số công bố" in text


def test_a_printed_sum_that_is_rounded_is_told_from_one_that_is_doubtful(
    shipped: PublishedImport, page: Callable[[str], str]
) -> None:
    text = page("par-index/2024/gso_before_2025/10/")

    assert "= 89,037" in text
    assert "khớp 89,04 sau khi làm tròn" in text
    assert "nguồn in 26: cần xem lại" in text


def test_sources_that_disagree_stand_side_by_side(shipped: PublishedImport, page: Callable[[str], str]) -> None:
    text = page("papi/2023/gso_before_2025/10/")

    assert "hạng 33/63" in text
    assert "hạng 33/61" in text
    assert "nhóm Trung bình cao" in text
    assert "nhóm Trung bình thấp" in text
    assert "Các nguồn nêu khác nhau" in text


def test_a_score_that_contradicts_its_place_is_said(shipped: PublishedImport, page: Callable[[str], str]) -> None:
    text = page("sipas/2024/gso_before_2025/15/")

    assert "Điểm và hạng mâu thuẫn" in text
    assert "seeds/" not in text


def test_every_part_is_a_door_to_its_source(shipped: PublishedImport, page: Callable[[str], str]) -> None:
    text = page("papi/2024/gso_before_2025/15/?phan=S1.1")

    assert "1.1 Tri thức công dân" in text
    assert "papi.org.vn" in text


def test_years_across_a_break_are_shown_side_by_side_without_a_change(
    shipped: PublishedImport, page: Callable[[str], str]
) -> None:
    assert "không so sánh" in page("papi/2021/gso_before_2025/10/")
    assert "+1,71" in page("papi/2023/gso_before_2025/10/")


def test_the_year_page_ranks_by_published_place_and_never_counts_the_silent_as_last(
    shipped: PublishedImport, page: Callable[[str], str]
) -> None:
    text = page("sipas/2024/")

    assert text.index("Hải Phòng (cũ)") < text.index("Yên Bái (cũ)") < text.index("Bắc Kạn (cũ)")
    assert "Toàn quốc" in text
    assert "83,94" in text


def test_a_name_without_diacritics_finds_a_province_and_those_that_went_into_it(
    shipped: PublishedImport, page: Callable[[str], str]
) -> None:
    text = page("papi/?q=lao cai")

    assert "tỉnh Yên Bái (cũ)" in text
    assert "tỉnh Lai Châu" not in text


def test_sorting_by_a_year_puts_the_highest_first(shipped: PublishedImport, page: Callable[[str], str]) -> None:
    text = page("papi/?xep=2024")
    table = text[text.index("<tbody>") :]

    names = ["Hà Giang (cũ)", "Lai Châu", "Tuyên Quang (cũ)", "Yên Bái (cũ)", "Lào Cai (cũ)"]
    places = [table.index(f"tỉnh {name}</a>") for name in names]
    assert places == sorted(places)


def test_the_installations_own_province_stands_first_even_without_figures(
    shipped: PublishedImport, page: Callable[[str], str]
) -> None:
    text = page("papi/")

    assert text.index("tỉnh Gia Lai (cũ)") < text.index("tỉnh Lào Cai (cũ)")
    assert "Chưa có số liệu" in text


def test_an_empty_index_says_what_will_be_here(province: object, page: Callable[[str], str]) -> None:
    assert "Chưa có kết quả công bố" in page("papi/")


def test_excel_gets_numbers_sources_and_reasons(shipped: PublishedImport, client: Client, leader: User) -> None:
    client.force_login(leader)

    book = openpyxl.load_workbook(io.BytesIO(client.get("/ket-qua-cong-bo/papi/xuat.xlsx").content))

    figures, restated, origin = (book[name] for name in ("Số liệu", "Quy đổi", "Nguồn gốc"))
    rows = list(figures.iter_rows(values_only=True))
    assert rows[0][5] == "Điểm"
    assert ("PAPI", 2024, "tỉnh Yên Bái (cũ)", "TOTAL", "Tổng điểm", 41.939053) in [row[:6] for row in rows]
    estimates = {row[1:3]: row[3] for row in restated.iter_rows(min_row=2, values_only=True)}
    assert round(estimates[2024, "tỉnh Lào Cai"], 2) == 41.85
    assert origin.cell(1, 1).value == "Chỉ số"


def test_csv_for_excel_reads_back(shipped: PublishedImport, client: Client, leader: User) -> None:
    client.force_login(leader)

    content = client.get("/ket-qua-cong-bo/par-index/xuat.csv?pham-vi=tat-ca").content

    table = read_table(content, name="ket-qua.csv")
    assert table.columns[:3] == ("Chỉ số", "Năm", "Tỉnh, thành phố")
    assert len(table.rows) == 76


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("par-index/", 8),
        ("papi/?pham-vi=tat-ca", 7),
        ("papi/2024/", 7),
        ("papi/2024/gso_before_2025/15/", 10),
        ("papi/2024/gso/15/", 8),
    ],
)
def test_pages_cost_the_same_number_of_queries_whatever_they_show(
    shipped: PublishedImport,
    client: Client,
    leader: User,
    django_assert_num_queries: Callable[[int], Any],
    path: str,
    queries: int,
) -> None:
    client.force_login(leader)
    client.get(f"/ket-qua-cong-bo/{path}")  # opens the editions, which a process does once

    with django_assert_num_queries(queries):
        assert client.get(f"/ket-qua-cong-bo/{path}").status_code == 200
