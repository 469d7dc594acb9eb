"""Who may do what with results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations.models import Role

if TYPE_CHECKING:
    from thuocdo.portal.organizations.standing import Standing

IMPORTS_FIGURES: Final = (Role.ADMINISTRATOR, Role.COORDINATOR)


def may_read(who: Standing) -> bool:
    """Tell whether a person belongs to this installation today; the boards are open to all who do."""
    return bool(who.memberships)


def may_import(who: Standing) -> bool:
    """Tell whether a person may import snapshots and published results."""
    return who.has(*IMPORTS_FIGURES)
