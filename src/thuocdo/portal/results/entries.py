"""What this app gives to the shared pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.samples import SampleStep
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.results.samples import load_sample_snapshot
from thuocdo.portal.web.registry import MenuEntry

if TYPE_CHECKING:
    from django.http import HttpRequest


def _belongs_here(request: HttpRequest) -> bool:
    return request.user.is_authenticated and bool(standing(request).memberships)


MENU = (
    MenuEntry(
        key="qd766",
        label=_("Bộ chỉ số 766"),
        short=_("Chỉ số"),
        url_name="qd766",
        icon="index",
        order=10,
        phone=5,
        allowed=_belongs_here,
    ),
)
STEPS = (SampleStep(key="qd766", title="Số liệu Bộ chỉ số 766 ngày 08/10/2026", run=load_sample_snapshot, order=40),)
