"""Reading reminders: what was told, how people want to be told, what became of each mail."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from thuocdo.portal.reminders.access import may_read
from thuocdo.portal.reminders.models import Mail, MorningRound, Preference, Telling
from thuocdo.portal.reminders.planning import Told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.organizations.standing import Standing


def told_to(people: Iterable[int]) -> dict[tuple[int, str], Told]:
    """Return what some people have been told, by person and thing, in one query."""
    rows = Telling.objects.filter(user__in=list(people)).order_by().values_list("user", "base")
    return {
        (user, base): Told(times=times, last=last)
        for user, base, times, last in rows.annotate(times=Count("pk"), last=Max("day"))
    }


def preferences(users: Iterable[User]) -> dict[int, Preference]:
    """Return what some people chose, by key; who chose nothing is not in it."""
    return {found.user_id: found for found in Preference.objects.filter(user__in=list(users))}


def last_mails(users: Iterable[User], today: date) -> dict[int, date]:
    """Return the day of the last mail to some people within a week; one that was given up counts on its day alone."""
    recent = Mail.objects.filter(user__in=list(users), day__gt=today - timedelta(days=7))
    counted = recent.filter(~Q(state=Mail.State.GIVEN_UP) | Q(day=today))
    return dict(counted.order_by().values_list("user").annotate(Max("day")))


def morning_done(day: date) -> MorningRound | None:
    """Return the round of a day if it came to its end."""
    return MorningRound.objects.filter(day=day).first()


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def mails_visible_to(who: Standing) -> QuerySet[Mail]:
    """Return every mail for who follows the work or runs the installation; for others their own."""
    rows = Mail.objects.select_related("user", "asked_by")
    return rows if may_read(who) else rows.filter(user=who.user)


def mails_listed(who: Standing, *, state: str = "", typed: str = "") -> QuerySet[Mail]:
    """Return the mails of a state whose recipient or subject contains some words, the newest first."""
    rows = mails_visible_to(who).defer("content")
    if state:
        rows = rows.filter(state=state)
    if typed:
        rows = rows.filter(
            Q(user__display_name__icontains=typed) | Q(user__email__icontains=typed) | Q(subject__icontains=typed)
        )
    return rows


def counts_by_state(who: Standing) -> dict[str, int]:
    """Return how many mails stand in each state."""
    return dict(mails_visible_to(who).order_by().values_list("state").annotate(Count("pk")))


def own_mails(user: User) -> QuerySet[Mail]:
    """Return the mails to one person, the newest first."""
    return Mail.objects.filter(user=user).defer("content")


def preference_of(user: User) -> Preference | None:
    """Return what a person chose, if anything."""
    return Preference.objects.filter(user=user).first()
