"""What this app gives to the shared pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.holdings import Holding, Offer
from thuocdo.portal.organizations.samples import SampleStep
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.reports import search
from thuocdo.portal.reports.access import reads_all, takes_part
from thuocdo.portal.reports.samples import load_sample_round
from thuocdo.portal.reports.selectors.reports import signed_documents
from thuocdo.portal.reports.selectors.rounds import sections_of_post
from thuocdo.portal.reports.waiting import JOBS
from thuocdo.portal.web.registry import MenuEntry, SearchProvider
from thuocdo.vietnamese.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from thuocdo.portal.organizations.holdings import Post


def _takes_part(request: HttpRequest) -> bool:
    return request.user.is_authenticated and takes_part(standing(request))


def _reads_all(request: HttpRequest) -> bool:
    return request.user.is_authenticated and reads_all(standing(request))


MENU = (
    MenuEntry(
        key="reports", label=_("Báo cáo"), url_name="reports", icon="report", order=40, phone=4, allowed=_takes_part
    ),
)
__all__ = ["DOORS", "HOLDINGS", "JOBS", "MENU", "SEARCHES", "STEPS"]
SEARCHES = (
    SearchProvider(key="reports", label=_("Báo cáo"), find=search.find_reports, order=40, allowed=_takes_part),
    SearchProvider(key="letters", label=_("Công văn đôn đốc"), find=search.find_letters, order=41, allowed=_reads_all),
)
DOORS = (signed_documents,)
STEPS = (SampleStep(key="round", title="Kỳ báo cáo mẫu", run=load_sample_round, order=70, with_people=True),)


def _sections(post: Post) -> Iterator[Holding]:
    for section in sections_of_post(post):
        due = format_date(section.round.due_on)
        note = f"{section.get_state_display()}; hạn gửi {due}"
        yield Holding(title=section.round.title, note=note, url=section.get_absolute_url())


HOLDINGS = (Offer(key="section", label=_("Phần báo cáo định kỳ của đơn vị"), find=_sections),)
