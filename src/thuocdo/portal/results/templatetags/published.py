"""Words and addresses of published results in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse

from thuocdo.portal.results.published.wording import BASES, source_link, source_words
from thuocdo.portal.web.forms import language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thuocdo.errors import Problem
    from thuocdo.portal.organizations.models import Unit
    from thuocdo.portal.results.published.structure import Index

register = template.Library()


@register.filter
def of_year(found: Mapping[int, Any], year: int) -> Any:
    """Return what a mapping holds for a year, or nothing."""
    return found.get(year)


@register.filter
def basis_word(basis: str | None) -> str:
    """Return how a figure came to be known, in a word; nothing for what a source states, which needs no mark."""
    return str(BASES[basis][0]) if basis and basis != "published" else ""


@register.filter
def basis_name(basis: str | None) -> str:
    """Return how a figure came to be known, in a word."""
    return str(BASES[basis][0]) if basis else ""


@register.filter
def basis_sentence(basis: str | None) -> str:
    """Return what that word means."""
    return str(BASES[basis][1]) if basis else ""


@register.filter
def source_name(source: str) -> str:
    """Return a source as a reader wants it."""
    return source_words(source)


@register.filter
def source_url(source: str) -> str:
    """Return a source's address if it is one."""
    return source_link(source)


@register.simple_tag
def province_url(index: Index, year: int, unit: Unit, component: str = "") -> str:
    """Return the address of a province's results of a year, at one of its parts."""
    url = reverse("published_province", args=[index.slug, year, unit.scheme, unit.code])
    return f"{url}?phan={component}#nguon" if component else url


@register.filter
def doubt(problem: Problem) -> str:
    """Return what deserves a second look, with its sources as a reader wants them."""
    return source_words(problem.message(language()))
