"""Tables on a terminal: figures to the right, long texts folded, Vietnamese letters counted once."""

from __future__ import annotations

import io
from decimal import Decimal

from thuocdo.cli.output import Column, chosen_format, facts_lines, table_lines, write_rows

NAME = Column(name="name", heading="Tên", wrap=True)
POINTS = Column(name="points", heading="Điểm", figure=True)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_table_and_a_pipe_csv():
    assert chosen_format(None, Terminal()) == "table"
    assert chosen_format(None, io.StringIO()) == "csv"
    assert chosen_format("json", Terminal()) == "json"


def test_figures_stand_to_the_right():
    lines = table_lines((NAME, POINTS), [("xã Vân Canh", "75,31"), ("xã Đề Gi", "3,6")], width=80)

    assert lines[2:] == ["xã Vân Canh  75,31", "xã Đề Gi       3,6"]


def test_long_texts_are_folded_at_blanks_to_the_width():
    lines = table_lines((NAME, POINTS), [("một hai ba bốn năm sáu bảy", "1")], width=20)

    assert all(len(line) <= 20 for line in lines)
    assert "".join(lines[2:]).replace(" ", "") == "mộthaibabốn1nămsáubảy"


def test_a_table_that_cannot_give_way_keeps_its_narrowest_columns():
    lines = table_lines((NAME, POINTS), [("một hai ba", "123456789")], width=5)

    assert lines[2] == "một hai   123456789"


def test_letters_written_with_combining_marks_count_once():
    assert facts_lines({"ti\u0302nh": "a", "b": "c"}) == ["ti\u0302nh  a", "b     c"]
    assert facts_lines({}) == []


def test_json_keeps_missing_as_null_and_points_as_text():
    stream = io.StringIO()

    write_rows((NAME, POINTS), [("xã", Decimal("1.50")), ("phường", None)], format_="json", stream=stream)

    assert stream.getvalue().count("null") == 1
    assert '"1.50"' in stream.getvalue()


def test_csv_writes_missing_as_empty():
    stream = io.StringIO()

    write_rows((NAME, POINTS), [("xã", None)], format_="csv", stream=stream)

    assert stream.getvalue() == "name,points\nxã,\n"


def test_a_table_is_written_line_by_line():
    stream = io.StringIO()

    write_rows((NAME, POINTS), [("xã", 1)], format_="table", stream=stream)

    assert stream.getvalue().splitlines()[-1] == "xã      1"


def test_long_facts_are_folded_beside_their_labels():
    assert facts_lines({"Mã": "A", "Ghi chú": "một hai ba bốn"}, width=18) == [
        "Mã       A",
        "Ghi chú  một hai",
        "         ba bốn",
    ]


def test_a_column_gives_way_no_further_than_it_may():
    columns = (Column(name="a", heading="a", wrap=True, least=11), Column(name="b", heading="b", wrap=True))

    heading = table_lines(columns, [("một hai ba bốn", "một hai ba bốn")], width=10)[1]

    assert heading == "─" * 11 + "  " + "─" * 8
