"""The sample plan as files, for whoever wants to see how taking in a plan goes before there is a real one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thuocdo.documents.samples import NAMES, sample_file
from thuocdo.portal.organizations.standing import only
from thuocdo.portal.plans.access import COORDINATES

if TYPE_CHECKING:
    from django.http import HttpRequest

OFFERED: Final = (
    ("ke-hoach-mau.docx", _("Tải kế hoạch mẫu (.docx)")),
    ("ke-hoach-mau.pdf", _("Tải kế hoạch mẫu (.pdf)")),
    ("ke-hoach-mau.xlsx", _("Tải kế hoạch mẫu (.xlsx)")),
)
"""What the page of uploads offers; the others are for trying the reader."""


@require_safe
@only(*COORDINATES)
def sample(_request: HttpRequest, name: str) -> HttpResponse:
    """Send a file of the sample plan."""
    if name not in NAMES:
        raise Http404
    response = HttpResponse(sample_file(name), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
