"""Turning a request about units' plans into the arguments of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations.forms import DayField
from thuocdo.portal.plans.forms import UploadForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thuocdo.portal.organizations.models import UnitGroup

_MOST_DAYS: Final = 250


def _days_before() -> int:
    """Return what the form proposes between a unit's day and the province's; the coordinator says how many."""
    proposed: int = settings.UNIT_DAYS_BEFORE
    return proposed


class CallForm(forms.Form):
    """What a plan asks of units."""

    groups = forms.MultipleChoiceField(
        label=_("Cơ quan, đơn vị phải có kế hoạch riêng"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Chọn ít nhất một nhóm đơn vị.")},
    )
    due_on = DayField(label=_("Gửi kế hoạch chậm nhất ngày"))
    days_before = forms.IntegerField(
        label=_("Phần việc của đơn vị xong trước hạn của tỉnh (ngày làm việc)"),
        min_value=0,
        max_value=_MOST_DAYS,
        initial=_days_before,
        help_text=_("Hạn đề xuất cho đơn vị tính lùi từ hạn của tỉnh theo lịch làm việc; 0 là cùng ngày."),
    )
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Câu trong kế hoạch hoặc số, ngày công văn yêu cầu."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, groups: Iterable[UnitGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["groups"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 (narrows the type; declared above)
        field.choices = [(str(group.pk), str(group)) for group in groups]


class PaperForm(forms.Form):
    """Number and day of a unit's plan."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class EnteredForm(PaperForm):
    """What came on paper or by mail, entered on the unit's behalf."""

    sent_on = DayField(label=_("Ngày nhận được"), required=False)
    source = forms.CharField(
        label=_("Nhập thay theo"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: văn bản giấy, thư điện tử ngày …"),
    )


class ReturnForm(forms.Form):
    """Why a plan goes back to its unit."""

    reason = forms.CharField(label=_("Lý do đề nghị bổ sung"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class UnitPlanForm(UploadForm):
    """The unit's plan, as a file or as pasted text."""
