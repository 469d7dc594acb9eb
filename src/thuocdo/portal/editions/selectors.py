"""Reading editions: the only doors to their table."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from thuocdo import rulebooks
from thuocdo.errors import Place
from thuocdo.portal.editions.access import may_enter_editions, may_read
from thuocdo.portal.editions.models import Edition

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from thuocdo.portal.organizations.standing import Standing


def editions_visible_to(who: Standing) -> QuerySet[Edition]:
    """Return the revisions that a person may read: drafts only for those who may enter editions."""
    if not may_read(who):
        return Edition.objects.none()
    found = Edition.objects.defer("bundle", "cases").select_related("stored_by")
    return found if may_enter_editions(who) else found.exclude(state=Edition.State.DRAFT)


def edition_in_force(index: str, edition: str | None = None) -> Edition | None:
    """Return the revision that results of an index are made with (its newest edition where none is named)."""
    found = Edition.objects.defer("bundle", "cases").filter(index=index, state=Edition.State.IN_FORCE)
    if edition is not None:
        found = found.filter(edition=edition)
    return found.order_by("-edition").first()


def opened(edition: Edition) -> rulebooks.Edition:
    """Return the library's edition of a stored revision, read from its bundle once per process."""
    return _opened(edition.pk, edition.sha256)


@lru_cache(maxsize=32)
def _opened(pk: int, sha256: str) -> rulebooks.Edition:
    bundle, cases = Edition.objects.values_list("bundle", "cases").get(pk=pk)
    placed = tuple(
        rulebooks.PlacedCase(case=rulebooks.Case.model_validate_json(json.dumps(case)), place=Place(item=str(pk)))
        for case in cases
    )
    edition = replace(rulebooks.Edition.from_bundle(bytes(bundle)), read_cases=lambda: placed)
    if edition.sha256 != sha256:
        raise ValueError(f"the stored bundle of edition {pk} is not the one that was stored: {edition.sha256}")
    return edition
