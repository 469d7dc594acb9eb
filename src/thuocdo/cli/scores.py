"""Commands that turn reported data into points: score, and explain one criterion of one unit."""

from __future__ import annotations

import sys
from collections import Counter
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from thuocdo.cli.command import add_format, read_file, say
from thuocdo.cli.explanation import explanation, explanation_record
from thuocdo.cli.output import chosen_format, facts_lines, write_csv, write_json
from thuocdo.errors import DataError, Problem
from thuocdo.indices import Basis, IndexResult, NodeScore, compile_all, compile_unit
from thuocdo.rulebooks import Data, Edition, UnitData, load, read_data
from thuocdo.scoring import State
from thuocdo.vietnamese.folding import fold
from thuocdo.vietnamese.numbers import format_number

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from thuocdo.cli.parser import Parser

COLUMNS = (
    *("unit", "kind", "criterion", "points", "max_points", "state", "inputs", "rule", "why"),
    *("official", "value", "edition", "name"),
)
"""The columns of ``scores.csv`` (``docs/formats.md``); the keys of the layouts (``year``, ``date``) follow."""

NEAR = Decimal("0.0005")
"""How far a sum of many decimals may stand from the published one, whose parts were printed rounded."""
ZERO = Decimal(0)


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
        results = compile_all(edition, data.units)
        keys = tuple(dict.fromkeys(key for result in results for key in result.keys))
        write_csv(options.output, (*COLUMNS, *keys), score_rows(edition, results, keys))
        for line in summary(edition, results):
            say(line)
        return 0


def _read(options: argparse.Namespace) -> tuple[Edition, Data]:
    edition = load(options.edition)
    data = read_data(edition, [read_file(path) for path in options.data])
    for warning in data.warnings:
        say(warning.render())
    return edition, data


def score_rows(edition: Edition, results: Iterable[IndexResult], keys: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Return the rows of ``scores.csv``: points as canonical decimal text, ``why`` in Vietnamese."""
    edition_id = edition.id
    for result in results:
        tail = (edition_id, result.name, *(result.keys.get(key, "") for key in keys))
        root = edition.total.code
        for code, score in result.scores.items():
            rule = score.node.rule
            yield (
                result.unit,
                result.kind,
                code,
                score.points,
                score.max_points,
                score.state.value,
                _inputs(score.reported),
                rule.kind if rule else "sum",
                score.why(),
                score.official,
                result.ranked_value if code == root else None,
                *tail,
            )


def _inputs(reported: Mapping[str, object]) -> str:
    return "; ".join(f"{name}={'' if value is None else value}" for name, value in reported.items())


def summary(edition: Edition, results: Sequence[IndexResult]) -> list[str]:
    """Return what was scored, and how it stands beside the published scores where the data carry them."""
    lines = [f"{edition.id}: {len(results)} đơn vị, SHA-256 {edition.sha256[:12]}."]
    if edition.illustrative:
        lines.append("Bộ Chỉ số minh họa: điểm không có giá trị đánh giá.")
    tally = _tally(results)
    compared = [node.code for node in edition.nodes if tally.get(node.code)]
    if compared:
        lines += ["", "Tính lại so với điểm công bố (khớp/tính được; không tính lại được = not recomputable):"]
        lines += [_tally_line(edition, code, tally[code]) for code in compared]
        leaves = sum((tally[code] for code in compared if edition.node(code).is_leaf), Counter())
        if computed := leaves["equal"] + leaves["different"]:
            lines.append(f"Tiêu chí chấm từ số liệu: {leaves['equal']}/{computed} khớp.")
    return lines


def _tally(results: Iterable[IndexResult]) -> Mapping[str, Counter[str]]:
    """Count for each criterion how the computed score stands beside the published one."""
    tally: dict[str, Counter[str]] = {}
    for result in results:
        for code, score in result.scores.items():
            counts = tally.setdefault(code, Counter())
            standing = _standing(score)
            if standing:
                counts[standing] += 1
    return tally


def _standing(score: NodeScore) -> str | None:
    if score.refused is not None:
        return "refused"
    if score.state is State.SCORED and score.official is not None:
        return _agreement(score, score.official)
    if score.state is State.NOTHING_AROSE:
        return "nothing_arose" if score.points == score.official else "different"
    if score.basis is Basis.OFFICIAL:
        return "not_recomputable"
    if score.state is State.GIVEN:
        return "given"
    return None


def _agreement(score: NodeScore, official: Decimal) -> str:
    """Return whether a computed score is the published one; near counts where the edition shows finer digits."""
    if score.points == official:
        return "equal"
    coarse = any(step.of == "points" and Decimal(1).scaleb(-step.digits) > NEAR for step in score.node.rounding)
    return "near" if not coarse and abs((score.points or ZERO) - official) <= NEAR else "different"


def _tally_line(edition: Edition, code: str, counts: Counter[str]) -> str:
    node = edition.node(code)
    parts = []
    if computed := counts["equal"] + counts["near"] + counts["different"]:
        near = f" (trong đó {counts['near']} lệch không quá {format_number(NEAR)})" if counts["near"] else ""
        parts.append(f"{counts['equal'] + counts['near']}/{computed} khớp{near}")
    for standing, words in (
        ("nothing_arose", "không phát sinh, như công bố"),
        ("given", "lấy nguyên như công bố"),
        ("not_recomputable", "không tính lại được (thiếu số liệu đầu vào), giữ điểm công bố"),
        ("refused", "số liệu mâu thuẫn, giữ điểm công bố"),
    ):
        if counts[standing]:
            parts.append(f"{counts[standing]} {words}")
    return f"  {'  ' * node.depth}{code}: {'; '.join(parts)}"


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
