"""The closed table of rule kinds. A kind that the law needs and that is not here is one class, one line, its cases."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field

from thuocdo.scoring.rules.bands import Band, Bands
from thuocdo.scoring.rules.base import Lever, MalformedRuleError, Quoted, Rule
from thuocdo.scoring.rules.change import ChangeOnPrevious
from thuocdo.scoring.rules.checks import Checklist, Item, YesNo
from thuocdo.scoring.rules.counts import Bonus, CountThreshold, Deduction
from thuocdo.scoring.rules.given import Given, Information
from thuocdo.scoring.rules.proportional import Proportional
from thuocdo.scoring.rules.survey import SurveyMean

if TYPE_CHECKING:
    from collections.abc import Mapping

AnyRule = Annotated[
    Proportional
    | Bands
    | YesNo
    | Checklist
    | CountThreshold
    | ChangeOnPrevious
    | Deduction
    | Bonus
    | SurveyMean
    | Given
    | Information,
    Field(discriminator="kind"),
]
"""A rule of any kind, as an edition's file writes it: ``kind`` says which."""

RULES: Final[Mapping[str, type[Rule]]] = MappingProxyType(
    {
        "proportional": Proportional,
        "bands": Bands,
        "yes_no": YesNo,
        "checklist": Checklist,
        "count_threshold": CountThreshold,
        "change_on_previous": ChangeOnPrevious,
        "deduction": Deduction,
        "bonus": Bonus,
        "survey_mean": SurveyMean,
        "given": Given,
        "information": Information,
    }
)
"""Every kind of rule by the name that an edition's file uses."""

__all__ = [
    "RULES",
    "AnyRule",
    "Band",
    "Bands",
    "Bonus",
    "ChangeOnPrevious",
    "Checklist",
    "CountThreshold",
    "Deduction",
    "Given",
    "Information",
    "Item",
    "Lever",
    "MalformedRuleError",
    "Proportional",
    "Quoted",
    "Rule",
    "SurveyMean",
    "YesNo",
]
