"""Who may see and send reminders. The same table stands in words in ``docs/workflow.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations.models import Role

if TYPE_CHECKING:
    from thuocdo.portal.organizations.standing import Standing

SENDS: Final = (Role.COORDINATOR,)
"""Sends to one unit at once."""
READS: Final = (Role.COORDINATOR, Role.ADMINISTRATOR)
"""Reads which mails went to whom, and what became of them."""


def may_send(who: Standing) -> bool:
    """Tell whether a person may send to one unit at once."""
    return who.has(*SENDS)


def may_read(who: Standing) -> bool:
    """Tell whether a person may read every mail."""
    return who.has(*READS)
