"""Going on from what was reported on a task before its plan was replaced by one that changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from thuocdo.errors import Problem
from thuocdo.portal.plans.models import Progress, ProgressDocument
from thuocdo.portal.plans.progress.content import Content, ReportRefusedError
from thuocdo.portal.plans.selectors.replaced import old_report
from thuocdo.portal.plans.services.progress import save_report

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.plans.models import Assignment


@transaction.atomic
def take_over_report(*, assignment: Assignment, by: User, at: datetime) -> Progress:
    """Begin the first report on a changed task with what was said of the old one, and its documents.

    It is a draft: the officer reads it, mends it and sends it. A product of the old task is a document of the new one
    until somebody says that it is its product.

    :raises ReportRefusedError: PR-124 if there is nothing to take over, or something was reported since; PR-112 if the
        assignment holds no more.
    """
    last = old_report(assignment)
    if last is None or Progress.objects.filter(assignment=assignment).exists():
        raise ReportRefusedError(Problem(code="PR-124"))
    report = save_report(assignment=assignment, content=Content.of(last), version=0, by=by, at=at)
    ProgressDocument.objects.bulk_create(
        ProgressDocument(progress=report, document_id=proof.document_id) for proof in last.proofs.all()
    )
    return report
