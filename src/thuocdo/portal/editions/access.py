"""Who may do what with editions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations.models import Role

if TYPE_CHECKING:
    from thuocdo.portal.organizations.standing import Standing

ENTERS_EDITIONS: Final = (Role.ADMINISTRATOR, Role.COORDINATOR)


def may_read(who: Standing) -> bool:
    """Tell whether a person belongs to this installation today."""
    return bool(who.memberships)


def may_enter_editions(who: Standing) -> bool:
    """Tell whether a person may import an edition and put it in force."""
    return who.has(*ENTERS_EDITIONS)
