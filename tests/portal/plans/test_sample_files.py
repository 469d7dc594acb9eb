"""The sample plan from the page of uploads, and back in through the same page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from thuocdo.documents.samples import NAMES, sample_file

if TYPE_CHECKING:
    from django.test import Client

    from thuocdo.portal.organizations.models import User

PAGE = "/ke-hoach/nhap/"


@pytest.mark.parametrize("name", NAMES)
def test_each_file_comes_as_it_is_under_its_name(client: Client, coordinator: User, name: str) -> None:
    client.force_login(coordinator)
    response = client.get(f"{PAGE}mau/{name}")

    assert response.content == sample_file(name)
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_name_that_is_none_of_them_is_not_found(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)

    assert client.get(f"{PAGE}mau/ke-hoach-mau.yaml").status_code == 404
    assert client.get(f"{PAGE}mau/..%2Fplan.py").status_code == 404


def test_the_page_of_uploads_offers_word_pdf_and_excel_and_says_what_they_are(
    client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    page = client.get(PAGE).content.decode()

    for ending in ("docx", "pdf", "xlsx"):
        assert f'href="{PAGE}mau/ke-hoach-mau.{ending}"' in page
    assert "không phải văn bản đã ban hành" in page


def test_what_was_downloaded_can_be_dropped_on_the_page(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    name = "ke-hoach-mau.docx"
    response = client.post(PAGE, {"file": SimpleUploadedFile(name, sample_file(name))})

    assert response.status_code == 302
    assert name in client.get(response["Location"]).content.decode()
