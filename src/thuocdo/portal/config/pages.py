"""What each app gives to the shared pages: the one place where menu, home, search and sample data come together.

An app that gains a page adds its tuple here; nothing else in the portal knows all apps.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuocdo.portal.dashboards import entries as dashboards
from thuocdo.portal.editions import entries as editions
from thuocdo.portal.evidence import doors
from thuocdo.portal.jobs import entries as jobs
from thuocdo.portal.jobs import registry as workers
from thuocdo.portal.organizations import entries as organizations
from thuocdo.portal.organizations import holdings, samples
from thuocdo.portal.plans import background
from thuocdo.portal.plans import entries as plans
from thuocdo.portal.plans.criteria import earned as points
from thuocdo.portal.plans.progress import entries as progress
from thuocdo.portal.plans.progress.holdings import OFFERS
from thuocdo.portal.reminders import entries as reminders
from thuocdo.portal.reports import entries as reports
from thuocdo.portal.results import earned
from thuocdo.portal.results import entries as results
from thuocdo.portal.results.published import entries as published
from thuocdo.portal.web import registry
from thuocdo.portal.web import search as pages

_HOME = registry.MenuEntry(key="home", label=_("Trang chủ"), url_name="home", icon="home", section="now", order=0)


def fill() -> None:
    """Fill the registries of ``web`` and of the sample data, replacing what was there."""
    registry.fill(
        scope=organizations.scope,
        menu=[
            _HOME,
            *organizations.MENU,
            *editions.MENU,
            *plans.MENU,
            *progress.MENU,
            *results.MENU,
            *published.MENU,
            *reports.MENU,
            *reminders.MENU,
            *dashboards.MENU,
        ],
        cards=[*dashboards.CARDS],
        jobs=[*reports.JOBS, *plans.JOBS],
        searches=[*pages.SEARCHES, *organizations.SEARCHES, *editions.SEARCHES, *plans.SEARCHES, *reports.SEARCHES],
    )
    workers.fill(kinds=[*background.KINDS], scheduled=[*jobs.SCHEDULED, *background.SCHEDULED, *reminders.SCHEDULED])
    points.fill([*earned.SOURCES])
    doors.fill([*progress.DOORS, *reports.DOORS])
    holdings.fill([*OFFERS, *reports.HOLDINGS])
    samples.fill([*samples.OWN_STEPS, *editions.STEPS, *results.STEPS, *published.STEPS, *plans.STEPS, *reports.STEPS])
