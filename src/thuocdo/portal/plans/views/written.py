"""A plan written out again: Word, Excel or PDF in the official layout, as draft, for signature, or as issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from thuocdo.documents.official.pdf import to_pdf
from thuocdo.documents.official.whole_plan import whole_plan
from thuocdo.documents.official.word import to_docx
from thuocdo.documents.official.workbook import to_xlsx
from thuocdo.errors import ThuocDoError
from thuocdo.portal.organizations.standing import standing
from thuocdo.portal.plans.selectors import plans as read
from thuocdo.portal.plans.selectors.written import STAGES, plan_as_it_stands, stages_of
from thuocdo.portal.plans.views.plans import visible
from thuocdo.portal.web.forms import language

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

_KINDS: Final = {
    "docx": (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (to_pdf, "application/pdf"),
}


@require_GET
def export(request: HttpRequest, public_id: UUID, form: str) -> HttpResponse:
    """Send a plan as it now stands."""
    found = visible(request, public_id)
    if not read.reads_whole(standing(request), found):
        raise Http404
    offered = {name for name, _words, _proposed in stages_of(found)}
    stage = request.GET.get("trang-thai", "du-thao")
    if stage not in offered:
        raise Http404
    write, kind = _KINDS[form]
    try:
        content = write(whole_plan(plan_as_it_stands(found), stage=STAGES[stage][0]))
    except ThuocDoError as error:
        messages.error(request, "\n".join(problem.message(language()) for problem in error.problems))
        return redirect("plan", public_id=public_id)
    name = f"ke-hoach-{found.effective_on:%Y-%m-%d}-{stage}.{form}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
