"""Every mistake of a workbook is named with sheet, row and column, what was needed, what was found, what to do."""

from __future__ import annotations

import importlib
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.workbook.workbook import Workbook

from thuocdo.errors import RulebookError
from thuocdo.rulebooks.loader import check
from thuocdo.rulebooks.workbook import export_workbook, needed, read_workbook, reading
from thuocdo.rulebooks.workbook.assemble import assemble
from thuocdo.rulebooks.workbook.criterion_columns import CRITERIA
from thuocdo.rulebooks.workbook.lines import Line

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from thuocdo.rulebooks import Edition

Change = Callable[[Workbook], object]
Spoil = Callable[[Change], list[str]]


def put(sheet: str, cell: str, value: object) -> Change:
    """Type a value into a cell, as Excel would keep it."""

    def change(workbook: Workbook) -> None:
        workbook[sheet][cell].value = value

    return change


def error(sheet: str, cell: str) -> Change:
    def change(workbook: Workbook) -> None:
        workbook[sheet][cell].value = "#REF!"
        workbook[sheet][cell].data_type = "e"

    return change


def append(sheet: str, *row: object) -> Change:
    return lambda workbook: workbook[sheet].append(row)


RULE_ROW = {"1.1": 2, "1.10": 3, "1.3": 5}
MISTAKES = {
    "a code typed as a number": (put("Tiêu chí", "A5", 1.1), "RB-310", "dòng 5, cột Mã", "gặp số hoặc ngày 1.1"),
    "points typed as a number": (put("Tiêu chí", "E4", 2.5), "RB-310", "dòng 4, cột Điểm tối đa", "2.5"),
    "a truth where text is needed": (put("Tiêu chí", "D4", True), "RB-310", "dòng 4, cột Tên", "True"),
    "a day where text is needed": (
        put("Bộ chỉ số", "B3", datetime(2030, 1, 1)),  # noqa: DTZ001 - a cell knows no time zone
        "RB-310",
        "dòng 3, cột Nội dung, Mã phiên bản",
        "2030-01-01",
    ),
    "a formula": (put("Tiêu chí", "E4", "=1+1"), "RB-308", "dòng 4, cột Điểm tối đa", "=1+1"),
    "an error value": (error("Tiêu chí", "D4"), "RB-309", "dòng 4, cột Tên", "#REF!"),
    "merged cells": (lambda book: book["Tiêu chí"].merge_cells("B4:B5"), "RB-307", "dòng 4, cột B4:B5", "B4:B5"),
    "an empty title": (put("Tiêu chí", "D4", None), "RB-311", "dòng 4, cột Tên", "bắt buộc"),
    "an empty item of the edition": (
        put("Bộ chỉ số", "B4", " "),
        "RB-311",
        "dòng 4, cột Nội dung, Tên bộ chỉ số",
        "bắt buộc",
    ),
    "a word that is not in the list": (
        put("Tiêu chí", "F4", "Đoán"),
        "RB-312",
        "dòng 4, cột Nguồn điểm",
        "Tự đánh giá và thẩm định",
    ),
    "points in words": (put("Tiêu chí", "E4", "hai"), "RB-313", "dòng 4, cột Điểm tối đa", '“hai”|"hai"'),
    "points that may be a thousand": (put("Tiêu chí", "E4", "1.000"), "RB-313", "dòng 4, cột Điểm tối đa", "1.000"),
    "a day that is not in the calendar": (
        put("Tiêu chí", "L4", "31/02/2030"),
        "RB-314",
        "dòng 4, cột Áp dụng từ ngày",
        "31/02/2030",
    ),
    "digits that are not whole": (put("Làm tròn", "D2", "hai"), "RB-315", "dòng 2, cột Số chữ số thập phân", "hai"),
    "a name in an old font": (
        put("Tiêu chí", "D4", "C¶i c¸ch hµnh chÝnh"),
        "RB-316",
        "dòng 4, cột Tên",
        "TCVN3",
    ),
    "a pair without its sign": (put("Ca kiểm tra", "C2", "a 1"), "RB-317", "dòng 2, cột Số liệu", "a 1"),
    "a parent that does not exist": (put("Tiêu chí", "B4", "1.I"), "RB-318", "dòng 4, cột Mã cấp trên", "1.I"),
    "an owner that does not exist": (
        put("Quy tắc", "A2", "7.7"),
        "RB-318",
        "trang tính Quy tắc, dòng 2, cột Mã",
        "7.7",
    ),
    "a case of no criterion": (
        put("Ca kiểm tra", "A2", "7.7"),
        "RB-318",
        "trang tính Ca kiểm tra, dòng 2, cột Mã",
        "7.7",
    ),
    "an item that is not of the edition": (
        put("Bộ chỉ số", "A2", "Mã bộ"),
        "RB-319",
        "trang tính Bộ chỉ số, dòng 2, cột Mục",
        "Mã bộ chỉ số",
    ),
    "a code twice": (put("Tiêu chí", "A5", "1.1"), "RB-320", "dòng 5, cột Mã", "dòng 4"),
    "two roots": (put("Tiêu chí", "B4", None), "RB-321", "cột Mã cấp trên", "TOTAL, 1.1"),
    "parents in a ring": (put("Tiêu chí", "B3", "1.1"), "RB-322", "cột Mã cấp trên", "1.1 → 1"),
    "two rules for one criterion": (append("Quy tắc", "1.1", "Đạt hoặc không đạt"), "RB-323", "cột Mã", "dòng 2"),
    "a parameter of another kind": (put("Quy tắc", "K2", "1"), "RB-324", "dòng 2, cột 0 điểm tại", "Theo tỷ lệ"),
    "a rule without its parameter": (put("Quy tắc", "D2", None), "RB-325", "dòng 2, cột Mẫu số", "Theo tỷ lệ"),
    "an input twice": (put("Số liệu đầu vào", "B3", "a"), "RB-326", "dòng 3, cột Tên số liệu", '"a"'),
    "a flag twice": (append("Dấu hiệu số liệu", "NO_DATA", "Lần nữa"), "RB-326", "dòng 3, cột Dấu hiệu", "NO_DATA"),
    "words beside the table": (put("Tiêu chí", "Z4", "xem lại"), "RB-327", "dòng 4, cột Z", "xem lại"),
    "bands for a rule that has none": (
        append("Bậc và yêu cầu", "1.3", None, None, "1"),
        "RB-331",
        "cột Mã",
        "Đạt hoặc không đạt",
    ),
    "bands without a rule": (append("Bậc và yêu cầu", "2", None, None, "1"), "RB-331", "cột Mã", "tiêu chí 2"),
    "a header renamed": (put("Tiêu chí", "E1", "Điểm tối"), "RB-305", "dòng 1, cột Điểm tối", "Điểm tối đa"),
    "a header twice": (put("Tiêu chí", "Z1", "Mã"), "RB-306", "dòng 1, cột Mã", "hai lần"),
    "a column missing": (
        lambda book: book["Tiêu chí"].delete_cols(5),
        "RB-304",
        "trang tính Tiêu chí, dòng 1, cột Điểm tối đa",
        "Điểm tối đa",
    ),
    "an item of the edition missing": (
        lambda book: book["Bộ chỉ số"].delete_rows(9),
        "RB-304",
        "trang tính Bộ chỉ số, cột Mục",
        "Đối tượng đánh giá",
    ),
    "a sheet missing": (lambda book: book.remove(book["Quy tắc"]), "RB-303", "trang tính Quy tắc", "Tiêu chí"),
    "a code with a blank": (put("Tiêu chí", "A17", "1.14 b"), "RB-109", "dòng 17, cột Mã", "1.14 b"),
    "a case that expects nothing": (
        put("Ca kiểm tra", "B3", None),
        "RB-311",
        "trang tính Ca kiểm tra, dòng 3, cột Câu mô tả",
        "bắt buộc",
    ),
    "an input that a rule uses and nobody declared": (
        put("Quy tắc", "F5", "zzz"),
        "RB-122",
        "trang tính Quy tắc, dòng 5",
        "zzz",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_placed_and_explained(spoil: Spoil, mistake: str) -> None:
    change, code, place, word = MISTAKES[mistake]

    problems = spoil(change)

    lines = [line for line in problems if line.startswith(code)]
    assert lines, problems
    assert place in lines[0]
    assert any(part in lines[0] for part in word.split("|"))
    assert lines[0].startswith(f"{code} · bo_chi_so.xlsx, trang tính ")


def test_all_mistakes_are_told_at_once_in_the_order_of_the_rows(spoil: Spoil) -> None:
    def change(workbook: Workbook) -> None:
        put("Tiêu chí", "E6", "hai")(workbook)
        put("Tiêu chí", "A4", 1.1)(workbook)
        put("Quy tắc", "B5", "Đoán")(workbook)
        put("Bộ chỉ số", "B9", "Huyện")(workbook)

    problems = spoil(change)

    told = [(line.split(" · ")[0], line.split(", ")[1]) for line in problems[:4]]
    assert told[0] == ("RB-312", "trang tính Bộ chỉ số")
    assert told[1] == ("RB-310", "trang tính Tiêu chí")
    assert told[2] == ("RB-313", "trang tính Tiêu chí")
    assert "trang tính Quy tắc, dòng 5, cột Kiểu quy tắc" in " ".join(problems)


def test_a_cell_that_is_wrong_is_not_also_called_missing(spoil: Spoil) -> None:
    problems = spoil(put("Tiêu chí", "E4", "hai"))

    assert [line.split(" · ")[0] for line in problems] == ["RB-313"]


def test_a_value_of_the_edition_that_others_need_is_missed_at_its_own_row(spoil: Spoil) -> None:
    def change(workbook: Workbook) -> None:
        page = workbook["Bộ chỉ số"]
        for row in page.iter_rows(min_row=2):
            if str(row[0].value).endswith("mức xếp loại") or row[0].value == "Mức xếp loại đã xác minh":
                row[1].value = None

    (problem,) = spoil(change)

    assert problem.startswith("RB-103 · bo_chi_so.xlsx, trang tính Bộ chỉ số, dòng 19, cột Nội dung, Mức xếp loại")


def test_a_wrong_sum_is_placed_at_the_points_of_the_row(spoil: Spoil) -> None:
    def change(workbook: Workbook) -> None:
        put("Tiêu chí", "E3", "20")(workbook)
        for row in range(4, 18):
            put("Tiêu chí", f"E{row}", "2")(workbook)

    problems = spoil(change)

    assert any("RB-120" in line and "trang tính Tiêu chí, dòng 3, cột Điểm tối đa" in line for line in problems)


def test_sheets_of_ones_own_and_empty_rows_are_left_alone(exported: bytes) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(exported))
    workbook.create_sheet("Ghi chú của tôi").append(["=1+1", 2])
    workbook["Tiêu chí"].append([None, "  "])
    workbook["Bộ chỉ số"].append([None, None])
    workbook["Bộ chỉ số"].move_range("A5:C5", rows=30)
    opened = io.BytesIO()
    workbook.save(opened)

    assert read_workbook(opened.getvalue(), name="x.xlsx").sha256 == read_workbook(exported, name="x.xlsx").sha256


def test_what_excel_makes_of_a_day_a_whole_number_or_a_truth_is_taken(exported: bytes) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(exported))
    workbook["Bộ chỉ số"]["B10"].value = datetime(2030, 1, 1)  # noqa: DTZ001 - as Excel keeps a day
    workbook["Làm tròn"]["D2"].value = 4
    workbook["Bộ chỉ số"]["B8"].value = True
    opened = io.BytesIO()
    workbook.save(opened)

    assert read_workbook(opened.getvalue(), name="x.xlsx").sha256 == read_workbook(exported, name="x.xlsx").sha256


def test_a_sheet_of_charts_in_the_place_of_a_table_is_no_table(spoil: Spoil) -> None:
    def change(workbook: Workbook) -> None:
        workbook.remove(workbook["Nhóm"])
        workbook.create_chartsheet("Nhóm").add_chart(BarChart())

    assert any(line.startswith("RB-303") and "Nhóm" in line for line in spoil(change))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "RB-301"),
        (b"unit,kind\n1,2\n", "RB-301"),
        (b"PK\x03\x04 cut short", "RB-301"),
        (b"\xd0\xcf\x11\xe0 an old or locked file", "RB-328"),
    ],
)
def test_a_file_of_another_type_is_refused_by_name(
    refused: Callable[[bytes], list[str]], data: bytes, code: str
) -> None:
    assert [line.split(" · ")[:2] for line in refused(data)] == [[code, "bo_chi_so.xlsx"]]


def test_an_archive_without_a_workbook_is_refused(refused: Callable[[bytes], list[str]]) -> None:
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert refused(opened.getvalue())[0].startswith("RB-301")


def test_a_workbook_with_broken_parts_is_refused(exported: bytes, refused: Callable[[bytes], list[str]]) -> None:
    opened = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exported)) as old, zipfile.ZipFile(opened, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<broken" if name.endswith("sheet3.xml") else old.read(name))

    assert refused(opened.getvalue())[0].startswith("RB-301")


def test_a_workbook_that_grows_while_it_is_read_is_refused(
    exported: bytes, refused: Callable[[bytes], list[str]]
) -> None:
    """Entities that stand for entities: small on disk and in the archive, endless in memory."""
    entities = "".join(f'<!ENTITY e{at + 1} "{f"&e{at};" * 10}">' for at in range(12))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "haha">{entities}]>'.encode()
    opened = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exported)) as old, zipfile.ZipFile(opened, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet3.xml"):
                part = bomb + part.replace(b"<t>", b"<t>&e12;", 1)
            new.writestr(name, part)

    assert refused(opened.getvalue())[0].startswith("RB-301")


def test_a_file_too_large_to_be_one_is_refused(refused: Callable[[bytes], list[str]]) -> None:
    assert refused(b"PK" + bytes(reading.LARGEST))[0].startswith("RB-302")


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    refused: Callable[[bytes], list[str]],
) -> None:
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(10 * reading.LARGEST + 1))

    assert len(opened.getvalue()) < reading.LARGEST
    assert refused(opened.getvalue())[0].startswith("RB-302")


def test_a_merged_range_that_would_fill_the_memory_is_refused_before_it_is_made(
    refused: Callable[[bytes], list[str]],
) -> None:
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", '<worksheet><mergeCell ref="A1:XFD1048576"/></worksheet>')

    (line,) = refused(opened.getvalue())
    assert line.startswith("RB-307")
    assert "A1:XFD1048576" in line


def test_a_sheet_with_too_many_rows_is_refused(spoil: Spoil) -> None:
    problems = spoil(put("Tiêu chí", f"A{reading.LONGEST + 5}", "x"))

    assert any(line.startswith("RB-329") and "trang tính Tiêu chí" in line for line in problems)


def test_a_renamed_header_hides_no_mistake_in_the_other_columns(spoil: Spoil) -> None:
    def change(workbook: Workbook) -> None:
        put("Tiêu chí", "D1", "Tên gọi")(workbook)
        put("Tiêu chí", "E4", 2.5)(workbook)
        put("Tiêu chí", "A5", None)(workbook)

    problems = spoil(change)

    assert sorted(line[:6] for line in problems) == ["RB-304", "RB-305", "RB-310", "RB-311"], problems


def test_a_sheet_without_any_header_is_told_by_its_columns_alone(spoil: Spoil) -> None:
    problems = spoil(lambda workbook: workbook["Căn cứ pháp lý"].delete_rows(1, 500))

    assert {line[:6] for line in problems} == {"RB-304"}


def test_check_tells_the_problems_of_a_workbook_like_those_of_files(tmp_path: Path) -> None:
    path = tmp_path / "bo_chi_so.xlsx"
    path.write_bytes(b"no workbook")

    assert [problem.code for problem in check(path)] == ["RB-301"]


def test_without_openpyxl_the_extra_to_install_is_named(everything: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> ModuleType:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(needed, "import_module", absent)

    with pytest.raises(RulebookError, match=r"RB-330 · .*thuocdo\[documents\]"):
        export_workbook(everything)


def test_importing_the_room_needs_no_openpyxl() -> None:
    module = importlib.import_module("thuocdo.rulebooks.workbook.writing")

    assert not hasattr(module, "Workbook")


def test_what_stands_nowhere_is_placed_at_the_row_around_it() -> None:
    row = Line(sheet=CRITERIA, row=7, values={"code": "TOTAL", "title.vi": "Tổng"}, file="x.xlsx")
    assembly = assemble({CRITERIA.title: [row]})

    assert assembly.place_of(("total", "criteria", 3, "title")).row == 7
    assert assembly.place_of(("total", "title", "en")).column == "Tên tiếng Anh"
    assert assembly.place_of(("index",)).sheet == "Bộ chỉ số"
