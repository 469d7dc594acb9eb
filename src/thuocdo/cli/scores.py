"""Commands that turn reported data into points: score, and explain one criterion of one unit."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from thuocdo.cli.agreement import agreement_lines
from thuocdo.cli.bulk import merged, processes_for, shares
from thuocdo.cli.command import add_format, read_file, say
from thuocdo.cli.explanation import explanation, explanation_record
from thuocdo.cli.identities import check_units
from thuocdo.cli.output import chosen_format, csv_line, facts_lines, write_json, write_text
from thuocdo.errors import DataError, Problem
from thuocdo.indices import compile_unit
from thuocdo.rulebooks import load, read_data
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from thuocdo.cli.parser import Parser
    from thuocdo.indices import NodeScore
    from thuocdo.rulebooks import Data, Edition, UnitData

COLUMNS = (
    *("unit", "kind", "criterion", "points", "max_points", "state", "inputs", "rule", "why"),
    *("official", "value", "edition", "name"),
)
"""The columns of ``scores.csv`` (``docs/formats.md``); the keys of the layouts (``year``, ``date``) follow."""


_MOST_OBJECTIONS: Final = 20
"""Contradictions in the data said one by one; of more, their number."""


LARGEST_FILE: Final = 32_000_000
"""Bytes of a data file; a day of the whole country has 6 million."""


class Score:
    """Tính điểm các đơn vị từ số liệu CSV và ghi tệp điểm, mỗi dòng một tiêu chí kèm lý do.

    Nhận số liệu theo khuôn dạng chung (unit,kind,criterion,input,value hoặc một cột cho mỗi số liệu) và các tệp
    riêng của Bộ Chỉ số (ví dụ ảnh chụp số liệu 766), theo thứ tự bất kỳ, thiếu tệp nào cũng được.
    """

    @staticmethod
    def arguments(parser: Parser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "edition", metavar="BỘ_CHỈ_SỐ", help="mã như qd766/2022, hoặc đường dẫn thư mục hay tệp .xlsx"
        )
        parser.add_argument("data", metavar="SỐ_LIỆU.csv", nargs="+", help="một hay nhiều tệp số liệu")
        parser.add_argument("-o", "--output", metavar="TỆP", help="tệp điểm ghi ra; mặc định in ra màn hình")

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        """Score the data and write the scores; the summary goes to stderr."""
        edition, data = _read(options)
        keys = tuple(dict.fromkeys(key for unit in data.units for key in unit.keys))
        found = list(shares(edition, data.units, keys, processes=processes_for(len(data.units))))
        write_text(options.output, [csv_line((*COLUMNS, *keys)), *(share.text for share in found)])
        _say_objections([problem for share in found for problem in share.objections])
        say(f"{edition.id}: {len(data.units)} đơn vị, SHA-256 {edition.sha256[:12]}.")
        if edition.illustrative:
            say("Bộ Chỉ số minh họa: điểm không có giá trị đánh giá.")
        for line in agreement_lines(edition, merged(share.tally for share in found)):
            say(line)
        return 0


def _say_objections(problems: Sequence[Problem]) -> None:
    for problem in problems[:_MOST_OBJECTIONS]:
        say(problem.render())
    if len(problems) > _MOST_OBJECTIONS:
        say(f"Còn {len(problems) - _MOST_OBJECTIONS} số liệu nữa không tính được; lý do ở cột why của tệp điểm.")


def _read(options: argparse.Namespace) -> tuple[Edition, Data]:
    edition = load(options.edition)
    data = read_data(edition, [read_file(path, most=LARGEST_FILE) for path in options.data])
    for warning in (*data.warnings, *check_units(data.units)):
        say(warning.render())
    return edition, data


class Explain:
    """Giải thích một tiêu chí của một đơn vị.

    Nêu số liệu, quy tắc thành câu, căn cứ, điểm công bố bên điểm tính lại, và cần đạt bao nhiêu để thêm nửa điểm.
    """

    @staticmethod
    def arguments(parser: Parser) -> None:
        """Declare the arguments."""
        parser.add_argument("edition", metavar="BỘ_CHỈ_SỐ", help="mã như qd766/2022, hoặc đường dẫn")
        parser.add_argument("data", metavar="SỐ_LIỆU.csv", nargs="+", help="một hay nhiều tệp số liệu")
        parser.add_argument("--unit", metavar="ĐƠN_VỊ", required=True, help="mã hoặc tên đơn vị như trong số liệu")
        parser.add_argument(
            "--criterion", metavar="TIÊU_CHÍ", required=True, help="mã hoặc số của tiêu chí, ví dụ TDGQ hay 5.2"
        )
        add_format(parser)

    @staticmethod
    def run(options: argparse.Namespace) -> int:
        """Explain one score; JSON when piped."""
        edition, data = _read(options)
        code = edition.node(options.criterion).code
        explained = [(unit, compile_unit(edition, unit).scores[code]) for unit in _units(data, options.unit)]
        if chosen_format(options.format, sys.stdout) == "table":
            print("\n\n".join("\n".join(_told(unit, score)) for unit, score in explained))
        else:
            found = [_as_json(edition, unit, score) for unit, score in explained]
            write_json(found[0] if len(found) == 1 else found)
        return 0


def _units(data: Data, wanted: str) -> list[UnitData]:
    """Return the unit asked for, once a key (a year, a date).

    :raises DataError: CL-103 if the data have none of that code or name, with the nearest ones.
    """
    found = [unit for unit in data.units if unit.unit == wanted]
    found = found or [unit for unit in data.units if fold(unit.name or "") == fold(wanted)]
    if found:
        return found
    near = get_close_matches(wanted, {unit.unit for unit in data.units} | {unit.name or "" for unit in data.units})
    remedy = f"Gần giống: {', '.join(near)}." if near else f"Số liệu có {len(data.units)} đơn vị."
    raise DataError(Problem(code="CL-103", params={"unit": wanted, "remedy": remedy}))


def _told(unit: UnitData, score: NodeScore) -> list[str]:
    title, facts = explanation(unit, score)
    return [title, "", score.why(), "", *facts_lines(facts)]


def _as_json(edition: Edition, unit: UnitData, score: NodeScore) -> dict[str, object]:
    return explanation_record(edition, unit, score)
