"""Who may do what with plans. The same table stands in words in ``docs/workflow.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations.models import Role

if TYPE_CHECKING:
    from thuocdo.portal.organizations.standing import Standing

COORDINATES: Final = (Role.COORDINATOR,)
"""Imports plans, confirms what they say, assigns the work."""
READS_ALL: Final = (Role.COORDINATOR, Role.PROVINCE_LEADER, Role.AUDITOR, Role.ADMINISTRATOR)
"""Reads every plan and every unit's tasks."""
EDITS_CALENDAR: Final = (Role.COORDINATOR, Role.ADMINISTRATOR)
"""States the days off and the days worked of a year."""
WORKS: Final = (Role.UNIT_OFFICER, Role.UNIT_HEAD)
"""Sees the tasks of the own unit."""


def may_coordinate(who: Standing) -> bool:
    """Tell whether a person may import, confirm and assign."""
    return who.has(*COORDINATES)


def may_edit_calendar(who: Standing) -> bool:
    """Tell whether a person may state the days offices work."""
    return who.has(*EDITS_CALENDAR)


def reads_all(who: Standing) -> bool:
    """Tell whether a person may read every plan."""
    return who.has(*READS_ALL)


def belongs_here(who: Standing) -> bool:
    """Tell whether a person has any role today."""
    return bool(who.memberships)
