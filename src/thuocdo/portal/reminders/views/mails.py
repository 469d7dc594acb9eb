"""Which mails went to whom and what became of them; what the next morning would send; sending to one unit at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from thuocdo.errors import ThuocDoError
from thuocdo.portal.organizations.selectors import units_in_reach_of
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.reminders import services
from thuocdo.portal.reminders.access import READS, SENDS, may_send
from thuocdo.portal.reminders.models import Mail
from thuocdo.portal.reminders.reading import morning, next_morning, people_without_address
from thuocdo.portal.reminders.selectors import counts_by_state, mails_listed, mails_visible_to, morning_done
from thuocdo.portal.reminders.writing import content_of, headed, subject_of
from thuocdo.portal.web.forms import whole_number
from thuocdo.portal.web.listing import Chip, page_of
from thuocdo.vietnamese.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

    from thuocdo.portal.reminders.planning import Digest
    from thuocdo.portal.reminders.reading import Morning

MENU: Final = "reminders"
_STATES: Final = {
    "dang-gui": Mail.State.RESERVED,
    "da-gui": Mail.State.SENT,
    "se-gui-lai": Mail.State.FAILED,
    "khong-gui-duoc": Mail.State.GIVEN_UP,
    "khong-ro": Mail.State.UNKNOWN,
}
REMEDIES: Final[Mapping[str, str | Promise]] = {
    Mail.State.FAILED: gettext_lazy("Máy chủ thư tạm từ chối; phần mềm tự gửi lại, không cần làm gì."),
    Mail.State.GIVEN_UP: gettext_lazy(
        "Kiểm tra địa chỉ thư ở trang Người dùng. Các việc trong thư sẽ được nhắc lại sáng ngày làm việc sau."
    ),
    Mail.State.UNKNOWN: gettext_lazy(
        "Đường truyền hoặc tiến trình gửi dừng giữa chừng nên không rõ người nhận đã có thư chưa. Phần mềm không tự "
        "gửi lại để tránh nhắc hai lần; hãy hỏi người nhận."
    ),
}


@require_GET
@only(*READS)
def mails(request: HttpRequest) -> HttpResponse:
    """List the mails, the newest first, and name who cannot be written to."""
    return _list(request)


def _list(request: HttpRequest, error: ThuocDoError | None = None) -> HttpResponse:
    who, today = standing(request), timezone.localdate()
    slug, typed = request.GET.get("tinh-trang", ""), request.GET.get("q", "").strip()[:100]
    if slug and slug not in _STATES:
        raise Http404
    counts = counts_by_state(who)
    chips = [Chip.of(request, "tinh-trang", "", str(sum(counts.values())))]
    chips += [
        Chip.of(request, "tinh-trang", key, str(counts.get(state, 0)), str(state.label))
        for key, state in _STATES.items()
    ]
    context = {
        "menu_key": MENU,
        "page": page_of(request, mails_listed(who, state=_STATES.get(slug, ""), typed=typed)),
        "chips": chips,
        "all": sum(counts.values()),
        "q": typed,
        "slug": slug,
        "done": morning_done(today),
        "today": today,
        "next": next_morning(timezone.now()),
        "clock": settings.REMIND_AT,
        "unreachable": people_without_address(today),
        "remedies": REMEDIES,
        "problems": error.problems if error else (),
    }
    return render(request, "reminders/mails.html", context, status=409 if error else 200)


@require_GET
def mail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one mail: what it said, what became of it, what to do."""
    who = standing(request)
    held = get_object_or_404(mails_visible_to(who), public_id=public_id)
    context = {
        "menu_key": MENU,
        "mail": held,
        "parts": headed(held.content),
        "remedy": REMEDIES.get(held.state, ""),
        "reads": who.has(*READS),
    }
    return render(request, "reminders/mail_page.html", context)


@require_GET
@only(*READS)
def preview(request: HttpRequest) -> HttpResponse:
    """Show what the next morning would send as things stand now."""
    day, typed = next_morning(timezone.now()), request.GET.get("q", "").strip()[:100]
    found = morning(day)
    planned = services.plan_of(found)
    rows = [_row(found, one) for one in (*planned.digests, *planned.unreachable)]
    units = {unit.pk: unit for digest in planned.digests for unit in found.units_of(digest.person)}
    words = fold(typed).split()
    shown = [row for row in rows if all(word in row["folded"] for word in words)]
    page = page_of(request, shown, size=20)
    for row in page:
        row["parts"] = headed(content_of(row["digest"]))
    context = {
        "menu_key": MENU,
        "day": day,
        "clock": settings.REMIND_AT,
        "page": page,
        "all": len(rows),
        "q": typed,
        "units": sorted(units.values(), key=lambda unit: unit.sort_key),
        "may_send": may_send(standing(request)),
    }
    return render(request, "reminders/preview.html", context)


def _row(found: Morning, digest: Digest) -> dict[str, Any]:
    user, units = found.users[digest.person], found.units_of(digest.person)
    names = ", ".join(unit.full_name for unit in units)
    return {
        "digest": digest,
        "user": user,
        "units": names,
        "subject": subject_of(digest, found.facts.today),
        "reachable": bool(user.email),
        "folded": fold(f"{user} {names}"),
    }


@require_POST
@only(*SENDS)
def send_now(request: HttpRequest) -> HttpResponse:
    """Send to the people of one unit at once."""
    who, key = standing(request), whole_number(request.POST.get("don-vi"))
    units = units_in_reach_of(who.user, timezone.localdate())
    unit = get_object_or_404(units, pk=key or 0)
    try:
        summary = services.send_now(unit=unit, by=who.user, at=timezone.now())
    except ThuocDoError as error:
        return _list(request, error)
    said = ngettext("Đã gửi %(n)d thư cho %(unit)s.", "Đã gửi %(n)d thư cho %(unit)s.", summary.sent)
    messages.success(request, said % {"n": summary.sent, "unit": unit.full_name})
    if summary.sent < sum(summary.counts.values()):
        messages.warning(request, _("Có thư chưa gửi được; xem tình trạng và cách xử lý trong danh sách."))
    return redirect("reminders")
