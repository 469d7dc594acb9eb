"""Turning a request about workbooks into arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thuocdo.errors import Problem
from thuocdo.portal.organizations.forms import DayField
from thuocdo.portal.plans.exchange.reading import LARGEST
from thuocdo.portal.plans.progress.forms import SourceField
from thuocdo.portal.web.forms import language

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_FILES: Final = 25
"""Each is read, judged and imported within one request; a full one of 120 rows takes somewhat less than a second."""


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """One or more uploaded workbooks."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Return the files as a list; how many and how large they are is said before they are read."""
        one = super().clean
        files = data if isinstance(data, (list, tuple)) else [data]
        found = [one(file, initial) for file in files] if any(files) else [one(None, initial)]
        if len(found) > MOST_FILES:
            raise _refusal(Problem(code="PX-120", params={"limit": str(MOST_FILES), "found": str(len(found))}))
        for file in found:
            if file.size > LARGEST:
                params = {"limit": str(LARGEST // 1_048_576), "found": str(-(-file.size // 1_048_576))}
                raise _refusal(Problem(code="PX-102", params=params), name=str(file.name))
        return found


def _refusal(problem: Problem, name: str = "") -> ValidationError:
    words = problem.message(language())
    return ValidationError(f"{name}: {words}" if name else words, code=problem.code)


class UploadForm(forms.Form):
    """The workbooks that came back."""

    workbooks = _FilesField(
        label=_("Tệp Excel đơn vị gửi lại"),
        widget=_SeveralFiles(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
        help_text=_("Tệp .xlsx, mỗi tệp không quá 5 MB; chọn hoặc thả nhiều tệp một lúc."),
        error_messages={"required": _("Chọn ít nhất một tệp .xlsx.")},
    )


class DayForm(forms.Form):
    """The day up to which the figures of a workbook count."""

    as_of = DayField(label=_("Số liệu đến ngày"))


class SourceForm(forms.Form):
    """Where workbooks came from that are entered on behalf of units."""

    source = SourceField(
        label=_("Nhập thay theo"),
        max_length=300,
        help_text=_("Số, ngày công văn hoặc thư điện tử gửi kèm tệp, ví dụ “Công văn 12/UBND-VX ngày 10/09/2026”."),
    )
