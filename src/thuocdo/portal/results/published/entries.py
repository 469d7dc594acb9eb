"""What published results give to the shared pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.samples import SampleStep
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.results.access import may_read
from thuocdo.portal.results.published.samples import load_shipped_results
from thuocdo.portal.web.registry import MenuEntry

if TYPE_CHECKING:
    from django.http import HttpRequest


def _belongs_here(request: HttpRequest) -> bool:
    return request.user.is_authenticated and may_read(standing(request))


MENU = (
    MenuEntry(
        key="published",
        label=_("Kết quả công bố"),
        url_name="published",
        icon="results",
        order=11,
        allowed=_belongs_here,
    ),
)
STEPS = (
    SampleStep(key="published", title="Kết quả công bố PAR INDEX, SIPAS, PAPI", run=load_shipped_results, order=45),
)
