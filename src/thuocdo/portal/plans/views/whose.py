"""Whose work a list shows: my positions', the whole unit's, or what nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import Http404
from django.utils.translation import gettext as _

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.selectors import posts_in
from thuocdo.portal.plans.selectors.officers import may_name, mine, of_vacancies, vacancies
from thuocdo.portal.plans.selectors.progress import own_work
from thuocdo.portal.web.listing import Chip

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.models import Assignment

UNIT: Final = "don-vi"
NOBODY: Final = "chua-co-nguoi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """What a list shows, the choices beside it, and how much of the unit's work nobody has."""

    shown: QuerySet[Assignment]
    chips: list[Chip]
    nobody: int
    names: bool
    """Whether the person is at the desk of a unit or heads it, and may say who has what."""


def whose_work(request: HttpRequest, who: Standing, today: date) -> Whose:
    """Return the work that the address asks for: an officer's own first, a head's whole unit first.

    :raises Http404: for a choice that there is not.
    """
    asked = request.GET.get("cua", "")
    if asked not in {"", UNIT, NOBODY}:
        raise Http404
    work = own_work(who)
    posts = posts_in({unit.pk for unit in who.units}, today)
    vacant = vacancies(work, today, posts)
    nobody = sum(one.count for one in vacant)
    officer = who.has(Role.UNIT_OFFICER)
    if asked == NOBODY:
        shown = of_vacancies(work, vacant)
    elif officer and not asked:
        shown = mine(work, who)
    else:
        shown = work
    chips = [Chip.of(request, "cua", "", label=_("Việc của tôi") if officer else _("Việc của đơn vị"))]
    chips += [Chip.of(request, "cua", UNIT, label=_("Việc của đơn vị"))] if officer else []
    chips += [Chip.of(request, "cua", NOBODY, str(nobody), _("Chưa có người phụ trách"))] if nobody else []
    names = any(may_name(who, unit.pk, posts) for unit in who.units)
    return Whose(shown=shown, chips=chips if len(chips) > 1 else [], nobody=nobody, names=names)
