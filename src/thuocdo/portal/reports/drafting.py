"""A unit's tasks as figures of one day, and the words that follow from them; knows no database.

The rule in words, with a worked example: ``docs/methods/reports.md``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from thuocdo.portal.reports.fields import FIELDS
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DONE: Final = "done"
UNDER_WAY: Final = "under_way"
NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One task of a unit as it stood on the day of the figures; only what the unit's head approved counts."""

    task: str
    """The task's public id: by it the same task of many units is counted together."""
    plan: str
    code: str
    content: str
    field: str
    work: str
    """``done``, ``under_way`` or ``nothing``."""
    due: str = ""
    """The due day that counts, as ISO text; empty where there is none."""
    late: int = 0
    """Days past due; 0 when it is not."""
    text: str = ""
    figures: tuple[str, ...] = ()
    percent: int | None = None
    as_of: str = ""
    proofs: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Fact:
        """Return a fact as it was kept."""
        return cls(**{**kept, "figures": tuple(kept["figures"]), "proofs": tuple(kept["proofs"])})

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept beside a section."""
        return {**asdict(self), "figures": list(self.figures), "proofs": list(self.proofs)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many tasks there are, are done, are late."""

    tasks: int
    done: int
    late: int

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Counts:
        """Count tasks."""
        found = list(facts)
        return cls(
            tasks=len(found),
            done=sum(fact.work == DONE for fact in found),
            late=sum(fact.late > 0 for fact in found),
        )

    def __add__(self, other: Counts) -> Counts:
        """Add the counts of another unit."""
        return Counts(tasks=self.tasks + other.tasks, done=self.done + other.done, late=self.late + other.late)

    def words(self) -> str:
        """Return the counts as a clause: ``hoàn thành 3/5 nhiệm vụ, quá hạn 1 nhiệm vụ``."""
        late = f", quá hạn {self.late} nhiệm vụ" if self.late else ", không có nhiệm vụ quá hạn"
        return f"hoàn thành {self.done}/{self.tasks} nhiệm vụ{late}"


def drafted_texts(facts: Sequence[Fact]) -> dict[str, str]:
    """Return what the figures say, by field: a sentence of counts, then a line for each task."""
    return {
        field: "\n".join((_summary(own), *(line_of(fact) for fact in own)))
        for field in FIELDS
        if (own := [fact for fact in facts if fact.field == field])
    }


def _summary(facts: Sequence[Fact]) -> str:
    plans = Counter(fact.plan for fact in facts)
    return f"Theo {', '.join(plans)}: {Counts.of(facts).words()}."


def line_of(fact: Fact) -> str:
    """Return one task as a line: what it is, how far, the unit's words, figures with their day, what proves it."""
    code = f"mục {fact.code}, " if fact.code else ""
    parts = [f"- {fact.content.rstrip('.;')} ({code}{fact.plan}): {_standing(fact)}."]
    if fact.text:
        parts.append(f"{fact.text.strip().rstrip('.')}.")
    if fact.figures:
        parts.append(f"Số liệu: {'; '.join(fact.figures)}{_day(fact.as_of)}.")
    if fact.proofs:
        parts.append(f"Tài liệu kiểm chứng: {'; '.join(fact.proofs)}.")
    return " ".join(parts).replace("\n", " ")


def _standing(fact: Fact) -> str:
    how = {DONE: "đã hoàn thành", UNDER_WAY: "đang thực hiện", NOTHING: "chưa có kết quả được phê duyệt"}[fact.work]
    if fact.work == UNDER_WAY and fact.percent is not None:
        how += f", đạt {fact.percent}%"
    if fact.late:
        how += f", quá hạn {fact.late} ngày (hạn {_shown(fact.due)})"
    elif fact.due and fact.work != DONE:
        how += f", hạn {_shown(fact.due)}"
    return how


def _day(as_of: str) -> str:
    return f" (số liệu đến ngày {_shown(as_of)})" if as_of else ""


def _shown(day: str) -> str:
    return format_date(date.fromisoformat(day))
