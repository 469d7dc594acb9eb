"""What a GSO code means: today, before July 2025, or both, since codes were used again for other territories."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from thuocdo.errors import Problem, Severity
from thuocdo.units import loading
from thuocdo.units.model import Kind, Link, Scheme, Unit, listed
from thuocdo.units.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Sequence


class Era(StrEnum):
    """When a code has a meaning."""

    TODAY = "today"
    """Only today, or the same unchanged unit in both eras."""
    BEFORE = "before"
    BOTH = "both"
    """Of one unit before July 2025 and of another (or a larger one) since."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCheck:
    """What is known of a code: its unit of today and of before, what the latter became, what it may be instead.

    ``disputed`` is the commune of today that another source gives this code; ``docs/methods`` says which and why.
    """

    code: str
    era: Era
    today: Unit | None
    before: Unit | None
    became: Sequence[Link]
    disputed: Unit | None
    suggestions: Sequence[Unit]

    @property
    def problems(self) -> Sequence[Problem]:
        """Return what a person should know before using the code as one of today; nothing if all is clear.

        UN-111 of before July 2025 and UN-113 unknown are errors; UN-112 used again for other figures and UN-114
        UN-115 disputed are warnings. Most communes kept the code of the commune at their centre: that is no news.
        """
        if self.today is None:
            return (self._not_of_today(), *self._disputed("UN-115"))
        found = []
        if self.before and self._figures_differ():
            params = {
                "code": self.code,
                "today": self.today.full_name,
                "before": self.before.full_name,
                "became": listed(link.unit for link in self.became),
            }
            found.append(Problem(code="UN-112", params=params, severity=Severity.WARNING))
        return (*found, *self._disputed("UN-114", today=self.today.full_name))

    def _disputed(self, problem: str, **params: str) -> Sequence[Problem]:
        if self.disputed is None:
            return ()
        told = params | {"code": self.code, "other": listed([self.disputed])}
        return (Problem(code=problem, params=told, severity=Severity.WARNING),)

    def _not_of_today(self) -> Problem:
        if self.before is None:
            return Problem(code="UN-113", params={"code": self.code, "suggestions": listed(self.suggestions)})
        became = listed(link.unit for link in self.became)
        return Problem(code="UN-111", params={"code": self.code, "before": self.before.full_name, "became": became})

    def _figures_differ(self) -> bool:
        """Tell whether figures of the old unit would be taken for another unit's: a province's past is published."""
        is_province = self.today is not None and self.today.kind is Kind.PROVINCE
        return self.era is Era.BOTH and (is_province or self.became[0].unit != self.today)


def check_code(code: str, registry: Registry | None = None) -> CodeCheck:
    """Return what a GSO code of a province, district or commune means in each era."""
    units = registry or Registry()
    today, before = units.get(code), units.get(code, scheme=Scheme.GSO_BEFORE_2025)
    other = loading.code_conflicts().get(code) if len(code) == 5 else None
    return CodeCheck(
        code=code,
        era=_era(today, before),
        today=today,
        before=before,
        became=units.successors(before) if before else (),
        disputed=units.get(other) if other else None,
        suggestions=() if today or before else units.codes_like(code),
    )


def _era(today: Unit | None, before: Unit | None) -> Era:
    if today and before:
        return Era.BOTH if before.former or before.name != today.name else Era.TODAY
    if today:
        return Era.TODAY
    return Era.BEFORE if before else Era.UNKNOWN
