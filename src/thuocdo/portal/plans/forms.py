"""Turning a request into the arguments of a service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.forms import DayField
from thuocdo.portal.plans.models import CalendarDay, Part
from thuocdo.portal.plans.services import Mended
from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.workdays import DayKind, SpecialDay

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thuocdo.portal.plans.models import Plan, Task

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_PASTED: Final = 2_000_000
_BODIES: Final = re.compile(r"\s*(?:;|\r?\n)\s*")


class UploadForm(forms.Form):
    """The signed plan, as a file or as pasted text."""

    most_bytes = MOST_BYTES
    """For the page, which need not send a file to say that it is too large."""
    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.xlsx,.txt"}),
        help_text=_("Tệp .docx, .pdf có chữ, .xlsx hoặc .txt, không quá 50 MB."),
    )
    text = forms.CharField(
        label=_("Hoặc dán nội dung văn bản"),
        required=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and for a file of a size that can be read."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is None and not (cleaned.get("text") or "").strip() and not self.errors:
            self.add_error("file", _("Chọn một tệp, hoặc dán nội dung văn bản vào ô bên dưới."))
        if file is not None and (file.size or 0) > MOST_BYTES:
            words = _(
                "Tệp %(size)d MB, lớn hơn 50 MB. Lưu lại tệp không kèm ảnh, hoặc chỉ nhập phần kế hoạch và phụ lục."
            )
            self.add_error("file", forms.ValidationError(words, params={"size": file.size // 1_048_576}))
        return cleaned


class DraftForm(forms.Form):
    """What the paper leaves blank, and how it stands to plans that are here."""

    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=60, required=False, help_text=_("Để trống nếu chưa ban hành.")
    )
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    effective_on = DayField(
        label=_("Khớp cơ quan, đơn vị theo ngày"),
        help_text=_("Đơn vị đã sáp nhập, đổi tên trước ngày này sẽ được hỏi lại."),
    )
    revises = forms.ChoiceField(
        label=_("Đây là"),
        required=False,
        help_text=_("Bản sửa của kế hoạch đã nhập: chỉ những chỗ khác nhau được hỏi lại, tiến độ giữ nguyên."),
    )
    replaces = forms.MultipleChoiceField(
        label=_("Thay thế kế hoạch"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, plans: Iterable[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(plan.public_id), f"{plan}: {plan.subject[:90]}") for plan in plans]
        revises, replaces = self.fields["revises"], self.fields["replaces"]
        assert isinstance(revises, forms.ChoiceField)  # noqa: S101 (narrows the type; declared above)
        assert isinstance(replaces, forms.MultipleChoiceField)  # noqa: S101 (as above)
        revises.choices = [("", _("Kế hoạch mới")), *((key, _("Bản sửa của %s") % name) for key, name in listed)]
        replaces.choices = listed

    def answers(self) -> dict[str, Any]:
        """Return what was said, as the service keeps it."""
        said = dict(self.cleaned_data)
        days = {name: said[name].isoformat() if said[name] else "" for name in ("issued_on", "effective_on")}
        return {**said, **days}


class CalendarDayForm(forms.Form):
    """One day of the calendar and, for an exchange, the rest day that is worked in its place."""

    day = DayField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại"), choices=CalendarDay.Kind.choices)
    vi = forms.CharField(label=_("Tên ngày"), max_length=200, help_text=_("Ví dụ: Tết Nguyên đán Đinh Mùi."))
    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số, ngày văn bản, ví dụ: Thông báo 9441/TB-BNV ngày 16/10/2025."),
    )
    worked = DayField(
        label=_("Làm bù vào ngày"),
        required=False,
        help_text=_("Chỉ khi nghỉ hoán đổi: thứ Bảy hoặc Chủ nhật đi làm thay."),
    )

    def days(self) -> list[SpecialDay]:
        """Return the day, and the one worked in its place where there is one."""
        said = self.cleaned_data
        day, kind, vi, source = said["day"], DayKind(said["kind"]), said["vi"], said["source"]
        found = [SpecialDay(day=day, kind=kind, vi=vi, en=vi, source=source)]
        if said["worked"]:
            words, english = f"Làm bù cho ngày {format_date(day)}", f"Worked in place of {format_date(day)}"
            found.append(SpecialDay(day=said["worked"], kind=DayKind.WORK, vi=words, en=english, source=source))
        return found


class CalendarFileForm(forms.Form):
    """The days of a year as a file in the form of the download."""

    file = forms.FileField(
        label=_("Tệp CSV của cả năm"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("Tải tệp của năm về, sửa, rồi nhập lại; mỗi dòng một ngày, cột source ghi văn bản quy định."),
    )


class TaskForm(forms.Form):
    """Everything that a person may put right of a task."""

    code = forms.CharField(label=_("Số thứ tự"), max_length=40, required=False)
    criterion = forms.CharField(label=_("Tiêu chí"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    content = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    answers = forms.CharField(
        label=_("Chủ trì"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi cơ quan một dòng."),
    )
    does = forms.CharField(label=_("Thực hiện"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    contributes = forms.CharField(label=_("Phối hợp"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    watches = forms.CharField(label=_("Theo dõi, đôn đốc"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    deadline_text = forms.CharField(label=_("Thời hạn"), required=False, max_length=500)
    due_on = DayField(label=_("Hạn cuối"), required=False, help_text=_("Để trống nếu thời hạn không có ngày cuối."))
    product = forms.CharField(label=_("Sản phẩm"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    guidance = forms.BooleanField(label=_("Chỉ là định hướng, không phân công"), required=False)

    @staticmethod
    def values_of(task: Task) -> dict[str, Any]:
        """Return what the form shows of a task as it is understood now."""
        bodies = list(task.bodies.all())
        return {
            "code": task.code,
            "criterion": task.criterion,
            "content": task.content,
            "deadline_text": (task.deadline or {}).get("text") or "",
            "due_on": task.due_on,
            "product": task.product,
            "note": task.note,
            "guidance": task.guidance,
            **{part.value: "\n".join(body.text for body in bodies if body.part == part) for part in Part},
        }

    def mended(self) -> Mended:
        """Return what the person says the task is."""
        said = dict(self.cleaned_data)
        bodies = [
            (name, part.value) for part in Part for name in _BODIES.split(said.pop(part.value).strip()) if name.strip()
        ]
        return Mended(bodies=bodies, **said)


def split_contents(text: str) -> list[str]:
    """Return the paragraphs of a text: what an empty line stands between."""
    return [" ".join(paragraph.split()) for paragraph in re.split(r"\r?\n\s*\r?\n", text) if paragraph.strip()]
