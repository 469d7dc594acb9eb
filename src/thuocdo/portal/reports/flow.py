"""What may be done with a section, by whom, in which state: the table of ``docs/workflow.md``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.reports.models import ReportRound, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from thuocdo.portal.organizations.standing import Standing

State = Section.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that may happen to a section."""

    word: str | Promise
    roles: tuple[Role, ...]
    states: tuple[str, ...]
    leads_to: str
    """A state, or empty where it stays as it is."""
    own_unit: bool


ACTS: Final[Mapping[str, Act]] = {
    "save": Act(
        word=_("Lưu nháp"),
        roles=(Role.UNIT_OFFICER, Role.UNIT_HEAD),
        states=(State.DRAFT, State.RETURNED),
        leads_to="",
        own_unit=True,
    ),
    "send": Act(
        word=_("Trình Thủ trưởng"),
        roles=(Role.UNIT_OFFICER,),
        states=(State.DRAFT, State.RETURNED),
        leads_to=State.SENT,
        own_unit=True,
    ),
    "submit": Act(
        word=_("Gửi báo cáo"),
        roles=(Role.UNIT_HEAD,),
        states=(State.DRAFT, State.RETURNED, State.SENT),
        leads_to=State.SUBMITTED,
        own_unit=True,
    ),
    "return_own": Act(
        word=_("Đề nghị bổ sung"),
        roles=(Role.UNIT_HEAD,),
        states=(State.SENT,),
        leads_to=State.RETURNED,
        own_unit=True,
    ),
    "return": Act(
        word=_("Đề nghị bổ sung"),
        roles=(Role.COORDINATOR,),
        states=(State.SUBMITTED,),
        leads_to=State.RETURNED,
        own_unit=False,
    ),
    "enter": Act(
        word=_("Nhập thay"),
        roles=(Role.COORDINATOR,),
        states=(State.DRAFT, State.RETURNED),
        leads_to=State.SUBMITTED,
        own_unit=False,
    ),
}


def acts_open_to(who: Standing, section: Section) -> frozenset[str]:
    """Return what a person may do with a section now; nothing once the round's report is issued."""
    if section.round.state != ReportRound.State.OPEN:
        return frozenset()
    return frozenset(name for name in acts_of_role(who, section) if section.state in ACTS[name].states)


def acts_of_role(who: Standing, section: Section) -> frozenset[str]:
    """Return what a person might do with a section in some state: the rest does not exist for the person."""
    own = {held.role for held in who.memberships if held.unit_id == section.unit_id}
    return frozenset(name for name, act in ACTS.items() if (own if act.own_unit else who.roles) & set(act.roles))
