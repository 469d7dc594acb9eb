"""What a report says, and what it still lacks before others may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from thuocdo.errors import Problem, ThuocDoError
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from thuocdo.portal.plans.models import Progress

Figure = Mapping[str, str]


class ReportRefusedError(ThuocDoError):
    """A report that lacks something, or an act that its state does not allow."""


class ReportConflictError(ReportRefusedError):
    """Somebody changed the report since it was opened; nothing was overwritten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an officer says of an assignment."""

    text: str = ""
    figures: tuple[Figure, ...] = ()
    """Each with ``label``, ``value`` (canonical decimal text) and ``unit``."""
    percent: int | None = None
    done: bool = False
    as_of: date | None = None

    @classmethod
    def of(cls, report: Progress | None) -> Content:
        """Return what a report says; nothing where there is none."""
        if report is None:
            return cls()
        return cls(
            text=report.text,
            figures=tuple(report.figures),
            percent=report.percent,
            done=report.done,
            as_of=report.as_of,
        )

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Content:
        """Return what was kept beside an act."""
        as_of = kept["as_of"]
        return cls(
            text=kept["text"],
            figures=tuple(kept["figures"]),
            percent=kept["percent"],
            done=kept["done"],
            as_of=date.fromisoformat(as_of) if as_of else None,
        )

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept beside an act."""
        return {
            "text": self.text,
            "figures": [dict(figure) for figure in self.figures],
            "percent": self.percent,
            "done": self.done,
            "as_of": self.as_of.isoformat() if self.as_of else None,
        }


def lacking(content: Content, *, today: date, product: str, proven: bool) -> list[Problem]:
    """Return everything that a report lacks before it may be sent.

    :param product: the product that the task names, if it names one.
    :param proven: whether a document of the report is that product.
    """
    found = []
    if not content.text:
        found.append(Problem(code="PR-101"))
    if content.as_of is None:
        found.append(Problem(code="PR-102"))
    elif content.as_of > today:
        params = {"found": format_date(content.as_of), "today": format_date(today)}
        found.append(Problem(code="PR-103", params=params))
    if content.done and product and not proven:
        found.append(Problem(code="PR-104", params={"product": product}))
    if content.done and content.percent not in {None, 100}:
        found.append(Problem(code="PR-105", params={"found": str(content.percent)}))
    return found
