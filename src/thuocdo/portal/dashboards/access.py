"""Who may read the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thuocdo.portal.organizations.models import Role
from thuocdo.portal.organizations.standing import standing

if TYPE_CHECKING:
    from django.http import HttpRequest

READS_JOURNAL: Final = (Role.ADMINISTRATOR, Role.AUDITOR)


def may_read_journal(request: HttpRequest) -> bool:
    """Tell whether a person may read who did what: administrators and auditors."""
    return request.user.is_authenticated and standing(request).has(*READS_JOURNAL)
