"""PDF pages as programs lay them out: without ruling lines, in two columns, with running heads and raised figures."""

from __future__ import annotations

import pytest
import typst

from thuocdo.documents import read_plan
from thuocdo.documents.lines import Use

HEADER = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
PAGE = '#set page(width: 24cm, height: 10cm, margin: 1.5cm)\n#set text(font: "DejaVu Serif", size: 10pt)\n'
LONG = "Rà soát từng bước của quy trình giải quyết hồ sơ rồi công khai kết quả cho người dân biết"


def rows(count, content=LONG):
    return [(str(number), f"{content} {number}", "Sở Nội vụ", "Quý III năm 2025") for number in range(1, count + 1)]


def pdf(body, page=PAGE):
    return typst.compile((page + body).encode())


def table(printed, *, repeated=True, inset="(x: 8pt, y: 7pt)"):
    header = ", ".join(f"[{text}]" for text in HEADER)
    head = f"table.header({header})" if repeated else header
    cells = ", ".join(f"[{text}]" for row in printed for text in row)
    return f"#table(columns: (1.5cm, 8cm, 5cm, 5cm), stroke: none, inset: {inset}, {head}, {cells})"


def tasks_of(content):
    plan = read_plan(content, name="a.pdf")
    return [(task.code, task.content, task.lead, task.printed.deadline) for task in plan.tasks if task.appendix]


def expected(printed):
    return [(code, content, (lead,), deadline) for code, content, lead, deadline in printed]


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_without_lines_goes_on_over_pages_whether_its_header_is_printed_again(repeated):
    printed = rows(14)

    assert tasks_of(pdf(f"PHỤ LỤC 01\n\n{table(printed, repeated=repeated)}")) == expected(printed)


@pytest.mark.parametrize("place", ["top", "horizon", "bottom"])
def test_the_number_may_stand_anywhere_in_the_row(place):
    printed = rows(4, content=LONG * 2)
    cells = ", ".join(
        f"table.cell(align: {place})[{number}], " + ", ".join(f"[{text}]" for text in rest) for number, *rest in printed
    )
    header = ", ".join(f"[{text}]" for text in HEADER)
    body = f"#table(columns: (1.5cm, 8cm, 5cm, 5cm), stroke: none, inset: 7pt, table.header({header}), {cells})"
    page = PAGE.replace("height: 10cm", "height: 20cm")

    assert tasks_of(pdf(body, page)) == expected(printed)


def test_rows_without_room_between_them_are_told_by_their_numbers():
    printed = rows(6)

    assert tasks_of(pdf(table(printed, inset="(x: 8pt, y: 1.5pt)"))) == expected(printed)


def test_a_running_head_above_a_page_that_repeats_no_header_belongs_to_no_row():
    page = PAGE.replace("margin: 1.5cm", "margin: 1.5cm, header: [Văn bản của tỉnh]")
    printed = rows(14)

    assert tasks_of(pdf(table(printed, repeated=False), page)) == expected(printed)


def test_text_after_the_table_on_a_page_of_its_own_is_no_row():
    printed = rows(3)
    plan = read_plan(pdf(f"{table(printed)}\n#pagebreak()\nNơi nhận:\n\n- Sở Nội vụ."), name="a.pdf")

    assert [task.code for task in plan.tasks] == ["1", "2", "3"]
    assert plan.heading.recipients == ("Sở Nội vụ",)


def test_a_new_appendix_closes_the_table_before_it():
    body = f"PHỤ LỤC 01\n\n{table(rows(2))}\n#pagebreak()\nPHỤ LỤC 02\n\nKhông có nhiệm vụ\n"
    plan = read_plan(pdf(body), name="a.pdf")

    assert [(task.appendix, task.code) for task in plan.tasks] == [("01", "1"), ("01", "2")]


def test_two_appendices_on_one_page_without_lines_keep_their_tables_apart():
    body = f"PHỤ LỤC 01\n\n{table(rows(2))}\nPHỤ LỤC 02\n\n{table(rows(2, content='Việc khác'))}"
    page = PAGE.replace("height: 10cm", "height: 20cm")
    plan = read_plan(pdf(body, page), name="a.pdf")

    assert [(task.appendix, task.code) for task in plan.tasks] == [("01", "1"), ("01", "2"), ("02", "1"), ("02", "2")]


def test_raised_figures_are_marks_of_footnotes_and_powers_are_not():
    body = (
        "KẾ HOẠCH\n\nThực hiện diện tích 20 km#super[2] và đạt 95%#super[12] hồ sơ.\n\n"
        "#place(bottom)[12 Theo báo cáo của các xã \\ gửi trong năm.]"
    )
    plan = read_plan(pdf(body), name="a.pdf")
    texts = [line.text for line, _ in plan.lines]

    assert "Thực hiện diện tích 20 km2 và đạt 95% hồ sơ." in texts
    assert "12 Theo báo cáo của các xã gửi trong năm." in texts


def test_a_heading_and_an_end_in_two_columns_are_read_column_by_column():
    sides = "#grid(columns: (1fr, 2fr), [ỦY BAN NHÂN DÂN \\ TỈNH LAI CHÂU], align(center)[CỘNG HÒA XÃ HỘI])"
    end = "#grid(columns: (1fr, 1fr), [Nơi nhận: \\ - Sở Y tế; \\ - Lưu: VT.], align(center)[CHỦ TỊCH])"
    plan = read_plan(pdf(f"{sides}\n\nKẾ HOẠCH\n\nThí điểm\n\nI. MỤC ĐÍCH\n\n{end}"), name="a.pdf")

    assert plan.heading.issuer == "UBND tỉnh Lai Châu"
    assert plan.heading.recipients == ("Sở Y tế", "Lưu: VT")
    assert plan.heading.signer.position == "CHỦ TỊCH"


def test_what_stands_at_the_same_edge_of_most_pages_is_furniture_whatever_its_number():
    page = PAGE.replace(
        "margin: 1.5cm",
        'margin: 1.5cm, header: context [Dự thảo lần 2, trang #counter(page).display("1/1", both: true)]',
    )
    plan = read_plan(pdf("KẾ HOẠCH\n\n" + "\n\n".join(f"{n}. Việc thứ {n}." for n in range(1, 40)), page), name="a.pdf")
    heads = [use for line, use in plan.lines if line.text.startswith("Dự thảo lần 2")]

    assert len(heads) > 2
    assert set(heads) == {Use.FURNITURE}
