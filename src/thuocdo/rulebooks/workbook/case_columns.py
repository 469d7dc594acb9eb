"""The sheet of cases: one case a row, whichever file it stood in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from thuocdo.rulebooks.cases import Case, PlacedCase
from thuocdo.rulebooks.reading import read_structure
from thuocdo.rulebooks.schema import write_points
from thuocdo.rulebooks.workbook.cells import Choice, Day, Number, Pairs, Points
from thuocdo.rulebooks.workbook.columns import CODE, Column, Sheet
from thuocdo.rulebooks.workbook.lines import Line, Values, nest
from thuocdo.rulebooks.workbook.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from thuocdo.errors import Place, Problem
    from thuocdo.rulebooks.plain_yaml import Loc, Plain
    from thuocdo.rulebooks.workbook.assemble import Assembly

STATES: Final = {
    "scored": "Đã tính điểm",
    "given": "Lấy điểm đã công bố",
    "missing": "Chưa có số liệu",
    "nothing_arose": "Không phát sinh",
    "not_applicable": "Không áp dụng",
    "information": "Chỉ để tham khảo",
    "unknown_points": "Chưa rõ điểm tối đa",
}
DECLARED: Final = {state: STATES[state] for state in ("not_applicable", "nothing_arose")}

CASES: Final = Sheet(
    title="Ca kiểm tra",
    help="Mỗi dòng một ví dụ: số liệu thế này thì phải được từng này điểm. Mỗi ngưỡng cần ví dụ ở hai bên.",
    columns=(
        CODE,
        Column(key="name", title="Câu mô tả", help="Một câu mà cán bộ đọc hiểu được.", required=True, width=70),
        Column(
            key="given",
            title="Số liệu",
            help="tên số liệu = giá trị; để trống sau dấu = là không có số liệu.",
            form=Pairs(Number()),
            width=44,
        ),
        Column(key="expect.points", title="Điểm phải được", help="Điểm sau khi làm tròn.", form=Points()),
        Column(
            key="expect.state",
            title="Trạng thái phải có",
            help="Khi không phải là Đã tính điểm.",
            form=Choice(STATES),
            width=22,
        ),
        Column(key="expect.error", title="Lỗi phải báo", help="Mã lỗi, khi số liệu phải bị từ chối: SC-103."),
        Column(
            key="kind",
            title="Loại đơn vị",
            help="Loại đơn vị của ví dụ, nếu quy tắc phân biệt.",
            form=Choice(KINDS),
            width=20,
        ),
        Column(
            key="declared",
            title="Đơn vị khai",
            help="Khi đơn vị khai không áp dụng hoặc không phát sinh.",
            form=Choice(DECLARED),
            width=18,
        ),
        Column(key="as_of", title="Vào ngày", help="Ngày xét, nếu quy tắc có thời hạn.", form=Day(), width=14),
        Column(key="law", title="Văn bản", help="Chỗ trong văn bản mà ví dụ này kiểm tra.", width=28),
        Column(key="source", title="Nguồn số liệu", help="Nơi công bố, nếu là số liệu thật.", width=40),
    ),
)


def case_rows(placed: Iterable[PlacedCase]) -> Iterator[Values]:
    """Yield one row a case; what the head of a file says of all its cases is said of each."""
    for case in (item.case for item in placed):
        said = case.model_dump(mode="json", exclude_defaults=True, exclude={"criterion", "given", "expect"})
        expect = case.expect.model_dump(mode="json", exclude_unset=True)
        given: dict[str, Plain] = {
            name: None if quantity is None else write_points(quantity) for name, quantity in case.given.items()
        }
        row: Values = {"code": case.criterion, **said}
        row |= {f"expect.{key}": value for key, value in expect.items()}
        yield row | ({"given": given} if given else {})


def read_case_lines(assembly: Assembly, lines: Sequence[Line]) -> tuple[tuple[PlacedCase, ...], list[Problem]]:
    """Return the cases of these rows, and everything that is wrong with them."""
    cases: list[PlacedCase] = []
    problems: list[Problem] = []
    for line in lines:
        if assembly.owner(line) is None:
            continue
        written = nest({("criterion" if key == "code" else key): value for key, value in line.values.items()})
        case, wrong = read_structure(Case, {"expect": {}, **written}, partial(_place, line))
        problems += wrong
        if case is not None:
            cases.append(PlacedCase(case=case, place=line.place("name")))
    return tuple(cases), problems


def _place(line: Line, loc: Loc) -> Place:
    return line.place(".".join(str(step) for step in loc))
