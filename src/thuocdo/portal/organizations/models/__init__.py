"""Tables and constraints; queries stand in ``selectors`` and ``services``."""

from thuocdo.portal.organizations.models.handovers import Handover
from thuocdo.portal.organizations.models.people import Membership, Position, Role, User
from thuocdo.portal.organizations.models.units import (
    Deployment,
    Kind,
    Succession,
    Unit,
    UnitCode,
    UnitGroup,
    UnitName,
)

__all__ = [
    "Deployment",
    "Handover",
    "Kind",
    "Membership",
    "Position",
    "Role",
    "Succession",
    "Unit",
    "UnitCode",
    "UnitGroup",
    "UnitName",
    "User",
]
