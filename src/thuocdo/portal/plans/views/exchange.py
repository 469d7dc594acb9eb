"""Workbooks of units: taking them out, bringing them back, looking before they are imported, taking an import back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thuocdo.errors import Place, ThuocDoError
from thuocdo.portal.organizations.standing import only, standing
from thuocdo.portal.plans.access import COORDINATES, WORKS, may_coordinate
from thuocdo.portal.plans.exchange.forms import DayForm, SourceForm, UploadForm
from thuocdo.portal.plans.exchange.judging import Fate, Judgement
from thuocdo.portal.plans.exchange.writing import MIME, file_name, workbook
from thuocdo.portal.plans.exchange.zipping import zipped
from thuocdo.portal.plans.models import FileImport
from thuocdo.portal.plans.selectors import exchange as selectors
from thuocdo.portal.plans.services import exchange as services
from thuocdo.portal.web.forms import language
from thuocdo.portal.web.listing import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.http import HttpRequest

    from thuocdo.errors import Problem
    from thuocdo.portal.organizations.standing import Standing
    from thuocdo.portal.plans.selectors.exchange import Holder

_ANSWER = "giu-"
"""Before the key of an assignment, in the names of the fields that say which version is kept."""


@require_GET
@only(*COORDINATES, *WORKS)
def overview(request: HttpRequest) -> HttpResponse:
    """Show whose workbooks can be taken out, take those that came back, and list what was imported."""
    return _overview(request, UploadForm())


def _overview(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    who, typed = standing(request), request.GET.get("q", "").strip()[:100]
    day, day_form = _day(request)
    holders = selectors.holders_of(who, typed=typed)
    context = {
        "menu_key": _menu(who),
        "form": form,
        "day": day,
        "day_form": day_form,
        "q": typed,
        "holders": holders,
        "page": page_of(request, holders),
        "coordinates": may_coordinate(who),
        "waiting": selectors.waiting_of(who)[:20],
        "imports": selectors.imports_visible_to(who).exclude(state=FileImport.State.WAITING)[:20],
    }
    return render(request, "plans/exchange/overview.html", context, status=status)


def _menu(who: Standing) -> str:
    return "exchange" if may_coordinate(who) else "my_work"


def _day(request: HttpRequest) -> tuple[date, DayForm]:
    """Return the day that the address asks for, else today."""
    today = timezone.localdate()
    asked = request.GET.get("den-ngay", "")
    form = DayForm({"as_of": asked}) if asked else DayForm(initial={"as_of": today})
    return (form.cleaned_data["as_of"], form) if asked and form.is_valid() else (today, form)


# ── Out ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_GET
@only(*COORDINATES, *WORKS)
def of_unit(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    """Send the workbook of a unit."""
    found = [one for one in _holders(request) if one.unit and (one.unit.scheme, one.unit.code) == (scheme, code)]
    return _sent(request, found)


@require_GET
@only(*COORDINATES, *WORKS)
def of_addressee(request: HttpRequest) -> HttpResponse:
    """Send the workbook of a body that is asked."""
    asked = request.GET.get("noi", "")
    return _sent(request, [one for one in _holders(request) if one.addressee and one.addressee == asked])


@require_GET
def everything(request: HttpRequest) -> StreamingHttpResponse:
    """Send one zip with the workbook of everybody, made while it is being sent."""
    holders = _holders(request)  # nobody's for who neither coordinates nor reports
    if not holders:
        raise Http404
    who, day, now = standing(request), _day(request)[0], timezone.now()
    files = _files(who, holders, day, now)
    name = f"tep-don-vi-{day:%Y%m%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(zipped(files, at=timezone.localtime(now)), "application/zip", headers=headers)


def _holders(request: HttpRequest) -> list[Holder]:
    return selectors.holders_of(standing(request))


def _sent(request: HttpRequest, found: Sequence[Holder]) -> HttpResponse:
    if not found:
        raise Http404
    (name, content), *_rest = _files(standing(request), found, _day(request)[0], timezone.now())
    return HttpResponse(content, MIME, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _files(who: Standing, holders: Sequence[Holder], day: date, now: datetime) -> Iterator[tuple[str, bytes]]:
    for holder in holders:
        with translation.override("vi"):  # the workbook is Vietnamese whatever language its sender reads
            out = selectors.out_book(who, holder, as_of=day, at=now)
        yield file_name(str(holder), holder.code, day), workbook(out)


# ── Back ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_POST
@only(*COORDINATES, *WORKS)
def upload(request: HttpRequest) -> HttpResponse:
    """Keep the workbooks until somebody has looked at what they would change."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _overview(request, form, status=400)
    files = [(str(file.name), file.read()) for file in form.cleaned_data["workbooks"]]
    who = standing(request)
    batch = services.begin_file_imports(files=files, by=who.user, at=timezone.now())
    kept = list(selectors.files_of(who, batch))
    return redirect(kept[0]) if len(kept) == 1 else redirect("exchange_batch", batch=batch)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """One uploaded file with what it would change, or why it cannot be read."""

    file: FileImport
    judgement: Judgement
    hows: Sequence[FileImport.How]

    @property
    def ready(self) -> bool:
        """Whether it can be imported on behalf of its unit with the source alone."""
        return self.judgement.ready and FileImport.How.ENTER in self.hows

    @property
    def why(self) -> str:
        """The first thing that keeps it from being imported, in words."""
        first = next(iter((*self.judgement.problems, *self.judgement.lacks)), None)
        if first is None:
            return ""
        place = Place(sheet=first.place.sheet, row=first.place.row, column=first.place.column).render(language())
        return ": ".join(filter(None, (place, first.message(language()))))


def _looked(who: Standing, file: FileImport) -> _Looked:
    try:
        judgement = selectors.judged(who, name=file.file_name, content=bytes(file.content), today=timezone.localdate())
    except ThuocDoError as error:
        return _Looked(file=file, judgement=Judgement(problems=error.problems), hows=())
    one = selectors.holder_of(judgement)
    return _Looked(file=file, judgement=judgement, hows=selectors.hows_of(who, one.unit) if one else ())


@require_http_methods(["GET", "POST"])
@only(*COORDINATES, *WORKS)
def together(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Show several files with what each would change; import those with which nothing is wrong."""
    who = standing(request)
    files = list(selectors.files_of(who, batch))
    if not files:
        raise Http404
    form = SourceForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "give-up":
            for file in files:
                services.give_up_file_import(file=file)
            messages.info(request, _("Đã bỏ các tệp đang xem trước. Không có gì thay đổi."))
            return redirect("exchange")
        if form.cleaned_data["source"].strip():
            _import_ready(request, who, files, form.cleaned_data["source"])
            return redirect("exchange_batch", batch=batch)
        form.add_error("source", _("Ghi các tệp này đến theo công văn hoặc thư nào, rồi nhập."))
        status = 400
    waiting = [_looked(who, file) for file in files if file.state == FileImport.State.WAITING]
    context = {
        "menu_key": _menu(who),
        "form": form,
        "waiting": waiting,
        "ready": sum(one.ready for one in waiting),
        "done": [file for file in files if file.state != FileImport.State.WAITING],
        "batch": batch,
    }
    return render(request, "plans/exchange/together.html", context, status=status)


def _import_ready(request: HttpRequest, who: Standing, files: Sequence[FileImport], source: str) -> None:
    """Import each file that is ready, each as a whole; one that fails does not stop the others."""
    done = 0
    for file in files:
        if file.state != FileImport.State.WAITING or not _looked(who, file).ready:
            continue
        try:
            services.import_file(
                file=file, who=who, how=FileImport.How.ENTER, source=source, answers={}, at=timezone.now()
            )
        except ThuocDoError as error:
            for problem in error.problems:
                messages.error(request, f"{file.file_name}: {problem.message(language())} ({problem.code})")
        else:
            done += 1
    messages.success(request, ngettext("Đã nhập thay %(n)d tệp.", "Đã nhập thay %(n)d tệp.", done) % {"n": done})


@require_http_methods(["GET", "POST"])
@only(*COORDINATES, *WORKS)
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a file would change and import it when that is confirmed; afterwards show what it did."""
    who = standing(request)
    file = get_object_or_404(selectors.imports_visible_to(who), public_id=public_id)
    if file.state != FileImport.State.WAITING:
        return _result(request, who, file)
    if request.method == "GET":
        return _preview(request, who, file, SourceForm())
    act = request.POST.get("act", "")
    if act == "give-up":
        services.give_up_file_import(file=file)
        messages.info(request, _("Đã bỏ tệp đang xem trước. Không có gì thay đổi."))
        return redirect("exchange")
    if act not in FileImport.How.values:
        raise Http404
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _preview(request, who, file, form, status=400)
    answers = {key.removeprefix(_ANSWER): str(said) for key, said in request.POST.items() if key.startswith(_ANSWER)}
    try:
        done = services.import_file(
            file=file, who=who, how=act, source=form.cleaned_data["source"], answers=answers, at=timezone.now()
        )
    except ThuocDoError as error:
        return _preview(request, who, file, form, refused=error.problems, answers=answers, status=409)
    messages.success(request, _said(done))
    return redirect(done)


def _said(done: FileImport) -> str:
    count = done.rows.count()
    words = {
        FileImport.How.SAVE: ngettext("Đã lưu nháp %(n)d báo cáo.", "Đã lưu nháp %(n)d báo cáo.", count),
        FileImport.How.SEND: ngettext(
            "Đã gửi %(n)d báo cáo. Thủ trưởng được báo để phê duyệt.",
            "Đã gửi %(n)d báo cáo. Thủ trưởng được báo để phê duyệt.",
            count,
        ),
        FileImport.How.ENTER: ngettext(
            "Đã nhập thay %(n)d báo cáo; tệp được giữ làm nguồn.",
            "Đã nhập thay %(n)d báo cáo; tệp được giữ làm nguồn.",
            count,
        ),
    }
    return words[FileImport.How(done.how)] % {"n": count}


def _preview(
    request: HttpRequest,
    who: Standing,
    file: FileImport,
    form: SourceForm,
    *,
    refused: Sequence[Problem] = (),
    answers: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    looked, asked = _looked(who, file), answers or {}
    judgement = looked.judgement
    conflicts = [
        (verdict, f"{_ANSWER}{verdict.row.key.assignment}", asked.get(str(verdict.row.key.assignment), ""))
        for verdict in judgement.of(Fate.CONFLICT)
    ]
    shown = [*judgement.problems, *(problem for problem in refused if problem not in judgement.problems)]
    context: dict[str, Any] = {
        "menu_key": _menu(who),
        "file": file,
        "judgement": judgement,
        "problems": shown,
        "lacks": [problem for problem in judgement.lacks if problem not in shown],
        "written": judgement.of(Fate.NEW, Fate.CHANGED),
        "conflicts": conflicts,
        "left_out": judgement.of(Fate.WAITING, Fate.ENDED),
        "same": len(judgement.of(Fate.SAME)),
        "untouched": len(judgement.of(Fate.UNTOUCHED)),
        "hows": [how.value for how in looked.hows],
        "earlier": selectors.imported_before(file.sha256),
        "form": form,
    }
    return render(request, "plans/exchange/preview.html", context, status=status)


def _result(request: HttpRequest, who: Standing, file: FileImport) -> HttpResponse:
    """Show what an import did; take it back where that is asked."""
    problems: Sequence[Problem] = ()
    if request.method == "POST":
        if request.POST.get("act") != "take-back" or not selectors.may_take_back(who, file):
            raise Http404
        try:
            services.take_back_import(file=file, by=who.user, at=timezone.now())
        except ThuocDoError as error:
            problems = error.problems
        else:
            messages.success(request, _("Đã rút lại lần nhập này; mọi báo cáo trở lại như trước."))
            return redirect(file)
    context = {
        "menu_key": _menu(who),
        "file": file,
        "problems": problems,
        "rows": list(selectors.rows_done(file)),
        "may_take_back": file.state == FileImport.State.IMPORTED and selectors.may_take_back(who, file),
    }
    return render(request, "plans/exchange/result.html", context, status=409 if problems else 200)
