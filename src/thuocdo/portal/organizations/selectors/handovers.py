"""Reading handovers: who may see which, and what waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from thuocdo.portal.organizations.access import READS_HANDOVERS, headed_by
from thuocdo.portal.organizations.models import Handover, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import Position
    from thuocdo.portal.organizations.standing import Standing


def handovers_visible_to(who: Standing) -> QuerySet[Handover]:
    """Return the handovers of a person, of the units a person heads; all for who arranges or inspects."""
    rows = Handover.objects.select_related("unit", "position", "giver", "receiver", "made_by", "membership")
    if who.has(*READS_HANDOVERS):
        return rows
    return rows.filter(Q(giver=who.user) | Q(receiver=who.user) | Q(unit__in=headed_by(who)))


def handovers_waiting_for(who: Standing) -> QuerySet[Handover]:
    """Return the handovers that need a word of the person: to confirm, or as a head to name who receives."""
    vacant = Q(state=Handover.State.VACANT, role=Role.UNIT_OFFICER, unit__in=headed_by(who))
    rows = Handover.objects.filter(Q(state=Handover.State.WAITING, receiver=who.user) | vacant)
    return rows.select_related("unit", "position", "giver").order_by("day", "pk")


def handovers_of(position: Position) -> QuerySet[Handover]:
    """Return how a position passed from hand to hand, newest first."""
    return Handover.objects.filter(position=position).select_related("unit", "position", "giver", "receiver")
