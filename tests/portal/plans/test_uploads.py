"""Uploads: refused at the door with what to do, read at once where short, by a worker where long, never half."""

from __future__ import annotations

import io
import threading
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import typst
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.utils import timezone

from thuocdo.documents.apart import Bounds, read_apart
from thuocdo.portal.jobs.models import Job
from thuocdo.portal.jobs.services import claims
from thuocdo.portal.jobs.worker import Hand, work_once
from thuocdo.portal.plans.models import Plan, PlanDraft
from thuocdo.portal.plans.selectors.stages import PATIENCE
from thuocdo.portal.plans.services import begin_draft, import_plan, reading, start_reading
from thuocdo.portal.plans.services.drafts import KEPT_FOR, forget_old_drafts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from thuocdo.portal.organizations.models import Unit, User

TEXT = "KẾ HOẠCH\nCải thiện năm 2026\nPHỤ LỤC 01\nSTT\nNội dung\nChủ trì\nThời gian\n1\nViệc một\nSở Nội vụ\nNăm 2026\n"
PAGES = b"#set page(height: 6cm)\n" + b"\n#pagebreak()\n".join(b"Trang %d" % page for page in range(1, 5))


def zipped(**parts: str) -> bytes:
    """Return a package of some parts: ``word__document_dot_xml`` is ``word/document.xml``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def old_office(word: str) -> bytes:
    """Return the head of an Office file of before 2007, or of the shell around one with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + word.encode("utf-16-le")


def locked_pdf() -> bytes:
    """Return a PDF that wants a password: its keys fit no empty one."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    ]
    text, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += b"%d 0 obj%sendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<61><61>]>>\nstartxref\n%d\n%%%%EOF" % len(text)
    return text + b"xref\n0 4\n0000000000 65535 f \n" + table + tail


def sheet_without_header() -> bytes:
    """Return a workbook that holds no table of tasks."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(("Đơn vị", "Điểm"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ENTITIES = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
BAD = {
    "an empty file": ("ke-hoach.docx", b"", "PD-102", "trống"),
    "an old .doc": ("ke-hoach.doc", old_office("WordDocument"), "PD-103", "lưu thành .docx"),
    "Word with a password": ("ke-hoach.docx", old_office("EncryptedPackage"), "PD-104", "Bỏ mật khẩu"),
    "Excel with a password": ("ke-hoach.xlsx", old_office("EncryptedPackage"), "PD-104", "Bỏ mật khẩu"),
    "PDF with a password": ("ke-hoach.pdf", locked_pdf(), "PD-104", "Bỏ mật khẩu"),
    "a scan": ("quet.pdf", typst.compile(b"#rect(width: 5cm)\n#pagebreak()\n#rect()"), "PD-105", "OCR"),
    "a picture named .pdf": ("quet.pdf", b"\xff\xd8\xff\xe0" + b"0" * 99, "PD-105", "OCR"),
    "half a PDF": ("ke-hoach.pdf", b"%PDF-1.7\n1 0 obj", "PD-106", "lưu lại"),
    "a zip named .docx": ("ke-hoach.docx", zipped(anh_dot_txt="x"), "PD-106", "lưu lại"),
    "a zip bomb": ("ke-hoach.docx", zipped(word__document_dot_xml="0" * 210_000_000), "PD-107", "Không mở"),
    ".docm as .docx": ("a.docx", zipped(word__document_dot_xml="<w/>", word__vbaProject_dot_bin=""), "PD-108", "macro"),
    "external entities": ("ke-hoach.docx", zipped(word__document_dot_xml=ENTITIES), "PD-109", "thực thể ngoài"),
    "a table without a header": ("ke-hoach.xlsx", sheet_without_header(), "PD-110", "Thêm hàng tiêu đề"),
}  # fmt: skip


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file takes longer than a person waits."""
    monkeypatch.setattr(reading, "read_if_short", lambda *_args, **_more: None)


@pytest.fixture
def uploads(client: Client, coordinator: User, tree: Unit) -> Callable[..., str]:
    """Uploads a file as the coordinator and returns the address of its page."""
    client.force_login(coordinator)

    def upload(content: bytes = TEXT.encode(), name: str = "ke-hoach.txt") -> str:
        return client.post("/ke-hoach/nhap/", {"file": SimpleUploadedFile(name, content)}).headers["Location"]

    return upload


def page(client: Client, address: str, **more: Any) -> str:
    """Return a page as text."""
    return client.get(address, **more).content.decode()


def work() -> None:
    """Let a worker do all that waits."""
    work_once(name="mot", now=timezone.now)


@pytest.mark.parametrize(("name", "content", "code", "words"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_refused_at_once_with_what_to_do(
    client: Client, uploads: Callable[..., str], name: str, content: bytes, code: str, words: str
) -> None:
    refused = page(client, uploads(content, name))

    assert code in refused
    assert words in refused
    assert "Chưa có gì được nhập" in refused
    assert (Plan.objects.count(), Job.objects.count()) == (0, 0)


def test_a_name_that_says_something_else_does_not_matter(client: Client, uploads: Callable[..., str]) -> None:
    assert "Xem trước" in page(client, uploads(TEXT.encode(), "ke-hoach.docx"))


def test_a_short_file_is_read_before_the_page_comes(client: Client, uploads: Callable[..., str]) -> None:
    assert "Xem trước" in page(client, uploads())
    assert Job.objects.count() == 0


@pytest.mark.usefixtures("long")
def test_a_long_file_waits_for_a_worker_and_ends_in_the_preview(client: Client, uploads: Callable[..., str]) -> None:
    address = uploads(typst.compile(PAGES), "dai.pdf")

    waiting = page(client, address)
    assert "Đang chờ đến lượt đọc" in waiting
    assert "Có thể đóng trang này" in waiting
    assert '<meta http-equiv="refresh"' in waiting
    assert "Chờ đọc" in page(client, "/ke-hoach/")

    work()
    polled = client.get(address, headers={"HX-Request": "true"})
    assert polled.headers["HX-Refresh"] == "true"
    assert "Xem trước" in page(client, address)
    assert "Chờ xem trước" in page(client, "/ke-hoach/")


@pytest.mark.usefixtures("long")
def test_the_page_counts_the_pages_that_were_read(
    client: Client, uploads: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = uploads(typst.compile(PAGES), "dai.pdf")
    Job.objects.update(state="running", worker=claims.sign_on(name="mot", at=timezone.now()), done=12, of=60)

    assert "Đang đọc: trang 12/60" in page(client, address)
    assert "Đang đọc: trang 12/60" in page(client, address, headers={"HX-Request": "true"})
    assert "trang 12/60" in page(client, "/ke-hoach/")


@pytest.mark.usefixtures("long")
def test_a_long_file_that_cannot_be_read_ends_in_the_refusal(client: Client, uploads: Callable[..., str]) -> None:
    address = uploads(*BAD["a scan"][1::-1])
    work()

    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "PD-105" in page(client, address)
    assert Job.objects.get().state == "done"


@pytest.mark.usefixtures("long")
def test_reading_can_be_stopped_and_asked_for_again(client: Client, uploads: Callable[..., str]) -> None:
    address = uploads()
    client.post(address, {"act": "stop"})
    work()
    stopped = page(client, address)
    assert "Đã dừng đọc." in stopped
    assert PlanDraft.objects.get().reading == ""

    client.post(address, {"act": "read"})
    client.post(address, {"act": "read"})
    assert Job.objects.filter(state="waiting").count() == 1
    work()
    assert "Xem trước" in page(client, address)


@pytest.mark.usefixtures("long")
def test_a_stop_in_the_middle_ends_the_reading(
    client: Client, uploads: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = uploads()

    def read(_content: bytes, *, name: str, progress: Callable[[int, int], None]) -> object:
        client.post(address, {"act": "stop"})
        progress(1, 60)
        return pytest.fail("it went on")

    monkeypatch.setattr("thuocdo.portal.plans.services.drafts.read_apart", read)
    work()

    assert Job.objects.get().state == "stopped"


@pytest.mark.usefixtures("long")
def test_an_upload_given_up_while_it_waits_leaves_nothing(
    client: Client, uploads: Callable[..., str], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    address = uploads()
    path = "plans/{0:.2}/{0}".format(PlanDraft.objects.get().sha256)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "give-up"})
    work()

    assert (PlanDraft.objects.count(), Job.objects.count(), default_storage.exists(path)) == (0, 0, False)


@pytest.mark.usefixtures("long")
def test_an_upload_given_up_while_it_is_read_leaves_nothing_half_done(
    uploads: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads()

    def read(content: bytes, *, name: str, progress: object) -> object:
        PlanDraft.objects.all().delete()
        return read_apart(content, name=name)

    monkeypatch.setattr("thuocdo.portal.plans.services.drafts.read_apart", read)
    work()

    assert (PlanDraft.objects.count(), Job.objects.get().state) == (0, "done")


@pytest.mark.usefixtures("long")
def test_the_same_file_again_is_said_and_read_once(client: Client, uploads: Callable[..., str]) -> None:
    first = uploads()
    assert uploads() == first

    assert "Tệp này đang được đọc từ" in page(client, first)
    assert (PlanDraft.objects.count(), Job.objects.count()) == (1, 1)


@pytest.mark.usefixtures("long")
def test_a_page_that_waits_in_vain_says_that_nobody_works(client: Client, uploads: Callable[..., str]) -> None:
    address = uploads()
    assert "tiến trình nền" not in page(client, address)

    Job.objects.update(asked_at=timezone.now() - PATIENCE - timedelta(seconds=1))
    assert "tiến trình nền của phần mềm không chạy" in page(client, address)

    claims.sign_on(name="mot", at=timezone.now())
    assert "tiến trình nền" not in page(client, address)


@pytest.mark.usefixtures("long")
def test_a_reading_that_broke_off_is_told_and_one_that_fails_too(client: Client, uploads: Callable[..., str]) -> None:
    address = uploads()
    Job.objects.update(starts=2)
    assert "Lần đọc trước bị ngắt" in page(client, address)

    Job.objects.update(state="failed")
    assert "Phần mềm gặp lỗi khi đọc" in page(client, address)
    assert "Gặp lỗi khi đọc" in page(client, "/ke-hoach/")


@pytest.mark.usefixtures("long")
def test_a_hostile_file_does_not_take_the_worker_along(
    uploads: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads()
    monkeypatch.setattr("thuocdo.documents.apart._CHILD", "while True: pass")

    def read(content: bytes, **more: Any) -> object:
        return read_apart(content, **more, bounds=Bounds(seconds=0.6))

    monkeypatch.setattr("thuocdo.portal.plans.services.drafts.read_apart", read)
    hand = Hand(claims.sign_on(name="mot", at=timezone.now()), now=timezone.now, ending=threading.Event())

    assert hand.round()
    assert [stored["code"] for stored in PlanDraft.objects.get().problems] == ["PD-111"]
    assert not hand.round()


def test_a_file_that_was_imported_is_not_read_again(
    client: Client, uploads: Callable[..., str], coordinator: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads()
    import_plan(draft=PlanDraft.objects.get(), by=coordinator, at=at)
    monkeypatch.setattr(reading, "read_if_short", lambda *_args, **_more: pytest.fail("it was read"))

    assert "Văn bản này đã nhập lúc" in page(client, uploads())


def test_whoever_clicks_import_twice_is_led_to_the_one_plan(client: Client, uploads: Callable[..., str]) -> None:
    address = uploads()
    form = {"act": "import", "effective_on": "03/02/2026"}
    for _click in range(2):
        done = client.post(address, form, follow=True)

    plan = Plan.objects.get()
    assert done.redirect_chain[-1][0] == plan.get_absolute_url()
    assert "Không nhập thêm lần nữa" in done.content.decode()
    assert client.get(address).headers["Location"] == plan.get_absolute_url()


def test_whoever_gives_up_twice_is_told_that_nothing_is_left(client: Client, uploads: Callable[..., str]) -> None:
    address = uploads()
    client.post(address, {"act": "give-up"})

    assert "Bản nhập này không còn" in client.post(address, {"act": "give-up"}, follow=True).content.decode()
    assert client.get(address).status_code == 404


def test_two_people_who_import_the_same_file_at_once_get_one_plan(
    client: Client, uploads: Callable[..., str], administrator: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = uploads()
    theirs = begin_draft(name="a.txt", content=TEXT.encode(), by=administrator, at=at)
    start_reading(draft=theirs, at=at)
    calls: list[int] = []

    def late(**asked: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:  # the other's transaction ends between our look and our write
            import_plan(draft=theirs, by=administrator, at=at)
            raise IntegrityError
        return import_plan(**asked)

    monkeypatch.setattr("thuocdo.portal.plans.services.import_plan", late)
    done = client.post(address, {"act": "import", "effective_on": "03/02/2026"}, follow=True)

    assert "đã nhập từ trước" in done.content.decode()
    assert Plan.objects.count() == 1


def test_forgotten_uploads_are_dropped_with_their_files(
    uploads: Callable[..., str], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    uploads()
    draft = PlanDraft.objects.get()
    path = f"plans/{draft.sha256[:2]}/{draft.sha256}"

    with django_capture_on_commit_callbacks(execute=True):
        assert forget_old_drafts(at=draft.created_at + KEPT_FOR) == "0"
        assert forget_old_drafts(at=draft.created_at + KEPT_FOR + timedelta(seconds=1)) == "1"
    assert not default_storage.exists(path)
