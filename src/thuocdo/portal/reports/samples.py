"""An open round with some sections submitted, through the public services; every text says that it is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.organizations.samples import sample_person
from thuocdo.portal.organizations.selectors import root
from thuocdo.portal.reports import services
from thuocdo.portal.reports.drafting import drafted_texts
from thuocdo.portal.reports.periods import period_ending_next, period_of
from thuocdo.portal.reports.selectors.facts import facts_of
from thuocdo.portal.reports.selectors.rounds import rounds_under, sendings

if TYPE_CHECKING:
    from datetime import date, datetime

    from thuocdo.portal.organizations.models import User
    from thuocdo.portal.reports.models import Section

OWN_COMMUNE: Final = "23872"
SOURCE: Final = "Báo cáo gửi qua thư điện tử (số liệu minh họa)"
REASON: Final = "Cần nêu nguyên nhân của các hồ sơ trễ hạn."
_EVERY: Final = 6


@transaction.atomic
def load_sample_round(_by: User | None, at: datetime) -> str:
    """Open the round of the period that ends next and fill some of it; where any round was opened, nothing changes."""
    top = root()
    if top is None or rounds_under(top).exists():
        return "đã có"
    today = timezone.localdate(at)
    period = period_of(*period_ending_next(today))
    coordinator = sample_person("so-noi-vu")
    opened = services.open_round(
        root=top, period=period, as_of=period.due_on, due_on=period.due_on, by=coordinator, at=at
    )
    sections = [sending.section for sending in sendings(opened, today=today)]
    day = min(today, opened.as_of)
    own = next(section for section in sections if section.unit.code == OWN_COMMUNE)
    officer = sample_person("can-bo-xa")
    services.send_section(section=own, texts=_texts(own, day), as_of=day, version=0, by=officer, at=at)
    sent = [section for section in sections if section.unit.kind == Kind.DEPARTMENT][::2]
    sent += [section for section in sections if section.unit.kind == Kind.COMMUNE and section != own][::_EVERY]
    for section in sent:
        services.enter_section(
            section=section, texts=_texts(section, day), as_of=day, source=SOURCE, version=0, by=coordinator, at=at
        )
    services.return_section(section=sent[-1], reason=REASON, by=coordinator, at=at)
    return f"{opened.title}: {len(sent) - 1}/{len(sections)} đơn vị đã gửi (số liệu minh họa)"


def _texts(section: Section, day: date) -> dict[str, str]:
    drafted = drafted_texts(facts_of(section.unit, day=day))
    return {field: f"{text}\n(Số liệu minh họa.)" for field, text in drafted.items()}
