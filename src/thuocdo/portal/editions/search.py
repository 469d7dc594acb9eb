"""Finding a criterion by a few letters of its name or by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.selectors import editions_visible_to, opened
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.web.registry import Hit
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest


def find(request: HttpRequest, typed: str, limit: int) -> Sequence[Hit]:
    """Return the criteria whose name has every word typed, or whose code or number is what was typed."""
    words, code = fold(typed).split(), typed.strip().lower()
    hits: list[Hit] = []
    for row in editions_visible_to(standing(request)).filter(state=Edition.State.IN_FORCE):
        edition = opened(row)
        for node in edition.nodes:
            name = fold(node.title.vi)
            if code in {node.code.lower(), node.number.lower()} or all(word in name for word in words):
                hits.append(
                    Hit(
                        title=f"{node.number} {node.title.vi}" if node.number != edition.total.code else node.title.vi,
                        url=reverse("criterion", args=[row.index, row.edition, node.code]),
                        note=edition.title.vi,
                        state="minh họa" if edition.illustrative else "",
                    )
                )
                if len(hits) == limit:
                    return hits
    return hits
