"""What can happen to an edition: stored, put in force, frozen by its first use, a draft discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from thuocdo.errors import Place, Problem, RulebookError
from thuocdo.portal.audit.services import record
from thuocdo.portal.editions.models import Edition

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo import rulebooks
    from thuocdo.portal.organizations.models import User


@transaction.atomic
def store_edition(
    *, edition: rulebooks.Edition, origin: Edition.Origin, by: User | None, at: datetime, file_name: str = ""
) -> Edition:
    """Store an edition whole, as a draft with the next revision number.

    The same bundle stored twice is stored once: what is there already is returned as it stands.
    """
    index, _slash, name = edition.id.partition("/")
    revisions = Edition.objects.select_for_update().filter(index=index, edition=name)
    if same := revisions.filter(sha256=edition.sha256).first():
        return same
    last = revisions.aggregate(last=Max("revision"))["last"] or 0
    stored = Edition.objects.create(
        index=index,
        edition=name,
        revision=last + 1,
        origin=origin,
        file_name=file_name[:200],
        title=edition.title.vi,
        illustrative=edition.illustrative,
        bundle=edition.bundle(),
        cases=[placed.case.model_dump(mode="json", exclude_unset=True) for placed in edition.read_cases()],
        sha256=edition.sha256,
        stored_at=at,
        stored_by=by,
    )
    record("editions.edition.stored", by=by, at=at, subject=stored, now={"sha256": stored.sha256, "origin": origin})
    return stored


@transaction.atomic
def put_in_force(*, edition: Edition, by: User | None, at: datetime) -> Edition:
    """Make a revision the one that new results are made with; the one before it is kept as replaced."""
    edition = Edition.objects.select_for_update().defer("bundle", "cases").get(pk=edition.pk)
    if edition.state == Edition.State.IN_FORCE:
        return edition
    before = (
        Edition.objects.select_for_update()
        .filter(index=edition.index, edition=edition.edition, state=Edition.State.IN_FORCE)
        .defer("bundle", "cases")
        .first()
    )
    if before:
        before.state = Edition.State.REPLACED
        before.save(update_fields=["state"])
        record("editions.edition.replaced", by=by, at=at, subject=before, now={"by_revision": edition.revision})
    was, edition.state = edition.state, Edition.State.IN_FORCE
    edition.save(update_fields=["state"])
    record("editions.edition.put_in_force", by=by, at=at, subject=edition, was={"state": was})
    return edition


@transaction.atomic
def freeze(*, edition: Edition, by: User | None, at: datetime) -> None:
    """Mark that a result has been made with a revision: from now on it can never be discarded.

    :raises RulebookError: ED-101 if it is a draft.
    """
    edition = Edition.objects.select_for_update().defer("bundle", "cases").get(pk=edition.pk)
    if edition.state == Edition.State.DRAFT:
        raise RulebookError(Problem(code="ED-101", place=Place(item=edition.identifier)))
    if edition.frozen_at is None:
        edition.frozen_at = at
        edition.save(update_fields=["frozen_at"])
        record("editions.edition.frozen", by=by, at=at, subject=edition)


@transaction.atomic
def discard_draft(*, edition: Edition, by: User, at: datetime) -> None:
    """Remove a draft that nobody has used.

    :raises RulebookError: ED-102 if it is no longer a draft.
    """
    edition = Edition.objects.select_for_update().defer("bundle", "cases").get(pk=edition.pk)
    if edition.state != Edition.State.DRAFT:
        raise RulebookError(Problem(code="ED-102", place=Place(item=edition.identifier)))
    record("editions.edition.discarded", by=by, at=at, subject=edition, was={"sha256": edition.sha256})
    edition.delete()
