"""The closed table of rule kinds. A kind that the law needs and that is not here is one class, one line, its cases."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import Field

from thuocdo.scoring.rules.base import Lever, MalformedRule, Quoted, Rule
from thuocdo.scoring.rules.given import Given, Information
from thuocdo.scoring.rules.proportional import Proportional

AnyRule = Annotated[Proportional | Given | Information, Field(discriminator="kind")]
"""A rule of any kind, as an edition's file writes it: ``kind`` says which."""

RULES: Final[Mapping[str, type[Rule]]] = MappingProxyType(
    {
        "proportional": Proportional,
        "given": Given,
        "information": Information,
    }
)
"""Every kind of rule by the name that an edition's file uses."""

__all__ = ["RULES", "AnyRule", "Given", "Information", "Lever", "MalformedRule", "Proportional", "Quoted", "Rule"]
