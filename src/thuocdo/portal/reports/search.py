"""Finding a round of reporting, the own section or a letter by a few letters or its number."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.reports.selectors.overdue import work_letters
from thuocdo.portal.reports.selectors.reports import letters_kept
from thuocdo.portal.reports.selectors.rounds import own_sections, rounds_visible_to
from thuocdo.portal.web.registry import Hit
from thuocdo.portal.web.search import holds
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpRequest

    from thuocdo.portal.reports.models import Letter, WorkLetter

_REPORT = "Báo cáo cải cách hành chính"
_MOST = 500
"""Letters of each kind that are looked through, newest first."""


def find_reports(request: HttpRequest, typed: str, limit: int) -> Sequence[Hit]:
    """Return the rounds that the person may read and the sections of the own units whose words hold what was typed."""
    who = standing(request)
    hits = [
        *(
            Hit(title=f"{_REPORT}: {one}", url=one.get_absolute_url(), state=str(one.get_state_display()))
            for one in rounds_visible_to(who)
        ),
        *(
            Hit(title=f"{_REPORT}: {one}", url=one.get_absolute_url(), state=str(one.get_state_display()))
            for one in own_sections(who)
        ),
    ]
    return [hit for hit in hits if holds(hit.title, typed)][:limit]


def find_letters(request: HttpRequest, typed: str, limit: int) -> Sequence[Hit]:
    """Return the letters that the person may read whose number or words hold what was typed."""
    who = standing(request)
    hits: list[Hit] = []
    letters: Iterator[Letter | WorkLetter] = chain(letters_kept(who)[:_MOST], work_letters(who)[:_MOST])
    for letter in letters:
        if holds(str(letter), typed):
            day = format_date(letter.issued_on) if letter.issued_on else ""
            state = str(letter.get_state_display())
            hits.append(Hit(title=str(letter), url=letter.get_absolute_url(), note=day, state=state))
    return hits[:limit]
