"""Turning a request into the arguments of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.forms import DayField
from thuocdo.portal.reports.fields import FIELDS
from thuocdo.portal.reports.periods import CHOICES, Period, period_of, period_words
from thuocdo.portal.reports.selectors.reports import PLACE_WORDS

if TYPE_CHECKING:
    from datetime import date

AD_HOC = "ad_hoc"


class RoundForm(forms.Form):
    """The period, and by when; an ad hoc round names its own."""

    period = forms.ChoiceField(label=_("Kỳ báo cáo"))
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    title = forms.CharField(
        label=_("Tên báo cáo đột xuất"), max_length=200, required=False, help_text=_("Chỉ điền với kỳ đột xuất.")
    )
    start = DayField(label=_("Từ ngày"), required=False, help_text=_("Chỉ điền với kỳ đột xuất."))
    end = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Chỉ điền với kỳ đột xuất."))
    due_on = DayField(
        label=_("Hạn gửi"),
        required=False,
        help_text=_("Để trống: trước ngày 15 của tháng cuối kỳ, tức ngày 14."),
    )
    as_of = DayField(label=_("Số liệu đến ngày"), required=False, help_text=_("Để trống: bằng hạn gửi."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (choice, period_words(choice, 0).removesuffix(" năm 0").replace("Năm 0", "Năm")) for choice in CHOICES
        ]
        self.fields["period"] = forms.ChoiceField(label=_("Kỳ báo cáo"), choices=[*choices, (AD_HOC, _("Đột xuất"))])

    def clean(self) -> dict[str, Any]:
        """Ask for what an ad hoc round must say itself."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("period") == AD_HOC:
            for name in ("title", "start", "end", "due_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Kỳ đột xuất cần điền ô này."))
            if cleaned.get("start") and cleaned.get("end") and cleaned["start"] > cleaned["end"]:
                self.add_error("end", _("Ngày cuối cần không trước ngày đầu."))
        return cleaned

    def period_chosen(self) -> Period:
        """Return the period that was chosen."""
        said = self.cleaned_data
        if said["period"] != AD_HOC:
            return period_of(said["period"], said["year"])
        return Period(kind=AD_HOC, start=said["start"], end=said["end"], due_on=said["due_on"], title=said["title"])


class SectionForm(forms.Form):
    """A unit's section: a text for each field, the day of its figures, the version that was opened; why, where from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    as_of = DayField(label=_("Số liệu đến ngày"))
    reason = forms.CharField(label=_("Lý do đề nghị bổ sung"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    source = forms.CharField(
        label=_("Nguồn nhập thay"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Báo cáo số 12/BC-UBND ngày 10/09/2026 gửi qua thư điện tử."),
    )

    def __init__(self, *args: Any, returning: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].required = not returning
        for key, title in FIELDS.items():
            self.fields[name_of(key)] = forms.CharField(
                label=title, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6})
            )

    @property
    def texts(self) -> dict[str, str]:
        """The texts by field."""
        return {key: self.cleaned_data.get(name_of(key), "") for key in FIELDS}


def name_of(field: str) -> str:
    """Return the name of a field's text in the form."""
    return f"text_{field}"


class NothingForm(forms.Form):
    """A button that needs no more to be said."""


class TakeBackForm(forms.Form):
    """Why a report is taken back from the signer."""

    reason = forms.CharField(label=_("Lý do lấy lại"), max_length=500, required=False)


class HeadForm(forms.Form):
    """Who signs and who receives."""

    symbol = forms.CharField(label=_("Ký hiệu"), max_length=40)
    capacity = forms.CharField(
        label=_("Quyền hạn, chức vụ người ký"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Mỗi dòng một ý.")
    )
    signer = forms.CharField(label=_("Người ký"), max_length=150, required=False)
    recipients = forms.CharField(
        label=_("Nơi nhận"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Mỗi dòng một nơi.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class IssueForm(forms.Form):
    """The number and day that the registry gave."""

    number = forms.IntegerField(label=_("Số"), min_value=1)
    issued_on = DayField(label=_("Ngày ban hành"))


class ParagraphForm(forms.Form):
    """A paragraph of the report."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 4}), required=False, strip=False)
    included = forms.BooleanField(label=_("Đưa vào báo cáo"), required=False)


class OwnParagraphForm(forms.Form):
    """A paragraph that the writer adds."""

    field = forms.ChoiceField(label=_("Thuộc phần"), choices=list(PLACE_WORDS.items()))
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 4}), required=False)


class SignedForm(forms.Form):
    """The signed paper."""

    file = forms.FileField(
        label=_("Bản đã ký"), help_text=_("PDF có chữ ký số, hoặc bản quét PDF, JPG, PNG."), allow_empty_file=True
    )


class PaperForm(forms.Form):
    """What the signed paper says otherwise."""

    was = forms.CharField(label=_("Bản trên máy"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    now = forms.CharField(label=_("Bản đã ký"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class LetterForm(forms.Form):
    """By when a letter asks for an answer."""

    answer_by = DayField(label=_("Gửi chậm nhất ngày"))
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=40)


def day_given(form: forms.Form, name: str, otherwise: date) -> date:
    """Return the day of a field, or another where it was left empty."""
    found: date | None = form.cleaned_data.get(name)
    return found or otherwise
