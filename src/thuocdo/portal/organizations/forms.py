"""Turning a request into the arguments of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations import selectors
from thuocdo.portal.organizations.models import Role

if TYPE_CHECKING:
    from datetime import date

    from thuocdo.portal.organizations.models import Unit


class DayField(forms.DateField):
    """A day, typed as 14/07/2025: a browser's own picker would show 07/14/2025 wherever Windows speaks English."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "numeric", "placeholder": _("ngày/tháng/năm"), "autocomplete": "off"}
        widget = forms.DateInput(attrs=attributes, format="%d/%m/%Y")
        super().__init__(widget=widget, input_formats=["%d/%m/%Y", "%Y-%m-%d"], **kwargs)


class RoleForm(forms.Form):
    """A role in a unit from a day on."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", "—"), *Role.choices])
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label=_("Cơ quan, đơn vị"), queryset=None, empty_label="—"
    )
    valid_from = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        top = selectors.root()
        units = selectors.units_in_force(selectors.units_within(top), today) if top else selectors.no_units()
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (narrows the type; the field is declared above)
        field.queryset = units.order_by("kind", "sort_key")
        self.fields["valid_from"].initial = today


class PersonForm(RoleForm):
    """A new person with a first role."""

    display_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=64,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Chữ, số và các dấu @ . + - _; không phân biệt chữ hoa, chữ thường."),
    )
    email = forms.EmailField(
        label=_("Thư điện tử công vụ"),
        required=False,
        help_text=_("Để người dùng tự đặt lại mật khẩu; có thể để trống."),
    )
    field_order = ("display_name", "username", "email", "role", "unit", "valid_from")


class EndForm(forms.Form):
    """The day from which a role no longer holds."""

    last_day = DayField(label=_("Kết thúc từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = timezone.localdate()


class ProfileForm(forms.Form):
    """What a person may change about themselves."""

    display_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    email = forms.EmailField(
        label=_("Thư điện tử công vụ"), required=False, help_text=_("Để tự đặt lại mật khẩu khi quên; có thể để trống.")
    )
