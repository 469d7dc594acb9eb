"""Turning an upload of published results into arguments."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishedFileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Tệp CSV"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("Một tệp, không quá 30 MB. Bước sau cho xem trước; chưa có gì thay đổi cho đến khi xác nhận."),
        error_messages={"required": _("Chọn một tệp CSV.")},
    )
