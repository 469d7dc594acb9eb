"""The sheets of rules: one rule a row, each parameter in a column of its name; bands and items in a second sheet."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from typing import TYPE_CHECKING, Final

from thuocdo.rulebooks.workbook.cells import Choice, Flag, Form, Number, Several, Words
from thuocdo.rulebooks.workbook.columns import CODE, Column, Sheet
from thuocdo.rulebooks.workbook.lines import Line, Values, append, flatten, inner
from thuocdo.rulebooks.workbook.vocabulary import KIND_WORDS
from thuocdo.scoring import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from thuocdo.rulebooks.plain_yaml import Plain
    from thuocdo.rulebooks.workbook.assemble import Assembly, Lines

_NAME: Final[Form] = Words()
_SUM: Final[Form] = Several(single=True)


def _parameter(key: str, title: str, help_: str, form: Form) -> Column:
    return Column(key=key, title=title, help=f"{help_} (Trong thông báo: {key}.)", form=form, width=20)


_DIRECTION: Final[Form] = Choice({"rise": "Tăng", "fall": "Giảm"})
_ANSWER: Final[Form] = Choice({"yes": "Có", "no": "Không"})

RULES_SHEET: Final = Sheet(
    title="Quy tắc",
    help="Mỗi dòng quy tắc chấm điểm của một tiêu chí; chỉ điền những cột mà kiểu quy tắc đó cần.",
    columns=(
        CODE,
        Column(
            key="kind",
            title="Kiểu quy tắc",
            help="Kiểu quyết định những cột cần điền.",
            form=Choice(KIND_WORDS),
            required=True,
            width=24,
        ),
        _parameter("numerator", "Tử số", "Tên số liệu; nhiều số liệu thì cộng lại.", _SUM),
        _parameter("denominator", "Mẫu số", "Tên số liệu; nhiều số liệu thì cộng lại.", _SUM),
        _parameter("value", "Giá trị", "Tên số liệu được xét; nhiều số liệu thì cộng lại.", _SUM),
        _parameter("input", "Số liệu", "Tên số liệu được xét; chỉ kiểu tham khảo nhận nhiều số liệu.", _SUM),
        _parameter("full_when", "Đạt khi trả lời", "Có hoặc Không; để trống là Có.", _ANSWER),
        _parameter("all_needed", "Phải đạt đủ mọi yêu cầu", "Có: thiếu một yêu cầu thì 0 điểm.", Flag()),
        _parameter("full_from", "Đạt tối đa từ", "Tỷ lệ (0,8 là 80%) hoặc số lượng từ đó được điểm tối đa.", Number()),
        _parameter(
            "zero_below", "0 điểm nếu dưới", "Tỷ lệ (0,8 là 80%) hoặc số lượng mà dưới đó không có điểm.", Number()
        ),
        _parameter("zero_at", "0 điểm tại", "Mức thay đổi không có điểm; để trống là 0.", Number()),
        _parameter(
            "cap", "Nhiều nhất", "Điểm thưởng, điểm trừ nhiều nhất; hoặc phần của điểm tối đa được tính.", Number()
        ),
        _parameter("per_occurrence", "Điểm mỗi lần", "Điểm cho mỗi lần, mỗi trường hợp.", Number()),
        _parameter("current", "Kỳ này", "Tên số liệu của kỳ này.", _NAME),
        _parameter("previous", "Kỳ trước", "Tên số liệu của kỳ trước.", _NAME),
        _parameter("wanted", "Mong muốn", "Tăng hay giảm; để trống là Tăng.", _DIRECTION),
        _parameter("relative", "So theo tỷ lệ", "Không: so bằng hiệu số thay vì tỷ lệ; để trống là Có.", Flag()),
        _parameter("mean", "Điểm trung bình", "Tên số liệu là điểm trung bình điều tra.", _NAME),
        _parameter("low", "Đầu thang", "Mức thấp nhất của thang trả lời.", Number()),
        _parameter("high", "Cuối thang", "Mức cao nhất của thang trả lời.", Number()),
        _parameter("responses", "Số phiếu", "Tên số liệu là số phiếu trả lời.", _NAME),
        _parameter("standard_error", "Sai số chuẩn", "Tên số liệu là sai số chuẩn.", _NAME),
        _parameter("minimum", "Nhỏ nhất", "Giá trị nhỏ nhất của thang.", Number()),
        _parameter("maximum", "Lớn nhất", "Giá trị lớn nhất của thang.", Number()),
    ),
)

RULE_PARTS: Final = Sheet(
    title="Bậc và yêu cầu",
    help="Các bậc điểm hoặc các yêu cầu của một quy tắc, mỗi dòng một bậc hoặc một yêu cầu, bậc cao trước.",
    columns=(
        CODE,
        _parameter(
            "at_least", "Từ", "Ngưỡng dưới của bậc, kể cả đúng ngưỡng (80% viết 0,8); bậc cuối để trống.", Number()
        ),
        _parameter("input", "Số liệu", "Tên số liệu có, không của yêu cầu.", _NAME),
        _parameter("points", "Điểm", "Điểm của bậc hoặc của yêu cầu.", Number()),
        _parameter("share", "Phần của điểm tối đa", "Thay cho Điểm: 1 là toàn bộ, 0,5 là một nửa.", Number()),
    ),
)

PARTS_OF: Final[Mapping[str, str]] = {"bands": "bands", "checklist": "items", "change_on_previous": "bands"}
"""The parameter of each kind that is a list of its own, and stands in the second sheet."""


def rule_rows(code: str, rule: Plain) -> Iterator[tuple[Sheet, Values]]:
    """Yield the rows of one rule: its own, then its bands or items."""
    if not isinstance(rule, dict):
        return
    yield RULES_SHEET, {"code": code, **flatten(rule, RULES_SHEET.columns)}
    parts = rule.get(PARTS_OF.get(str(rule["kind"]), ""))
    for part in parts if isinstance(parts, list) else ():
        yield RULE_PARTS, {"code": code, **flatten(part, RULE_PARTS.columns)}


def assemble_rules(assembly: Assembly, lines: Lines) -> None:
    """Give each criterion the rule of its row, and the rule its bands or items."""
    rules: dict[str, Line] = {}
    for line in lines.get(RULES_SHEET.title, ()):
        owner = assembly.owner(line)
        if owner is None or not line.text("code"):
            continue
        if "rule" in owner:
            assembly.refuse(line, "RB-323", "code", found=line.text("code"), first=str(rules[line.text("code")].row))
            continue
        owner["rule"] = assembly.part(line, "code")
        rules[line.text("code")] = line
        _check_parameters(assembly, line)
    for line in lines.get(RULE_PARTS.title, ()):
        if assembly.owner(line) is not None and line.text("code"):
            _add_part(assembly, line, rules.get(line.text("code")))


def _check_parameters(assembly: Assembly, line: Line) -> None:
    """Refuse parameters that this kind of rule does not take, and those it needs and was not given."""
    kind = line.text("kind")
    if kind not in RULES:
        return
    taken = _parameters(RULES[kind])
    expected = ", ".join(RULES_SHEET.column(name).title for name in taken if name not in PARTS_OF.values())
    for key in line.values:
        if key not in taken and key != "code":
            assembly.refuse(line, "RB-324", key, kind=KIND_WORDS[kind], expected=expected)
    for name, field in taken.items():
        needed = field.default is MISSING and field.default_factory is MISSING and name != PARTS_OF.get(kind)
        if needed and name not in line.values:
            assembly.refuse(line, "RB-325", name, kind=KIND_WORDS[kind])


def _parameters(rule: type) -> Mapping[str, Field[object]]:
    return {field.name: field for field in fields(rule)} if is_dataclass(rule) else {}


def _add_part(assembly: Assembly, line: Line, rule: Line | None) -> None:
    key = PARTS_OF.get(rule.text("kind")) if rule is not None else None
    if key is None:
        kind = KIND_WORDS.get(rule.text("kind"), "–") if rule is not None else "–"
        assembly.refuse(line, "RB-331", "code", found=line.text("code"), kind=kind)
        return
    append(inner(assembly.criteria[line.text("code")], "rule"), key, assembly.part(line, "code"))
