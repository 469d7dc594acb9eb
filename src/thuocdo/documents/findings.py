"""What a good editor would ask about a plan before it goes out. Nothing here blocks anything.

Each check is one function that yields findings; ``check`` runs them all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from thuocdo.documents import provinces
from thuocdo.documents.announced import announcements
from thuocdo.documents.outline import slips_of
from thuocdo.documents.plan import Finding
from thuocdo.documents.spelling import slips_in
from thuocdo.errors import Problem
from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.folding import fold
from thuocdo.vietnamese.numbers import format_number, parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from thuocdo.documents.paragraphs import Paragraph
    from thuocdo.documents.plan import Fact, Heading, Reference, Target, Task
    from thuocdo.documents.spots import Spot

CERTAIN: Final = "certain"
PROBABLE: Final = "probable"
_FULL_MARKS: Final = Decimal(100)
_NEARLY_ALL: Final = Decimal("0.9")
_SHARE: Final = re.compile(
    r"(\d{1,3}(?:,\d{1,4})?)/(\d{1,3}(?:,\d{1,2})?) điểm(?: \(|,? )(?:(?:đạt|bằng|tương ứng|tương đương|với|tỷ lệ) )*"
    r"(\d{1,3}(?:,\d{1,2})?) ?%"
)
_TELLING: Final = 15
"""A label of fewer letters does not tell one thing from another."""
_WHOLE_INDEX: Final = re.compile(
    r"chi so|cai cach hanh chinh|cchc|par ?index|sipas|papi|phan dau|ket qua|tong|diem|cai thien|nang cao|duy tri"
    r"|nam 20\d\d|cua|tinh|va|[\W_]"
)
_TWO_DIGITS: Final = Decimal("0.01")

NO_DISTRICTS_FROM: Final = date(2025, 7, 1)
"""Two levels of local government from this day, and provinces merged by Nghị quyết 202/2025/QH15."""
_DISTRICTS: Final = re.compile(
    r"UBND (?:các )?huyện|cấp huyện|(?:các |của )huyện, (?:thị xã|thành phố)|huyện, thị xã, thành phố|thị trấn"
    r"|bệnh viện tuyến huyện"
)
# The day on which departments were merged stands in none of our sources, so an old name is only probably wrong.
_DEPARTMENTS: Final = {
    "Sở Thông tin và Truyền thông": "Sở Khoa học và Công nghệ",
    "Sở Kế hoạch và Đầu tư": "Sở Tài chính",
    "Sở Tài nguyên và Môi trường": "Sở Nông nghiệp và Môi trường",
    "Sở Nông nghiệp và Phát triển nông thôn": "Sở Nông nghiệp và Môi trường",
    "Sở Giao thông vận tải": "Sở Xây dựng",
    "Sở Lao động - Thương binh và Xã hội": "Sở Nội vụ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Everything the checks look at."""

    heading: Heading
    references: tuple[Reference, ...]
    facts: tuple[Fact, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...]
    passages: tuple[tuple[str, Callable[[int], Spot]], ...]
    """Every text of the document with a function that says where its n-th character stands."""
    appendices: int
    unread: tuple[Spot, ...] = ()
    outline: tuple[Paragraph, ...] = ()
    """The paragraphs of the narrative, whose numbers should follow one another."""

    @property
    def day(self) -> date | None:
        """The day the plan is of: its own, else no earlier than what it cites and the half-year it is for."""
        if self.heading.date:
            return self.heading.date
        days = [reference.date for reference in self.references if reference.date]
        if self.heading.year and re.search(r"6 tháng cuối năm", self.heading.subject or ""):
            days.append(date(self.heading.year, 7, 1))
        return max(days, default=None)


def check(checked: Checked) -> tuple[Finding, ...]:
    """Return every finding, in the order of the checks."""
    return tuple(finding for one in _CHECKS for finding in one(checked))


def _finding(code: str, severity: str, spot: Spot, *, expected: str, found: str) -> Finding:
    text = Problem(code=code, params={"expected": expected, "found": found}).message("vi")
    return Finding(code=code, severity=severity, spot=spot, text=text, expected=expected, found=found)


def _by_result(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Yield the facts about one index of one province in one year."""
    results: dict[tuple[str, str | None, int | None], list[Fact]] = defaultdict(list)
    for fact in facts:
        results[fact.index, fact.province, fact.year].append(fact)
    yield from results.values()


def _sums(checked: Checked) -> Iterator[Finding]:
    """PD-201: the parts of a score, or of a part of it, do not add up to what is printed."""
    for facts in _by_result(checked.facts):
        wholes = [fact for fact in facts if fact.measure in {"score", "component_score"}]
        for whole in wholes:
            within = None if whole.measure == "score" else whole.label
            parts = [fact for fact in facts if fact.measure == "component_score" and fact.part_of == within]
            if len(parts) > 1 and whole not in parts and _is_whole_list(whole, parts, facts):
                yield from _sum(whole, parts)


def _is_whole_list(whole: Fact, parts: Sequence[Fact], facts: Sequence[Fact]) -> bool:
    """Tell whether the parts listed are all there are: their points, or their maxima, come near those of the whole."""
    maxima = {fact.label: fact.value for fact in facts if fact.measure == "component_max"}
    most = _FULL_MARKS if whole.measure == "score" else maxima.get(whole.label, _FULL_MARKS)
    total = sum((part.value for part in parts), Decimal(0))
    leaves = most - sum((maxima.get(part.label, Decimal(0)) for part in parts), Decimal(0))
    return total >= whole.value * _NEARLY_ALL or leaves <= most * (1 - _NEARLY_ALL)


def _sum(whole: Fact, parts: Sequence[Fact]) -> Iterator[Finding]:
    total = sum((part.value for part in parts), Decimal(0))
    printed = whole.value
    if total.quantize(_TWO_DIGITS, ROUND_HALF_UP) == printed.quantize(_TWO_DIGITS, ROUND_HALF_UP):
        return
    as_printed = total.quantize(Decimal(1).scaleb(int(printed.as_tuple().exponent)), ROUND_HALF_UP)
    listed = " + ".join(format_number(part.value) for part in parts)
    yield _finding(
        "PD-201",
        PROBABLE if as_printed == printed else CERTAIN,
        whole.spot,
        expected=f"{listed} = {format_number(total)}",
        found=format_number(printed),
    )


def _maxima(checked: Checked) -> Iterator[Finding]:
    """PD-202: maxima that leave less than a part scored, on a scale of 100."""
    for facts in _by_result(checked.facts):
        top = [fact for fact in facts if fact.part_of is None]
        maxima = {fact.label: fact for fact in top if fact.measure == "component_max"}
        parts = [fact for fact in top if fact.measure == "component_score"]
        for part in parts:
            most = maxima.get(part.label)
            if most is not None and part.value > most.value:
                yield _finding(
                    "PD-202",
                    CERTAIN,
                    part.spot,
                    expected=f"tối đa {format_number(most.value)} điểm",
                    found=format_number(part.value),
                )
        without = [part for part in parts if part.label not in maxima]
        left = _FULL_MARKS - sum((most.value for most in maxima.values()), Decimal(0))
        scored = sum((part.value for part in without), Decimal(0))
        if maxima and without and scored > left:
            yield _finding(
                "PD-202",
                CERTAIN,
                without[0].spot,
                expected=f"tối đa {format_number(left)} điểm (thang {_FULL_MARKS}, các phần khác đã chiếm "
                f"{' + '.join(format_number(most.value) for most in maxima.values())})",
                found=f"{format_number(scored)} điểm cho {without[0].label}",
            )


def _changes(checked: Checked) -> Iterator[Finding]:
    """PD-203: a stated change is not the difference of the two stated values."""
    known = {(fact.index, fact.province, fact.year, fact.measure): fact for fact in checked.facts}
    for change in checked.facts:
        measure = {"change_score": "score", "change_rank": "rank"}.get(change.measure)
        if measure is None or change.year is None:
            continue
        now = known.get((change.index, change.province, change.year, measure))
        before = known.get((change.index, change.province, change.year - 1, measure))
        if now is None or before is None:
            continue
        difference = now.value - before.value if measure == "score" else before.value - now.value
        if difference != change.value:
            yield _finding(
                "PD-203",
                CERTAIN,
                change.spot,
                expected=f"{format_number(difference)} ({format_number(before.value)} → {format_number(now.value)})",
                found=format_number(change.value),
            )


def _percentages(checked: Checked) -> Iterator[Finding]:
    """PD-213: a percentage printed beside points of a maximum is not their share: ``60/80 điểm (70%)``."""
    for text, spot_of in checked.passages:
        for found in _SHARE.finditer(text):
            got, most, printed = (parse_number(found[part], decimal=",") for part in (1, 2, 3))
            share = got / most * 100 if most else printed
            unit = Decimal(1).scaleb(int(printed.as_tuple().exponent))
            if abs(share - printed) >= unit:
                expected = f"{found[1]}/{found[2]} = {format_number(share.quantize(_TWO_DIGITS, ROUND_HALF_UP))}%"
                yield _finding("PD-213", CERTAIN, spot_of(found.start()), expected=expected, found=f"{found[3]}%")


def _two_targets(checked: Checked) -> Iterator[Finding]:
    """PD-204: two different targets in the same words."""
    first: dict[tuple[str, str | None, int | None], Target] = {}
    for target in checked.targets:
        if target.value is None:
            continue
        about = _about(target)
        if len(about) < _TELLING:
            continue
        before = first.setdefault((about, target.province, target.year), target)
        differs = (before.value, before.op, before.unit) != (target.value, target.op, target.unit)
        if differs and (before.task != target.task or target.task is None):
            yield _finding("PD-204", PROBABLE, target.spot, expected=before.text, found=target.text)


def _about(target: Target) -> str:
    """Return what a target is about in words to compare: the whole of an index is one thing however it is named."""
    words = fold(target.label)
    if target.index and not _WHOLE_INDEX.sub("", words).strip():
        return f"{target.index} {target.unit}".rjust(_TELLING)
    return words


def _abolished(checked: Checked) -> Iterator[Finding]:
    """PD-205: units, levels and departments that were no more on the plan's day."""
    day = checked.day
    if day is None:
        return
    for text, spot_of in checked.passages:
        if day >= NO_DISTRICTS_FROM:
            for found in _DISTRICTS.finditer(text):
                yield _finding("PD-205", CERTAIN, spot_of(found.start()), expected="hai cấp: tỉnh, xã", found=found[0])
            yield from _merged_provinces(text, spot_of)
            for old, new in _DEPARTMENTS.items():
                if (place := text.find(old)) >= 0:
                    yield _finding("PD-205", PROBABLE, spot_of(place), expected=new, found=old)


def _merged_provinces(text: str, spot_of: Callable[[int], Spot]) -> Iterator[Finding]:
    """Yield names of provinces that are no more, but for issuers of old documents and passages about the old ones."""
    if "(cũ)" in text:
        return
    for found in provinces.pattern().finditer(text):
        name = provinces.canonical(found[1])
        of_an_old_document = f"UBND tỉnh {name}" in text
        if name in provinces.former_names() and not of_an_old_document:
            yield _finding(
                "PD-205", PROBABLE, spot_of(found.start()), expected=f"{name} (cũ), hoặc tên tỉnh mới", found=found[0]
            )


def _leads_and_coordinates(checked: Checked) -> Iterator[Finding]:
    """PD-206: a body that leads a task and also coordinates it."""
    for task in checked.tasks:
        leading = {fold(name): name for name in task.lead}
        for name in task.coordinating:
            if fold(name) in leading:
                yield _finding(
                    "PD-206",
                    CERTAIN,
                    task.spot,
                    expected="mỗi cơ quan một vai trong một nhiệm vụ",
                    found=f"{name} ở cả hai cột, nhiệm vụ {task.code}",
                )


def _missing_appendices(checked: Checked) -> Iterator[Finding]:
    """PD-207: the text announces appendices that are not there."""
    announced = ((many, spot_of(place)) for text, spot_of in checked.passages for place, many in announcements(text))
    missing = next(((many, spot) for many, spot in announced if many > checked.appendices), None)
    if missing:
        yield _finding("PD-207", CERTAIN, missing[1], expected=str(missing[0]), found=str(checked.appendices))


def _numbering(checked: Checked) -> Iterator[Finding]:
    """PD-208: numbers of rows that repeat or jump; under another heading they may begin again at 1."""
    last: dict[tuple[str | None, str], tuple[int, str | None]] = {}
    for task in checked.tasks:
        if task.appendix is None or not task.code:
            continue
        stem, _, end = task.code.rpartition(".")
        if not end.isdigit():
            continue
        number = int(end)
        before = last.get((task.appendix, stem))
        last[task.appendix, stem] = (number, task.parent)
        if before is None or (number == 1 and task.parent != before[1]):
            continue
        if number == before[0]:
            yield _finding("PD-208", CERTAIN, task.spot, expected=_code(stem, number + 1), found=f"{task.code} lặp lại")
        elif number != before[0] + 1 and not _is_group(checked, task, stem, before[0], number):
            yield _finding("PD-208", PROBABLE, task.spot, expected=_code(stem, before[0] + 1), found=task.code)


def _outline(checked: Checked) -> Iterator[Finding]:
    """PD-208: numbers of the narrative that repeat or jump."""
    for slip in slips_of(checked.outline):
        found = f"{slip.found} lặp lại" if slip.repeats else slip.found
        yield _finding("PD-208", CERTAIN if slip.repeats else PROBABLE, slip.spot, expected=slip.due, found=found)


def _is_group(checked: Checked, task: Task, stem: str, before: int, number: int) -> bool:
    """Tell whether the numbers between two rows are headings with rows of their own."""
    heads = {other.parent for other in checked.tasks if other.appendix == task.appendix}
    return all(_code(stem, between) in heads for between in range(before + 1, number))


def _code(stem: str, number: int) -> str:
    return f"{stem}.{number}" if stem else str(number)


def _past_deadlines(checked: Checked) -> Iterator[Finding]:
    """PD-209: a task that was due before the plan's own day."""
    if checked.day is None:
        return
    for task in checked.tasks:
        if task.deadline and task.deadline.until and task.deadline.until < checked.day:
            yield _finding(
                "PD-209",
                CERTAIN if checked.heading.date else PROBABLE,
                task.spot,
                expected=f"từ {format_date(checked.day)} trở đi",
                found=task.deadline.text,
            )


def _unclear_deadlines(checked: Checked) -> Iterator[Finding]:
    """PD-210: a deadline nobody could read."""
    for task in checked.tasks:
        if task.deadline and not task.deadline.kinds:
            yield _finding(
                "PD-210",
                CERTAIN,
                task.spot,
                expected="ngày, quý, năm, định kỳ hoặc thường xuyên",
                found=task.deadline.text,
            )


def _misspelt(checked: Checked) -> Iterator[Finding]:
    """PD-211: words that are probably misspelt, in a way that changes the meaning."""
    for text, spot_of in checked.passages:
        for place, expected, found in slips_in(text):
            around = text[max(0, place - 12) : place + len(found) + 12].strip()
            yield _finding("PD-211", PROBABLE, spot_of(place), expected=expected, found=f"{found} (“…{around}…”)")


def _unread_tables(checked: Checked) -> Iterator[Finding]:
    """PD-212: a table whose columns could not be told."""
    for spot in checked.unread:
        yield _finding(
            "PD-212",
            CERTAIN,
            spot,
            expected="hàng tiêu đề có Nội dung (Nhiệm vụ) và Chủ trì, Phối hợp hoặc Thời gian",
            found="bảng không có hàng tiêu đề như vậy",
        )


_CHECKS: Final[tuple[Callable[[Checked], Iterator[Finding]], ...]] = (
    _sums,
    _maxima,
    _changes,
    _percentages,
    _two_targets,
    _abolished,
    _leads_and_coordinates,
    _missing_appendices,
    _numbering,
    _outline,
    _past_deadlines,
    _unclear_deadlines,
    _misspelt,
    _unread_tables,
)
