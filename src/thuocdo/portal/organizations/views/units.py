"""The list of the province's units, and the page of any unit of the country."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from thuocdo.portal.organizations import selectors
from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.organizations.standing import root_of
from thuocdo.portal.web.listing import Chip, page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from thuocdo.portal.organizations.models import Unit

SCHEMES = {
    "gso": _("mã hành chính từ 01/07/2025"),
    "gso_before_2025": _("mã hành chính đến 30/06/2025"),
    "766": _("mã trên Cổng Dịch vụ công quốc gia"),
}
"""What each list of codes is called on screen."""
BASES = {"GSO mid-year population 2020": _("Tỷ trọng theo dân số trung bình năm 2020 của Tổng cục Thống kê")}
"""How the weights of a succession were made, in words for the page."""


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """List the units under the root that are there today."""
    top, today = root_of(request), timezone.localdate()
    kind, typed, sort = (request.GET.get(name, "") for name in ("loai", "q", "xep"))
    found = selectors.units_of_province(request.user, top=top, day=today, kind=kind, typed=typed, sort=sort or "name")
    counts = selectors.kinds_in_province(top, today)
    chips = [Chip.of(request, "loai", "", f"{sum(counts.values())}")]
    chips += [
        Chip.of(request, "loai", value, str(counts[value]), str(label))
        for value, label in Kind.choices
        if value in counts
    ]
    context = {"page": page_of(request, found), "chips": chips, "q": typed, "day": today, "root": top}
    return render(request, "organizations/units.html", context)


@require_GET
def unit(request: HttpRequest, scheme: str, code: str, since: str = "") -> HttpResponse:
    """Show one unit: what it is, where it stands, what it was, what became of it."""
    found = _unit(request, scheme, code, since)
    today = timezone.localdate()
    children = selectors.units_visible_to(request.user).filter(parent=found)
    if found.valid_to is None:
        children = selectors.units_in_force(children, today)
    origins = list(found.came_from.all())
    context = {
        "unit": found,
        "scheme": SCHEMES.get(found.scheme, found.scheme),
        "weights": any(link.weight for link in origins),
        "basis": next((f"{BASES.get(link.basis, link.basis)}. {link.source}" for link in origins if link.basis), ""),
        "page": page_of(request, children.order_by("kind", "sort_key", "pk")),
        "day": today,
    }
    return render(request, "organizations/unit.html", context)


def _unit(request: HttpRequest, scheme: str, code: str, since: str) -> Unit:
    visible = selectors.unit_page(request.user)
    if since:
        try:
            day = date.fromisoformat(since)
        except ValueError as error:
            raise Http404 from error
        return get_object_or_404(visible, scheme=scheme, code=code, valid_from=day)
    found = selectors.unit_by_code(scheme, code)
    if found is None:
        raise Http404
    return get_object_or_404(visible, pk=found.pk)
