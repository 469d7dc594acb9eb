"""Who may do what with positions and handovers. The same table stands in words in ``docs/workflow.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations.models import Role

if TYPE_CHECKING:
    from thuocdo.portal.organizations.models import Handover, Membership, Unit
    from thuocdo.portal.organizations.standing import Standing

ARRANGES_ALL: Final = (Role.ADMINISTRATOR, Role.COORDINATOR)
"""Arranges the positions of every unit."""
READS_ALL_POSTS: Final = (*ARRANGES_ALL, Role.AUDITOR)
"""Sees who holds what in every unit."""
READS_HANDOVERS: Final = (*ARRANGES_ALL, Role.AUDITOR)
"""Reads every handover."""


def headed_by(who: Standing) -> frozenset[int]:
    """Return the units that a person heads, by their keys."""
    return frozenset(held.unit_id for held in who.memberships if held.role == Role.UNIT_HEAD)


def may_arrange(who: Standing, unit: Unit) -> bool:
    """Tell whether a person may add, change and end positions of a unit and say who holds them."""
    return who.has(*ARRANGES_ALL) or unit.pk in headed_by(who)


def may_name_receiver(who: Standing, handover: Handover) -> bool:
    """Tell whether a person may name who takes over: for a head, only who gives roles, as it makes somebody head."""
    return may_arrange(who, handover.unit) and (handover.role != Role.UNIT_HEAD or who.has(Role.ADMINISTRATOR))


def may_read_posts(who: Standing, unit: Unit) -> bool:
    """Tell whether a person may see who holds what in a unit: who arranges it, inspects, or belongs to it."""
    return may_arrange(who, unit) or who.has(*READS_ALL_POSTS) or unit in who.units


def may_relieve(who: Standing, membership: Membership) -> bool:
    """Tell whether a person may take somebody off a position, the role staying: an officer's, never a head's."""
    named = membership.position_id is not None and membership.valid_to is None
    return named and membership.role == Role.UNIT_OFFICER and may_arrange(who, membership.unit)
