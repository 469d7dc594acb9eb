"""Turning a request into the arguments of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more uploaded files."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=SeveralFiles(attrs={"accept": ".csv,text/csv"}), allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Return the files as a list."""
        one = super().clean
        files = data if isinstance(data, (list, tuple)) else [data]
        return [one(file, initial) for file in files] if any(files) else [one(None, initial)]


class UploadForm(forms.Form):
    """The files of one extraction, and what they do not say themselves."""

    csv_files = FilesField(
        label=_("Các tệp CSV"),
        help_text=_("Chọn mọi tệp của cùng một lần lấy số liệu, theo thứ tự bất kỳ; mỗi tệp không quá 30 MB."),
        error_messages={"required": _("Chọn ít nhất một tệp CSV; có thể chọn nhiều tệp một lúc.")},
    )
    hour = forms.TimeField(
        label=_("Giờ lấy số liệu (giờ Việt Nam)"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_(
            "Ngày lấy theo cột date trong tệp. Số liệu lấy trong đêm, trước giờ chốt, được tính cho ngày hôm trước; "
            "để trống khi không rõ giờ."
        ),
    )
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=300,
        help_text=_("Ví dụ: Cổng Dịch vụ công quốc gia, trang Đánh giá chất lượng phục vụ."),
    )
