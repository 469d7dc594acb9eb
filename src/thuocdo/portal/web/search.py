"""Finding a page of the portal by its name, and the one way in which what was typed is compared with a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.web.registry import Hit, SearchProvider, menu_for
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest


def holds(text: str, typed: str) -> bool:
    """Tell whether a text holds every word that was typed, whatever the diacritics, in any order."""
    folded = fold(text)
    return all(word in folded for word in fold(typed).split())


def find_pages(request: HttpRequest, typed: str, limit: int) -> Sequence[Hit]:
    """Return the pages of the person's own menu whose name holds what was typed."""
    found = [entry for entry in menu_for(request) if holds(str(entry.label), typed)]
    return [Hit(title=str(entry.label), url=reverse(entry.url_name)) for entry in found[:limit]]


SEARCHES = (SearchProvider(key="pages", label=_("Trang"), find=find_pages, order=0),)
