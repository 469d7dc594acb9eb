"""Words of results in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from thuocdo.portal.results.snapshots.wording import KINDS, group_words
from thuocdo.portal.web.forms import language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from thuocdo.errors import Problem

register = template.Library()


@register.filter
def absolute(value: Decimal) -> Decimal:
    """Return a number without its sign, where a word says which way it goes."""
    return abs(value)


@register.filter
def sentence(problem: Problem) -> str:
    """Return what a problem says, without its code and place."""
    return problem.message(language())


@register.filter
def group_names(codes: Iterable[str]) -> str:
    """Return the short names of groups, joined."""
    return group_words(codes)


@register.filter
def kind_word(kind: str) -> str:
    """Return what a kind of unit is called within a sentence."""
    return str(KINDS.get(kind, kind)).lower()
