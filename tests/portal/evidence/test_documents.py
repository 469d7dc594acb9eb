"""Evidence: what is taken, how it is kept, who gets it out."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage

from thuocdo.portal.audit.models import Event
from thuocdo.portal.evidence import contents
from thuocdo.portal.evidence.contents import EvidenceRefusedError, Media, media_of, safe_name
from thuocdo.portal.evidence.models import Document
from thuocdo.portal.evidence.selectors import path_of
from thuocdo.portal.evidence.services import keep_file, keep_reference

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
TYPES = "[Content_Types].xml"


def package(parts: Mapping[str, str]) -> bytes:
    """Return a zip package with these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return target.getvalue()


def bomb() -> bytes:
    """Return a small package whose table of contents says that one part unpacks to 3 GB."""
    content = bytearray(package({TYPES: "<Types/>", "word/document.xml": "x"}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 3_000_000_000)
    return bytes(content)


WORD = {TYPES: "<Types/>", "word/document.xml": "<w:document/>"}
EXCEL = {TYPES: "<Types/>", "xl/workbook.xml": "<workbook/>"}
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def document(commune: Unit, unit_officer: User, at: datetime) -> Document:
    """A PDF that the officer of xã Vân Canh added, attached to nothing."""
    return keep_file(unit=commune, name="Báo cáo quý III.pdf", content=PDF, by=unit_officer, at=at)


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (PDF, Media.PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Media.JPG),
        (b"\x89PNG\r\n\x1a\n\x00", Media.PNG),
        (package(WORD), Media.DOCX),
        (package(EXCEL), Media.XLSX),
    ],
)
def test_a_file_is_what_its_content_says_whatever_it_is_called(content: bytes, media: Media) -> None:
    assert media_of(content, name="anh.exe") is media


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("EV-102", b""),
        ("EV-103", b"MZ\x90\x00 a program named bao-cao.pdf"),
        ("EV-103", b"<html><script>alert(1)</script>"),
        ("EV-103", package({"a.txt": "not Office"})),
        ("EV-103", package({"word/document.xml": "without its types"})),
        ("EV-104", package(WORD)[:60]),
        ("EV-104", bomb()),
        ("EV-105", package({**WORD, "word/vbaProject.bin": "macros"})),
        ("EV-105", package({**EXCEL, TYPES: "application/vnd.ms-excel.sheet.macroEnabled.main+xml"})),
        ("EV-106", OLD + b"an old Word file"),
        ("EV-107", OLD + "EncryptedPackage".encode("utf-16-le")),
    ],
)
def test_what_is_no_evidence_is_refused_with_what_to_do(code: str, content: bytes) -> None:
    with pytest.raises(EvidenceRefusedError) as refused:
        media_of(content, name="bao-cao.pdf")
    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.place.file == "bao-cao.pdf"


def test_a_file_that_is_too_large_is_refused_with_both_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "LARGEST", 1_048_576)
    with pytest.raises(EvidenceRefusedError, match="EV-101") as refused:
        media_of(PDF + b" " * 1_048_576, name="quet.pdf")
    assert "không quá 1 MB, nhưng tệp này nặng 2 MB" in str(refused.value)


def test_a_package_with_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MOST_PARTS", 1)
    with pytest.raises(EvidenceRefusedError, match="EV-104"):
        media_of(package(WORD), name="a.docx")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\A\\Báo cáo quý III.PDF", "Báo cáo quý III.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("bao-cao.exe", "bao-cao.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ("...", "tai-lieu.pdf"),
    ],
)
def test_a_download_bears_a_plain_name_that_ends_as_its_content_is(given: str, kept: str) -> None:
    assert safe_name(given, Media.PDF) == kept


def test_the_same_bytes_are_one_document_of_a_unit_and_one_stored_file(
    commune: Unit, other_commune: Unit, unit_officer: User, other_officer: User, at: datetime
) -> None:
    first = keep_file(unit=commune, name="a.pdf", content=PDF, by=unit_officer, at=at)
    again = keep_file(unit=commune, name="b.pdf", content=PDF, by=unit_officer, at=at)
    other = keep_file(unit=other_commune, name="c.pdf", content=PDF, by=other_officer, at=at)
    assert again == first != other
    assert first.sha256 == other.sha256
    with default_storage.open(path_of(first.sha256)) as stored:
        assert stored.read() == PDF
    assert Event.objects.filter(action="evidence.document.added").count() == 2


def test_an_official_document_is_named_by_number_day_and_issuer_once(
    commune: Unit, unit_officer: User, at: datetime
) -> None:
    named = {
        "unit": commune,
        "issued_on": date(2026, 9, 30),
        "issuer": "UBND xã Vân Canh",
        "by": unit_officer,
        "at": at,
    }
    first = keep_reference(number="12/BC-UBND", **named)
    again = keep_reference(number=" 12/BC-UBND ", **named)
    assert again == first
    assert first.title == "Văn bản số 12/BC-UBND ngày 30/09/2026 của UBND xã Vân Canh"
    assert not first.is_file


def test_a_reference_without_number_and_from_tomorrow_is_told_both(
    commune: Unit, unit_officer: User, at: datetime
) -> None:
    with pytest.raises(EvidenceRefusedError) as refused:
        keep_reference(number="", issued_on=date(2026, 10, 9), issuer="UBND", unit=commune, by=unit_officer, at=at)
    assert [problem.code for problem in refused.value.problems] == ["EV-108", "EV-109"]
    assert Document.objects.count() == 0


def test_a_download_is_an_attachment_that_the_journal_knows(
    client: Client, document: Document, unit_officer: User
) -> None:
    client.force_login(unit_officer)
    response = client.get(document.get_absolute_url())
    assert response.content == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''B%C3%A1o")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    event = Event.objects.get(action="evidence.document.downloaded")
    assert (event.by_id, event.subject_id) == (unit_officer.pk, str(document.pk))


def test_a_stored_file_has_no_address_of_its_own(client: Client, document: Document, unit_officer: User) -> None:
    client.force_login(unit_officer)
    for path in (f"/{path_of(document.sha256)}", f"/tai-lieu/{document.sha256}/", f"/media/{document.sha256}"):
        assert client.get(path).status_code == 404
    assert document.sha256 not in document.get_absolute_url()


def test_who_lost_every_role_sees_the_own_documents_no_more(
    client: Client, document: Document, unit_officer: User
) -> None:
    unit_officer.memberships.update(valid_to=date(2026, 1, 1))
    client.force_login(unit_officer)
    assert client.get(document.get_absolute_url()).status_code == 404
