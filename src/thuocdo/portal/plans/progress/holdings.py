"""What a post holds of the work of plans, in the words of a handover."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.portal.organizations.holdings import Holding, Offer
from thuocdo.portal.plans.models import Progress
from thuocdo.portal.plans.selectors.officers import reports_awaiting_head, reports_of_post, work_of_post
from thuocdo.vietnamese.dates import format_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thuocdo.portal.organizations.holdings import Post
    from thuocdo.portal.plans.models import Assignment


def assignments(post: Post) -> Iterator[Holding]:
    """Yield the open tasks of a post, with their deadline and plan."""
    for one in work_of_post(post):
        yield _holding(one, one.task.deadline["text"] if one.task.deadline else _("không nêu thời hạn"))


def reports(state: Progress.State, post: Post) -> Iterator[Holding]:
    """Yield the reports of a post that are in a state, with who wrote last and when."""
    for report in reports_of_post(post, state):
        yield _of(report)


def approvals(post: Post) -> Iterator[Holding]:
    """Yield the reports that wait for the head, if the post is the head's."""
    for report in reports_awaiting_head(post):
        yield _of(report)


def _of(report: Progress) -> Holding:
    return _holding(report.assignment, _("lưu %(at)s") % {"at": format_moment(report.saved_at)})


def _holding(assignment: Assignment, note: str) -> Holding:
    task = assignment.task
    return Holding(
        title=f"{task.code} {task.content}".strip(),
        note=f"{note}; {task.plan if task.plan.number else task.plan.subject}",
        url=reverse("assignment", args=[assignment.public_id]),
    )


OFFERS = (
    Offer(key="assignment", label=gettext_lazy("Nhiệm vụ đang thực hiện"), find=assignments),
    Offer(
        key="progress_draft",
        label=gettext_lazy("Báo cáo tiến độ đang soạn"),
        find=partial(reports, Progress.State.DRAFT),
    ),
    Offer(
        key="progress_returned",
        label=gettext_lazy("Báo cáo tiến độ được đề nghị bổ sung"),
        find=partial(reports, Progress.State.RETURNED),
    ),
    Offer(key="progress_sent", label=gettext_lazy("Báo cáo tiến độ chờ phê duyệt"), find=approvals),
)
