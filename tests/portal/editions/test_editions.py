"""Editions: stored whole and once, revised, frozen by use, shown in words, read from a workbook."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from thuocdo import rulebooks
from thuocdo.errors import Place, Problem, RulebookError
from thuocdo.portal.audit.selectors import events_of
from thuocdo.portal.editions import views
from thuocdo.portal.editions.models import Edition
from thuocdo.portal.editions.rule_words import _WORDS, rule_in_words
from thuocdo.portal.editions.samples import store_shipped_editions
from thuocdo.portal.editions.selectors import edition_in_force, opened
from thuocdo.portal.editions.services import discard_draft, freeze, put_in_force, store_edition
from thuocdo.portal.editions.telling import cases_of, facts, in_words, law_number
from thuocdo.rulebooks.workbook import export_workbook, read_workbook
from thuocdo.scoring import RULES

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.models import User


@pytest.fixture
def logged_in(client: Client, coordinator: User) -> Client:
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_what_comes_back_is_what_was_stored_with_its_cases(edition: Edition) -> None:
    shipped = rulebooks.load("qd766/2022")

    assert opened(edition).sha256 == shipped.sha256 == edition.sha256
    assert [result.sentence for result in rulebooks.run_cases(opened(edition))] == [
        result.sentence for result in rulebooks.run_cases(shipped)
    ]


def test_a_bundle_that_was_tampered_with_is_not_read(edition: Edition, corrected: rulebooks.Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(sha256="0" * 64, bundle=corrected.bundle())
    edition.refresh_from_db()

    with pytest.raises(ValueError, match="not the one that was stored"):
        opened(edition)


def test_the_same_edition_is_stored_once(edition: Edition, at: datetime) -> None:
    again = store_edition(edition=rulebooks.load("qd766/2022"), origin=Edition.Origin.WORKBOOK, by=None, at=at)

    assert again == edition
    assert again.origin == Edition.Origin.PACKAGE


def test_a_correction_is_the_next_revision_and_takes_over_when_it_is_put_in_force(
    edition: Edition, draft_edition: Edition, coordinator: User, at: datetime
) -> None:
    assert (draft_edition.revision, draft_edition.state) == (2, "draft")
    assert edition_in_force("qd766") == edition

    put_in_force(edition=draft_edition, by=coordinator, at=at)

    edition.refresh_from_db()
    assert (edition.state, edition_in_force("qd766", "2022")) == ("replaced", draft_edition)
    assert [event.action for event in events_of(draft_edition)] == [
        "editions.edition.put_in_force",
        "editions.edition.stored",
    ]


def test_the_database_holds_one_revision_in_force(edition: Edition, draft_edition: Edition) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=draft_edition.pk).update(state="in_force")


def test_a_draft_is_never_used_and_what_was_used_is_never_discarded(
    edition: Edition, draft_edition: Edition, coordinator: User, at: datetime
) -> None:
    with pytest.raises(RulebookError) as unused:
        freeze(edition=draft_edition, by=coordinator, at=at)
    with pytest.raises(RulebookError) as kept:
        discard_draft(edition=edition, by=coordinator, at=at)

    assert [unused.value.problems[0].code, kept.value.problems[0].code] == ["ED-101", "ED-102"]


def test_a_draft_can_be_discarded_and_the_journal_remembers(
    draft_edition: Edition, coordinator: User, at: datetime
) -> None:
    discard_draft(edition=draft_edition, by=coordinator, at=at)

    assert not Edition.objects.filter(revision=2).exists()


def test_the_shipped_editions_are_stored_and_in_force_and_stay_so(db: None, at: datetime) -> None:
    first, second = store_shipped_editions(None, at), store_shipped_editions(None, at)

    assert first.endswith(f"thêm mới {len(rulebooks.available())}")
    assert second.endswith("thêm mới 0")
    assert {row.identifier for row in Edition.objects.filter(state="in_force")} == set(rulebooks.available())


@pytest.mark.parametrize("identifier", rulebooks.available())
def test_every_rule_of_every_edition_is_told_in_words(identifier: str) -> None:
    for node in rulebooks.load(identifier).nodes:
        words = rule_in_words(node)
        assert words
        assert all("{" not in sentence and "%(" not in sentence and "None" not in sentence for sentence in words)


def test_every_kind_of_rule_has_its_words() -> None:
    assert set(_WORDS) == set(RULES)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("5.4", "Từ 90% trở lên được 6 điểm; thấp hơn thì điểm = 6 điểm × tỷ lệ : 90%."),
        ("5.2", "Khi không phát sinh: được điểm tối đa."),
        ("1.1", "Khi không phát sinh: không có điểm, điểm tối đa không giảm."),
        ("CKMB", "Tổng điểm của các tiêu chí bên dưới."),
    ],
)
def test_a_rule_reads_as_the_law_would_say_it(code: str, sentence: str) -> None:
    assert sentence in rule_in_words(rulebooks.load("qd766/2022").node(code))


@pytest.mark.parametrize(
    ("identifier", "state"),
    [
        ("qd766/2022", "đầy đủ"),
        ("par_index_province/2022", "chưa rõ điểm"),
        ("par_index_unit/illustrative", "minh họa"),
    ],
)
def test_an_edition_says_what_it_is(identifier: str, state: str) -> None:
    assert facts(rulebooks.load(identifier)).state == state


def test_a_case_reads_as_a_sentence_with_labels() -> None:
    edition = rulebooks.load("qd766/2022")
    cases = cases_of(edition, edition.node("5.2"))

    assert all(case.holds for case in cases)
    assert any("từ chối (SC-103)" in case.expected for case in cases)
    assert not any("numerator" in case.given for case in cases)


def test_our_own_code_is_no_number_of_the_law() -> None:
    edition = rulebooks.load("qd766/2022")

    assert law_number(edition.node("ELECTRONIC_CERTIFIED_COPY")) == ""
    assert law_number(edition.node("PUBLISH_ON_TIME")) == "1.1"


def test_a_problem_calls_inputs_by_their_labels() -> None:
    node = rulebooks.load("qd766/2022").node("5.2")
    problem = Problem(
        code="SC-103", place=Place(item="numerator"), params={"expected": "1", "found": "2", "of": "denominator"}
    )

    said = in_words(problem, node, who="xã Ia Dom").render()

    assert "xã Ia Dom · 5.2 Tỷ lệ phản ánh, kiến nghị xử lý đúng hạn · Số phản ánh, kiến nghị xử lý đúng hạn" in said
    assert "denominator" not in said


def test_the_tree_shows_unknown_points_as_unknown_and_never_as_zero(logged_in: Client, at: datetime) -> None:
    store_shipped_editions(None, at)
    text = page(logged_in, "/bo-chi-so/par_index_province/2022/")

    assert "Chưa xác định" in text
    assert "chưa có văn bản nào cho biết điểm tối đa" in text


@pytest.mark.parametrize("path", ["", "tieu-chi/1.1/"])
def test_the_illustrative_edition_is_marked_on_every_page(logged_in: Client, at: datetime, path: str) -> None:
    store_shipped_editions(None, at)
    edition = rulebooks.load("par_index_unit/illustrative")
    path = f"tieu-chi/{edition.leaves[0].code}/" if path else path

    assert "minh họa" in page(logged_in, f"/bo-chi-so/par_index_unit/illustrative/{path}")


def test_a_criterion_is_found_by_search_without_diacritics(logged_in: Client, edition: Edition) -> None:
    text = page(logged_in, "/tim/?q=chung thuc ban sao")

    assert "/bo-chi-so/qd766/2022/tieu-chi/ELECTRONIC_CERTIFIED_COPY/" in text


def test_an_exported_workbook_reads_back_whole(logged_in: Client, edition: Edition) -> None:
    content = logged_in.get("/bo-chi-so/qd766/2022/bo-chi-so.xlsx").content

    assert read_workbook(content, name="x.xlsx").sha256 == edition.sha256


def test_a_corrected_workbook_becomes_a_draft_that_can_be_put_in_force(
    logged_in: Client, edition: Edition, corrected: rulebooks.Edition
) -> None:
    file = SimpleUploadedFile("sua.xlsx", export_workbook(corrected))

    draft = logged_in.post("/bo-chi-so/nhap/", {"file": file}, follow=True)

    assert draft.redirect_chain[-1][0] == "/bo-chi-so/qd766/2022/?ban=2"
    assert "Dự thảo" in draft.content.decode()
    logged_in.post("/bo-chi-so/qd766/2022/ap-dung/", {"ban": "2"})
    assert page(logged_in, "/bo-chi-so/qd766/2022/").count("bản sửa") >= 1


def test_an_unchanged_workbook_changes_nothing(logged_in: Client, edition: Edition) -> None:
    file = SimpleUploadedFile("nhu-cu.xlsx", export_workbook(opened(edition)))

    response = logged_in.post("/bo-chi-so/nhap/", {"file": file}, follow=True)

    assert "không có gì thay đổi" in response.content.decode()
    assert Edition.objects.count() == 1


def test_a_draft_is_discarded_from_its_page(logged_in: Client, draft_edition: Edition) -> None:
    response = logged_in.post("/bo-chi-so/qd766/2022/xoa/", {"ban": "2"}, follow=True)

    assert "Đã xóa dự thảo" in response.content.decode()
    assert Edition.objects.count() == 1


def test_what_is_in_force_is_not_discarded_from_its_page(logged_in: Client, edition: Edition) -> None:
    response = logged_in.post("/bo-chi-so/qd766/2022/xoa/", {"ban": "1"}, follow=True)

    assert "ED-102" in response.content.decode()
    assert Edition.objects.count() == 1


def test_every_mistake_of_a_workbook_is_shown_with_sheet_row_and_column(logged_in: Client, edition: Edition) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_workbook(opened(edition))))
    sheet = book["Tiêu chí"]
    heads = [cell.value for cell in sheet[1]]
    column = next(place for place, head in enumerate(heads) if head and "Điểm tối đa" in str(head))
    sheet.cell(row=4, column=column + 1, value=17.5)
    target = io.BytesIO()
    book.save(target)

    response = logged_in.post("/bo-chi-so/nhap/", {"file": SimpleUploadedFile("sai.xlsx", target.getvalue())})

    assert response.status_code == 400
    text = response.content.decode()
    assert "trang tính Tiêu chí, dòng 4" in text
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(("content", "code"), [(b"khong phai excel", "RB-3"), (b"x" * 5000, "ED-103")])
def test_a_wrong_or_huge_file_is_refused(
    logged_in: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch, content: bytes, code: str
) -> None:
    monkeypatch.setattr(views, "MOST_BYTES", 4000)

    response = logged_in.post("/bo-chi-so/nhap/", {"file": SimpleUploadedFile("x.xlsx", content)})

    assert response.status_code == 400
    assert code in response.content.decode()
