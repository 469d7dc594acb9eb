"""The import as a person goes through it, and what the pages of the 766 index say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from thuocdo import rulebooks
from thuocdo.portal.results.models import ImportDraft, Snapshot
from thuocdo.portal.results.snapshots import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from thuocdo.portal.editions.models import Edition
    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.results.services import StoredDay

    Cut = Callable[..., list[tuple[str, bytes]]]
    TakeIn = Callable[..., tuple[StoredDay, ...]]

UPLOAD = "/bo-chi-so/766/nhap/"


@pytest.fixture
def logged_in(client: Client, coordinator: User) -> Client:
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


def send(client: Client, files: list[tuple[str, bytes]], **other: str) -> str:
    """Upload files and return where the browser is sent."""
    data = {"hour": "14:00", "source": "Cổng", "csv_files": [SimpleUploadedFile(*file) for file in files], **other}
    response = client.post(UPLOAD, data)
    assert response.status_code == 302, response.content.decode()
    return str(response.headers["Location"])


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_an_import_is_looked_at_confirmed_and_shown(
    logged_in: Client, edition: Edition, cut_files: Cut, commune: Unit, other_commune: Unit
) -> None:
    preview = send(logged_in, cut_files())
    text = page(logged_in, preview)
    assert "Ngày 08/10/2026, năm 2026" in text
    assert "khớp mọi điểm công bố tính lại được" in text
    assert Snapshot.objects.count() == 0, "a preview stores nothing"

    response = logged_in.post(preview, {"act": "confirm"}, follow=True)

    assert response.redirect_chain[-1][0] == "/bo-chi-so/766/?ky=nam-2026&ngay=2026-10-08"
    text = response.content.decode()
    assert "Đã nhập số liệu ngày 08/10/2026." in text
    assert "75,31" in text
    assert ImportDraft.objects.count() == 0


def test_an_unclear_unit_is_asked_for_before_anything_is_stored(
    logged_in: Client, edition: Edition, cut_files: Cut, commune: Unit
) -> None:
    preview = send(logged_in, cut_files())
    assert "1 đơn vị chưa rõ" in page(logged_in, preview)

    refused = logged_in.post(preview, {"act": "confirm"})
    assert refused.status_code == 409
    assert Snapshot.objects.count() == 0

    answered = logged_in.post(preview, {"act": "answer", "unit-H21.133": "keep"}, follow=True)
    assert "chưa rõ" not in answered.content.decode()
    logged_in.post(preview, {"act": "confirm"})
    assert Snapshot.objects.count() == 1


def test_giving_up_drops_the_upload_and_changes_nothing(logged_in: Client, day: Snapshot, cut_files: Cut) -> None:
    preview = send(logged_in, cut_files(H21="70"))

    response = logged_in.post(preview, {"act": "give-up"}, follow=True)

    assert "Số liệu đang dùng không thay đổi" in response.content.decode()
    assert (ImportDraft.objects.count(), Snapshot.objects.count()) == (0, 1)


def test_a_second_import_of_the_same_files_says_that_they_are_there(
    logged_in: Client, day: Snapshot, cut_files: Cut
) -> None:
    preview = send(logged_in, cut_files())
    assert "đã có, không thay đổi" in page(logged_in, preview)

    response = logged_in.post(preview, {"act": "confirm"}, follow=True)

    assert "đã có từ trước" in response.content.decode()
    assert Snapshot.objects.count() == 1


def test_less_than_the_day_in_use_is_said_before_it_is_kept_aside(
    logged_in: Client, day: Snapshot, cut_files: Cut
) -> None:
    preview = send(logged_in, cut_files(units=("H21",)))
    text = page(logged_in, preview)

    assert "chỉ giữ riêng" in text
    assert "có nhiều hơn: 2 đơn vị" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x00\x01\x02\x03", "VN-303"),
        ("đơn vị,điểm\nxã,1\n".encode(), "DA-"),
        ("x· V©n Canh, ®¬n vÞ hµnh chÝnh\n".encode(), "TCVN3"),
    ],
)
def test_a_wrong_file_is_shown_with_its_problem_and_cannot_be_confirmed(
    logged_in: Client, edition: Edition, content: bytes, words: str
) -> None:
    text = page(logged_in, send(logged_in, [("sai.csv", content)]))

    assert words in text
    assert 'value="confirm"' not in text


@pytest.mark.parametrize(("content", "code"), [(b"", "RS-103"), (b"x" * 5000, "RS-101")])
def test_an_empty_or_huge_file_is_refused_at_the_door(
    logged_in: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch, content: bytes, code: str
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 4000)

    response = logged_in.post(
        UPLOAD, {"hour": "14:00", "source": "x", "csv_files": SimpleUploadedFile("a.csv", content)}
    )

    assert response.status_code == 400
    assert code in response.content.decode()
    assert ImportDraft.objects.count() == 0


def test_nobody_else_finds_an_upload(
    logged_in: Client, draft: ImportDraft, client: Client, administrator: User
) -> None:
    client.force_login(administrator)

    assert client.get(f"{UPLOAD}{draft.public_id}/").status_code == 404


def test_an_upload_of_published_results_is_no_day_of_figures(logged_in: Client, draft: ImportDraft) -> None:
    ImportDraft.objects.filter(pk=draft.pk).update(subject="published")

    assert logged_in.get(f"{UPLOAD}{draft.public_id}/").status_code == 404


def test_the_board_says_what_it_covers_and_of_when(logged_in: Client, day: Snapshot) -> None:
    text = page(logged_in, "/bo-chi-so/766/?loai=commune")

    assert "Số liệu đến 14:00 ngày 08/10/2026" in text
    assert "2/2 xã, phường, đặc khu" in text
    assert "kỳ đang mở" in text
    assert "chưa có kỳ trước" in text


def test_a_kind_without_data_is_said_to_have_none_not_to_have_lost_nothing(logged_in: Client, day: Snapshot) -> None:
    text = page(logged_in, "/bo-chi-so/766/?loai=department")

    assert "Số liệu ngày 08/10/2026 chưa có sở, ban, ngành nào" in text
    assert "không đơn vị nào mất điểm hài lòng" not in text
    assert "Bỏ bộ lọc" not in text


def test_a_name_that_nobody_has_offers_to_drop_the_filter(logged_in: Client, day: Snapshot) -> None:
    text = page(logged_in, "/bo-chi-so/766/?loai=commune&q=zzz")

    assert "Không có đơn vị nào khớp" in text
    assert "Bỏ bộ lọc" in text


def test_earlier_days_that_hold_too_little_to_compare_with_are_said_to(logged_in: Client, day: Snapshot) -> None:
    assert "chưa có kỳ trước đủ nhóm" not in page(logged_in, "/bo-chi-so/766/?loai=commune")

    fragment = Snapshot.objects.get(pk=day.pk)
    fragment.pk, fragment.business_date, fragment.complete, fragment.fingerprint = (
        None,
        date(2026, 10, 7),
        False,
        "0" * 64,
    )
    fragment.save()

    assert "Thay đổi: chưa có kỳ trước đủ nhóm để so" in page(logged_in, "/bo-chi-so/766/?loai=commune")


def test_links_of_the_board_keep_the_day_that_was_chosen(logged_in: Client, day: Snapshot) -> None:
    text = page(logged_in, "/bo-chi-so/766/?ky=nam-2026&ngay=2026-10-08")

    assert "/bo-chi-so/766/don-vi/H21.133/MDHL/?ky=nam-2026&amp;ngay=2026-10-08" in text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("H21.133/", "Xã Ia Dom: 54,35 điểm"),
        ("H21.133/", "Điểm mất ở đâu"),
        ("H21.133/PETITION_PROCESSING_ON_TIME/", "Vì sao 0,00 điểm ở 5.2"),
        ("H21.133/PETITION_PROCESSING_ON_TIME/", "tổng thành 60,35"),
        ("H21.133/PUBLISH_ON_TIME/", "Nguồn lấy theo số của tỉnh"),
        ("H21.133/ELECTRONIC_CERTIFIED_COPY/", "Vì sao 2,00 điểm ở"),
        ("H21.133/PETITION_CLASSIFICATION_STAFF/", "không tính điểm"),
        ("H21.133/ONLINE_CHANNEL/", "Không đủ số liệu để tính lại"),
        ("H21.133/TOTAL/", "54,35"),
        ("H21.133/lich-su/", "chưa có kỳ trước"),
        ("H21/lich-su/?nhom=ONLINE", "Điểm nhóm"),
    ],
)
def test_the_pages_of_a_unit_say_why(logged_in: Client, day: Snapshot, path: str, words: str) -> None:
    assert words in page(logged_in, f"/bo-chi-so/766/don-vi/{path}")


@pytest.mark.parametrize(
    ("path", "words", "not_these"),
    [
        (
            "?loai=commune",
            ["Service to citizens and businesses, 2026", "Satisfaction", "Average"],
            ["kỳ đang mở", "hạng"],
        ),
        ("?loai=department", ["hold none of these units: departments"], ["chưa có"]),
        ("don-vi/H21.133/", ["Where points were lost", "What would earn points"], ["Điểm mất", "Việc cần làm"]),
        (
            "don-vi/H21.133/PETITION_PROCESSING_ON_TIME/",
            ["Why 0,00 points at 5.2", "formula verified", "Published score"],
            ["Vì sao", "Điểm công bố", "Tỷ lệ 0/1"],
        ),
        ("lich-su/", ["History of 766 figures", "period still open"], ["Đang dùng", "kỳ đang mở"]),
        ("nhap/", ["Files that can be read"], ["Các tệp"]),
    ],
)
def test_the_pages_of_the_766_index_are_not_of_two_languages(
    logged_in: Client, day: Snapshot, path: str, words: list[str], not_these: list[str]
) -> None:
    logged_in.cookies["django_language"] = "en"

    text = page(logged_in, f"/bo-chi-so/766/{path}")

    assert [found for found in words if found not in text] == []
    assert [found for found in not_these if found in text] == []


def test_the_journal_keeps_the_name_of_a_day_in_one_language(day: Snapshot) -> None:
    with translation.override("en"):
        assert str(day) == "qd766 năm 2026, số liệu ngày 08/10/2026"


def test_all_24_criteria_can_be_opened(logged_in: Client, day: Snapshot) -> None:
    text = page(logged_in, "/bo-chi-so/766/don-vi/H21.133/?het=1")
    leaves = rulebooks.load("qd766/2022").leaves
    assert len(leaves) == 24
    for node in leaves:
        page(logged_in, f"/bo-chi-so/766/don-vi/H21.133/{node.code}/")
        if node.field != "ONLINE":
            assert node.title.vi in text


@pytest.mark.parametrize("path", ["H21/lich-su/?nhom=SAI", "H21/?ky=tuan-1", "H21/?ngay=2026-10-07", "H1/"])
def test_what_is_not_there_is_not_found(logged_in: Client, day: Snapshot, path: str) -> None:
    page(logged_in, f"/bo-chi-so/766/don-vi/{path}", status=404)


def test_the_list_of_days_marks_what_is_incomplete(
    logged_in: Client, day: Snapshot, take_in: TakeIn, cut_files: Cut
) -> None:
    take_in(cut_files(day="2026-10-09", files=("tree_groups_20261008.csv",)))
    text = page(logged_in, "/bo-chi-so/766/lich-su/")

    assert "09/10/2026" in text
    assert "chưa đủ nhóm" in text


def test_the_page_of_a_day_has_files_with_fingerprints_and_who_imported_it(logged_in: Client, day: Snapshot) -> None:
    text = page(logged_in, f"/bo-chi-so/766/lich-su/{day.pk}/")

    assert day.files[0]["sha256"] in text
    assert "Cơ quan thường trực (mẫu)" in text


def test_an_empty_board_says_what_to_do_first(client: Client, coordinator: User, unit_officer: User) -> None:
    client.force_login(coordinator)
    assert "Nhập số liệu ngày" in page(client, "/bo-chi-so/766/")
    client.force_login(unit_officer)
    text = page(client, "/bo-chi-so/766/")
    assert "Chưa có số liệu ngày nào" in text
    assert UPLOAD not in text
