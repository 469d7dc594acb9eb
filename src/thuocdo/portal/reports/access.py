"""Who may read and do what with reports. The same table stands in words in ``docs/workflow.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations.models import Role

if TYPE_CHECKING:
    from thuocdo.portal.organizations.standing import Standing

COMPILES: Final = (Role.COORDINATOR,)
"""Opens rounds, assembles, writes letters, enters on behalf."""
READS_ALL: Final = (Role.COORDINATOR, Role.PROVINCE_LEADER, Role.AUDITOR)
"""Reads rounds, what was submitted, the provincial report."""
WRITES: Final = (Role.UNIT_OFFICER, Role.UNIT_HEAD)
"""Writes the section of the own unit."""


def may_compile(who: Standing) -> bool:
    """Tell whether a person may open rounds, assemble reports and remind units."""
    return who.has(*COMPILES)


def reads_all(who: Standing) -> bool:
    """Tell whether a person may read every round and the provincial report."""
    return who.has(*READS_ALL)


def takes_part(who: Standing) -> bool:
    """Tell whether a person has anything to do with reports."""
    return who.has(*READS_ALL, *WRITES)
