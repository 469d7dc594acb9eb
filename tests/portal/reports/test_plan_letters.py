"""Letters to units that have not sent the plan they owe: one press, escalated the second time, in Word."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import docx
import pytest

from thuocdo.portal.audit.models import Event
from thuocdo.portal.organizations.services import save_group
from thuocdo.portal.plans.models import OwedPlan, PlanCall
from thuocdo.portal.plans.services import ask_for_plans, enter_plan
from thuocdo.portal.reports import services
from thuocdo.portal.reports.models import PlanLetter
from thuocdo.portal.reports.problems import ReportError
from thuocdo.portal.reports.selectors.plan_letters import owing_units

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.plans.models import Plan

AT = datetime(2026, 9, 16, 3, 0, tzinfo=UTC)
"""A Wednesday; three days on which offices work later it is Monday the 21st."""
LATER = AT + timedelta(days=8)


@pytest.fixture
def call(plan: Plan, province: Unit, commune: Unit, other_commune: Unit, coordinator: User) -> PlanCall:
    """What the plan of the province asks of its two communes: a plan of their own by 31 August."""
    told = {"kind": "commune", "within": province, "by": None, "at": AT}
    group = save_group(key="cac-xa", name={"vi": "Các xã"}, **told)
    asked = {"groups": [group], "due_on": date(2026, 8, 31), "days_before": 5, "basis": "", "version": 0}
    return ask_for_plans(plan=plan, **asked, by=coordinator, at=AT)


@pytest.fixture
def draft(call: PlanCall, department: Unit, coordinator: User) -> Callable[..., list[PlanLetter]]:
    """Presses the button."""

    def drafted(at: datetime = AT) -> list[PlanLetter]:
        return services.draft_plan_letters(call=call, issuer=department, by=coordinator, at=at)

    return drafted


@pytest.fixture
def send(call: PlanCall, coordinator: User) -> Callable[[Unit], OwedPlan]:
    """Notes that a unit has sent its plan."""

    def sent(unit: Unit) -> OwedPlan:
        owed = OwedPlan.objects.get(call=call, unit=unit)
        paper = {"number": "5/KH-UBND", "issued_on": date(2026, 9, 1), "sent_on": date(2026, 9, 10)}
        return enter_plan(owed=owed, **paper, source="Văn bản giấy", version=owed.version, by=coordinator, at=AT)

    return sent


def issue(letter: PlanLetter, by: User, at: datetime = AT, number: int = 8) -> PlanLetter:
    return services.issue_letter(letter=letter, number=number, issued_on=at.date(), by=by, at=at)


def names(letter: PlanLetter) -> list[str]:
    return sorted(letter.units.values_list("full_name", flat=True))


def words(client: Client, letter: PlanLetter) -> str:
    content = client.get(f"{letter.get_absolute_url()}xuat.docx").content
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in paper.paragraphs), *cells])


def test_the_first_letter_addresses_who_has_not_sent(
    draft: Callable[..., list[PlanLetter]], send: Callable[[Unit], OwedPlan], other_commune: Unit
) -> None:
    send(other_commune)

    (letter,) = draft()

    assert (letter.escalated, letter.symbol, letter.answer_by) == (False, "SNV", date(2026, 9, 21))
    assert names(letter) == ["xã Vân Canh"]
    assert Event.objects.get(action="reports.letter.drafted").now == {"units": 1, "escalated": False}


def test_pressed_again_the_same_draft_is_brought_up_to_date(
    draft: Callable[..., list[PlanLetter]], send: Callable[[Unit], OwedPlan], commune: Unit, other_commune: Unit
) -> None:
    (first,) = draft()
    send(other_commune)

    (second,) = draft(LATER)

    assert (second.pk, names(second), second.as_of) == (first.pk, ["xã Vân Canh"], date(2026, 9, 24))
    send(commune)
    with pytest.raises(ReportError, match="RP-131"):
        draft(LATER)


def test_the_second_time_the_province_writes_to_the_heads_once_the_day_has_passed(
    draft: Callable[..., list[PlanLetter]],
    client: Client,
    call: PlanCall,
    coordinator: User,
    send: Callable[[Unit], OwedPlan],
    other_commune: Unit,
) -> None:
    (first,) = draft()
    issue(first, coordinator)
    send(other_commune)
    with pytest.raises(ReportError, match="RP-131"):
        draft()
    assert [unit.full_name for unit in owing_units(call, AT.date()).waiting] == ["xã Vân Canh"]

    (second,) = draft(LATER)

    assert (second.escalated, second.symbol, second.issuer) == (True, "UBND", call.plan.unit)
    client.force_login(coordinator)
    text = words(client, second)
    assert "Chủ tịch UBND xã Vân Canh" in text
    assert "Công văn số 08/SNV ngày 16/09/2026" in text
    assert "trực tiếp chỉ đạo gửi kế hoạch chậm nhất ngày 29/09/2026" in text
    assert "KT. CHỦ TỊCH" in text


def test_a_draft_that_addresses_nobody_any_more_is_given_up(
    draft: Callable[..., list[PlanLetter]],
    coordinator: User,
    send: Callable[[Unit], OwedPlan],
    commune: Unit,
    other_commune: Unit,
) -> None:
    send(other_commune)
    issue(draft()[0], coordinator)
    (again,) = draft(LATER)
    OwedPlan.objects.filter(unit=other_commune).update(state="returned")
    send(commune)

    (letter,) = draft(LATER)

    again.refresh_from_db()
    assert (again.state, letter.escalated, names(letter)) == ("discarded", False, ["xã Ia Dom"])


def test_a_letter_goes_from_the_register_to_its_number(
    client: Client, call: PlanCall, coordinator: User, leader: User
) -> None:
    client.force_login(coordinator)
    register = call.get_absolute_url()
    assert "Soạn công văn đôn đốc" in client.get(register).content.decode()

    page = client.post(f"{register}don-doc/", follow=True)

    letter = PlanLetter.objects.get()
    assert page.redirect_chain[-1][0] == letter.get_absolute_url()
    assert "UBND xã Ia Dom" in page.content.decode()
    assert "DỰ THẢO" in words(client, letter)
    change = {"act": "change", "answer_by": "30/09/2027", "symbol": "SNV-CCHC"}
    client.post(letter.get_absolute_url(), change)
    letter.refresh_from_db()
    assert (letter.answer_by, letter.symbol) == (date(2027, 9, 30), "SNV-CCHC")
    assert client.post(letter.get_absolute_url(), {"act": "issue", "number": ""}).status_code == 400
    future = {"act": "issue", "number": "12", "issued_on": "01/01/2100"}
    assert client.post(letter.get_absolute_url(), future).status_code == 409
    client.post(letter.get_absolute_url(), {"act": "issue", "number": "12", "issued_on": "01/09/2026"})
    letter.refresh_from_db()
    assert (letter.state, letter.number, str(letter)) == (
        "issued",
        12,
        "Công văn đôn đốc gửi kế hoạch số 12/SNV-CCHC",
    )
    client.force_login(leader)
    assert client.get(letter.get_absolute_url()).status_code == 200
    assert "Soạn công văn đôn đốc" not in client.get(register).content.decode()


def test_with_nobody_to_address_the_register_says_so(
    client: Client,
    call: PlanCall,
    coordinator: User,
    send: Callable[[Unit], OwedPlan],
    commune: Unit,
    other_commune: Unit,
) -> None:
    send(commune)
    send(other_commune)
    client.force_login(coordinator)

    page = client.post(f"{call.get_absolute_url()}don-doc/", follow=True).content.decode()

    assert "không còn đơn vị nào" in page
    assert not PlanLetter.objects.exists()


def test_a_draft_may_be_given_up_and_leads_back_to_the_register(
    client: Client, call: PlanCall, draft: Callable[..., list[PlanLetter]], coordinator: User
) -> None:
    (letter,) = draft()
    client.force_login(coordinator)

    response = client.post(letter.get_absolute_url(), {"act": "discard"})

    letter.refresh_from_db()
    assert (response["Location"], letter.state) == (call.get_absolute_url(), "discarded")


def test_a_plan_without_number_is_named_by_its_subject(
    draft: Callable[..., list[PlanLetter]], client: Client, coordinator: User, plan: Plan
) -> None:
    client.force_login(coordinator)
    type(plan).objects.filter(pk=plan.pk).update(number="", type="", issued_on=None, subject="Nâng cao chỉ số")

    assert "Kế hoạch “Nâng cao chỉ số” yêu cầu" in words(client, draft()[0])


def test_a_plan_that_asks_for_nothing_has_no_letters(client: Client, plan: Plan, coordinator: User) -> None:
    client.force_login(coordinator)

    assert client.post(f"/ke-hoach/{plan.public_id}/don-vi/don-doc/").status_code == 404
