"""What this app gives to the shared pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.samples import SampleStep
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.reports.access import takes_part
from thuocdo.portal.reports.samples import load_sample_round
from thuocdo.portal.reports.selectors.reports import signed_documents
from thuocdo.portal.web.registry import MenuEntry

if TYPE_CHECKING:
    from django.http import HttpRequest


def _takes_part(request: HttpRequest) -> bool:
    return request.user.is_authenticated and takes_part(standing(request))


MENU = (
    MenuEntry(key="reports", label=_("Báo cáo"), url_name="reports", icon="results", order=40, allowed=_takes_part),
)
DOORS = (signed_documents,)
STEPS = (SampleStep(key="round", title="Kỳ báo cáo mẫu", run=load_sample_round, order=70, with_people=True),)
