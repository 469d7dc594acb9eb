"""The board as a file: real numbers, Vietnamese heads, where the figures come from; no formula from outside."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from thuocdo.portal.results.models import Snapshot, SnapshotUnit

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from thuocdo.portal.organizations.models import User


@pytest.fixture
def logged_in(client: Client, coordinator: User) -> Client:
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


def sheets(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.rows] for sheet in book}


def test_the_workbook_has_numbers_as_numbers_and_says_where_they_come_from(logged_in: Client, day: Snapshot) -> None:
    response = logged_in.get("/bo-chi-so/766/xuat.xlsx")

    assert "bo-chi-so-766-nam-2026-20261008.xlsx" in response.headers["Content-Disposition"]
    found = sheets(response.content)
    heads, *rows = found["Bảng điểm"]
    first = dict(zip(heads, rows[0], strict=True))
    assert first["Đơn vị"] == "xã Vân Canh"
    assert first["Tổng điểm (tối đa 100)"] == 75.31
    assert first["Hài lòng (tối đa 18)"] == 18
    assert first["Hạng công bố"] == 2
    origin = dict(row[:2] for row in found["Nguồn gốc"])
    assert origin["Nguồn"] == "Cổng Dịch vụ công quốc gia"
    assert origin["Số liệu đến"] == "14:00 ngày 08/10/2026"
    assert day.edition.sha256 in str(origin["Dấu vân tay Bộ Chỉ số"])


def test_the_export_has_the_filtered_rows_and_all_their_pages(logged_in: Client, day: Snapshot) -> None:
    SnapshotUnit.objects.bulk_create(
        SnapshotUnit(
            snapshot=day, code=f"H21.9{number}", name=f"xã {number}", folded=f"xa {number}", sort_name=f"{number}",
            kind="commune", parent_code="H21", groups={}, group_values={},
        )
        for number in range(60)
    )  # fmt: skip

    rows = sheets(logged_in.get("/bo-chi-so/766/xuat.xlsx?loai=commune").content)["Bảng điểm"]
    dom = sheets(logged_in.get("/bo-chi-so/766/xuat.xlsx?loai=commune&q=ia dom").content)["Bảng điểm"]

    assert (len(rows), len(dom)) == (1 + 62, 1 + 1)


def test_a_sort_by_a_change_that_is_not_there_is_passed_over(logged_in: Client, day: Snapshot) -> None:
    rows = sheets(logged_in.get("/bo-chi-so/766/xuat.xlsx?loai=commune&xep=-thay-doi&mat-hai-long=1").content)

    assert [row[1] for row in rows["Bảng điểm"][1:]] == ["xã Ia Dom"]


def test_the_change_on_an_earlier_day_is_exported_exactly(
    logged_in: Client, day: Snapshot, take_in: Callable[..., object], cut_files: Callable[..., list[tuple[str, bytes]]]
) -> None:
    take_in(cut_files(day="2026-10-09", H21_133="66.46"))

    heads, first, _second = sheets(logged_in.get("/bo-chi-so/766/xuat.xlsx?loai=commune&xep=-thay-doi").content)[
        "Bảng điểm"
    ]

    line = dict(zip(heads, first, strict=True))
    assert (line["Đơn vị"], line["Thay đổi so với 08/10/2026"]) == ("xã Ia Dom", 12.11)


def test_the_csv_opens_right_in_a_vietnamese_excel(logged_in: Client, day: Snapshot) -> None:
    content = logged_in.get("/bo-chi-so/766/xuat.csv?loai=province").content

    assert content.startswith("\ufeffMã;Đơn vị;Loại".encode())
    assert "H21;tỉnh Gia Lai;Tỉnh, thành phố;;4;".encode() in content
    assert b";66,08;" in content


def test_an_empty_cell_is_no_zero(logged_in: Client, day: Snapshot) -> None:
    SnapshotUnit.objects.filter(snapshot=day, code="H21").update(total="", total_value=None, petitions=None)

    heads, row = sheets(logged_in.get("/bo-chi-so/766/xuat.xlsx?loai=province").content)["Bảng điểm"]

    assert dict(zip(heads, row, strict=True))["Tổng điểm (tối đa 100)"] is None


def test_a_name_that_looks_like_a_formula_stays_text(logged_in: Client, day: Snapshot) -> None:
    evil = '=HYPERLINK("x";1)'
    SnapshotUnit.objects.filter(snapshot=day, code="H21").update(name=evil)

    csv = logged_in.get("/bo-chi-so/766/xuat.csv?loai=province").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(logged_in.get("/bo-chi-so/766/xuat.xlsx?loai=province").content))

    assert "\"'=HYPERLINK(" in csv
    assert book["Bảng điểm"]["B2"].data_type == "s"
