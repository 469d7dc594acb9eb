"""What a person chooses about reminders."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.reminders.models import Preference


class PreferenceForm(forms.Form):
    """Whether, and how often at most."""

    wants = forms.BooleanField(label=_("Nhận nhắc việc qua thư"), required=False)
    rhythm = forms.ChoiceField(
        label=_("Nhịp gửi"),
        choices=Preference.Rhythm.choices,
        help_text=_("Thư chỉ gửi khi có việc mới cần nhắc; nhịp tuần nhắc trước xa hơn một tuần."),
    )
