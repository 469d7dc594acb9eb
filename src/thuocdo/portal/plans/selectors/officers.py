"""Who in a unit answers for its work: by its position, by the unit's desk, else its heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thuocdo.portal.organizations.selectors import posts_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from thuocdo.portal.organizations.selectors import Answering
    from thuocdo.portal.plans.models import Assignment


def answering_for(assignments: Iterable[Assignment], on: date) -> dict[int, Answering]:
    """Return who answers on a day for each assignment of a unit, by its key, in two queries however many there are.

    A request to a body outside the province has nobody here and is left out.
    """
    of_units = [(one.pk, one.unit_id, one.position_id) for one in assignments if one.unit_id is not None]
    posts = posts_in({unit for _pk, unit, _position in of_units}, on)
    return {pk: posts.answering(unit, position) for pk, unit, position in of_units}
