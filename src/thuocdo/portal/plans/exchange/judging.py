"""What a workbook that came back would change: each row beside what the portal holds of it now."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from thuocdo.errors import Place, Problem
from thuocdo.portal.plans.exchange.inputs import Reference, understand
from thuocdo.portal.plans.exchange.reading import rows_once
from thuocdo.portal.plans.progress.content import Content, lacking
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from django.utils.functional import Promise

    from thuocdo.portal.plans.exchange.inputs import Inputs, Understood
    from thuocdo.portal.plans.exchange.reading import InBook, InRow


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"
    SAME = "same"
    UNTOUCHED = "untouched"
    WAITING = "waiting"
    ENDED = "ended"
    REFUSED = "refused"


WORDS: Final[Mapping[Fate, str | Promise]] = {
    Fate.NEW: _("mới"),
    Fate.CHANGED: _("thay bản đang soạn"),
    Fate.CONFLICT: _("đã thay đổi trên hệ thống"),
    Fate.SAME: _("đã có trên hệ thống"),
    Fate.UNTOUCHED: _("để nguyên"),
    Fate.WAITING: _("đang chờ phê duyệt"),
    Fate.ENDED: _("không còn phải báo cáo"),
    Fate.REFUSED: _("cần sửa"),
}
_LAST_DAY_OF_GRACE: Final = (1, 31)
"""A workbook of last year is still taken in January: that is when the year is reported on."""
_LACKING: Final = {"PR-101": "text", "PR-102": "as_of", "PR-103": "as_of", "PR-104": "is_product", "PR-105": "percent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What the portal holds of an assignment now."""

    pk: int
    title: str
    holder: str
    """Whose it is, in words: the unit, or the body that is asked."""
    whose: str
    """The same as a key: two units may bear one name."""
    product: str
    takes_reports: bool
    state: str
    """Of the latest report; empty where there is none."""
    number: int
    version: int
    content: Content
    """Of the latest report."""
    base: Content
    """What the cells were made from: the open report, or the names of the figures of the last one."""
    written: Inputs
    proven: bool
    references: frozenset[Reference]
    saved: str
    """Who saved the latest report, and when, in words."""

    @property
    def open_version(self) -> int:
        """What the services ask for: the version of the open report, 0 where none is open."""
        return self.version if self.state in {"draft", "returned"} else 0

    @property
    def mark(self) -> str:
        """The report and its version, for an answer that was given looking at it."""
        return f"{self.number}.{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A row with what becomes of it."""

    row: InRow
    fate: Fate
    now: Now
    said: Understood | None = None
    problems: tuple[Problem, ...] = ()
    """What is wrong with its cells."""
    lacks: tuple[Problem, ...] = ()
    """What it lacks before others may see it; a draft may lack it."""

    @property
    def words(self) -> str:
        """What becomes of it, in words."""
        return str(WORDS[self.fate])

    @property
    def writes(self) -> bool:
        """Whether it is imported without anybody being asked."""
        return self.fate in {Fate.NEW, Fate.CHANGED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A whole workbook, judged."""

    verdicts: Sequence[Verdict] = ()
    strangers: Sequence[tuple[Place, str]] = ()
    problems: Sequence[Problem] = ()
    """Everything that keeps the file out, cells included."""
    holder: str = ""
    first: int | None = None
    """The key of an assignment of it, for finding whose it is."""
    counts: Mapping[Fate, int] = field(default_factory=dict)

    def of(self, *fates: Fate) -> list[Verdict]:
        """Return the rows of some fates."""
        return [verdict for verdict in self.verdicts if verdict.fate in fates]

    @property
    def lacks(self) -> list[Problem]:
        """What its rows lack before others may see them."""
        return lacks_of(self.of(Fate.NEW, Fate.CHANGED, Fate.CONFLICT))

    @property
    def changes(self) -> bool:
        """Whether there is anything to import."""
        return any(verdict.writes or verdict.fate is Fate.CONFLICT for verdict in self.verdicts)

    @property
    def ready(self) -> bool:
        """Whether it can be imported with nobody being asked anything but the source."""
        return self.changes and not (self.problems or self.lacks or self.of(Fate.CONFLICT))


def lacks_of(verdicts: Iterable[Verdict]) -> list[Problem]:
    """Return what rows lack, each thing once: the day in the head is one day for all of them."""
    found: list[Problem] = []
    for verdict in verdicts:
        found += [problem for problem in verdict.lacks if problem not in found]
    return found


def judge(book: InBook, known: Mapping[UUID, Now], *, today: date) -> Judgement:
    """Return what a workbook would change.

    Problems beside those of reading: PX-111 rows of another unit or of none, PX-112 rows of several units, PX-113 of
    another year, PX-114 one assignment twice with different cells, PX-115 no row with a key; PX-121 to PX-127 cells.

    :param known: the assignments of the keys that the person may report on.
    """
    problems = list(book.problems)
    if not book.rows and not problems:
        problems.append(Problem(code="PX-115", place=Place(file=book.file)))
    verdicts = []
    for row, before in rows_once(book.rows):
        now = known.get(row.key.assignment)
        if now is None:
            problems.append(Problem(code="PX-111", place=row.place))
        elif before is not None:
            params = {"row": str(before.place.row), "task": now.title[:80]}
            problems.append(Problem(code="PX-114", place=row.place, params=params))
        else:
            verdicts.append(_verdict(book, row, now, today))
    problems += _of_whole(book, verdicts, today)
    problems += [problem for verdict in verdicts for problem in verdict.problems]
    return Judgement(
        verdicts=verdicts,
        strangers=book.strangers,
        problems=problems,
        holder=verdicts[0].now.holder if verdicts else "",
        first=verdicts[0].now.pk if verdicts else None,
        counts={fate: sum(verdict.fate is fate for verdict in verdicts) for fate in Fate},
    )


def _of_whole(book: InBook, verdicts: Sequence[Verdict], today: date) -> list[Problem]:
    place, found = Place(file=book.file), []
    holders = {verdict.now.whose: verdict.now.holder for verdict in verdicts}
    if len(holders) > 1:
        found.append(Problem(code="PX-112", place=place, params={"found": "; ".join(list(holders.values())[:5])}))
    years = {verdict.row.key.out_on.year for verdict in verdicts}
    taken = {today.year} | ({today.year - 1} if (today.month, today.day) <= _LAST_DAY_OF_GRACE else set())
    if others := sorted(years - taken):
        params = {"found": ", ".join(map(str, others)), "year": str(today.year)}
        found.append(Problem(code="PX-113", place=place, params=params))
    return found


def _verdict(book: InBook, row: InRow, now: Now, today: date) -> Verdict:
    if not row.filled_in:
        return Verdict(row=row, fate=Fate.UNTOUCHED if now.takes_reports else Fate.ENDED, now=now)
    day = book.days.get(row.place.sheet or "")
    said, wrong = understand(row.cells, written=now.written, base=now.base, day=day, issuer=now.holder)
    if not now.takes_reports:
        return Verdict(row=row, fate=Fate.ENDED, now=now, said=said)
    if said.reference is not None and said.reference.issued_on > today:
        wrong["issued_on"] = Problem(code="EV-109", params={"found": format_date(said.reference.issued_on)})
    problems = tuple(problem.at(row.at(name)) for name, problem in wrong.items())
    if problems:
        return Verdict(row=row, fate=Fate.REFUSED, now=now, problems=problems)
    if said.content == now.content and (said.reference is None or said.reference in now.references):
        return Verdict(row=row, fate=Fate.SAME, now=now, said=said)
    if now.state == "sent":
        return Verdict(row=row, fate=Fate.WAITING, now=now, said=said)
    return Verdict(row=row, fate=_fate(row, now), now=now, said=said, lacks=_lacks(book, row, now, said, today))


def _fate(row: InRow, now: Now) -> Fate:
    if (row.key.number, row.key.version) != (now.number, now.version):
        return Fate.CONFLICT
    return Fate.CHANGED if now.open_version else Fate.NEW


def _lacks(book: InBook, row: InRow, now: Now, said: Understood, today: date) -> tuple[Problem, ...]:
    proven = now.proven or (said.product and said.reference is not None)
    found = lacking(said.content, today=today, product=now.product, proven=proven)
    places = {code: row.at(name) for code, name in _LACKING.items()}
    if not row.cells.as_of and (head := book.day_places.get(row.place.sheet or "")) is not None:
        places["PR-103"] = head
    return tuple(problem.at(places[problem.code]) for problem in found)
