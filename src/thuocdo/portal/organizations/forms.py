"""Turning a request into the arguments of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thuocdo.portal.organizations import selectors
from thuocdo.portal.organizations.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from thuocdo.portal.organizations.models import Position, Unit, User


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
    position: forms.ModelChoiceField[Position] = forms.ModelChoiceField(
        label=_("Vị trí"),
        queryset=None,
        required=False,
        empty_label=_("Chưa giao vị trí"),
        help_text=_("Việc thuộc về vị trí; ai giữ vị trí thì làm việc của vị trí đó."),
    )
    valid_from = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = self.fields["position"]
        assert isinstance(posts, forms.ModelChoiceField)  # noqa: S101 (narrows the type; the field is declared above)
        posts.queryset = selectors.positions_on(today).select_related("unit").order_by("unit__sort_key", "pk")
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
    field_order = ("display_name", "username", "email", "role", "unit", "position", "valid_from")


class PositionForm(forms.Form):
    """A new post of a unit."""

    title = forms.CharField(
        label=_("Tên vị trí"), max_length=150, help_text=_("Ví dụ: Công chức Văn hóa - Xã hội; Văn phòng - Thống kê.")
    )
    valid_from = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate()


class RenameForm(forms.Form):
    """Another name for a post."""

    title = forms.CharField(label=_("Tên vị trí"), max_length=150)
    version = forms.IntegerField(widget=forms.HiddenInput)


class EndPositionForm(forms.Form):
    """The day from which a post is no longer there."""

    day = DayField(label=_("Kết thúc từ ngày"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate()


class HolderForm(forms.Form):
    """Who is to hold a post, from which day."""

    person = forms.ChoiceField(label=_("Người giữ vị trí"))
    valid_from = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.public_id): person for person in people}
        choose(self.fields["person"], [("", "—"), *_named(self.people.values())])
        self.fields["valid_from"].initial = timezone.localdate()


class ReceiverForm(forms.Form):
    """Who takes over what was left vacant."""

    person = forms.ChoiceField(label=_("Người nhận bàn giao"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.public_id): person for person in people}
        choose(self.fields["person"], [("", "—"), *_named(self.people.values())])


class ReceiptForm(forms.Form):
    """A receiver's word."""

    note = forms.CharField(
        label=_("Ý kiến của người nhận"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Có thể để trống. Ghi nội dung còn thiếu hoặc cần làm rõ."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


VACANT: Final = "de-trong"


class LeaveForm(forms.Form):
    """How a post is left: from which day, to whom it passes, why."""

    last_day = DayField(label=_("Kết thúc từ ngày"))
    successor = forms.ChoiceField(label=_("Người nhận bàn giao"), required=False)
    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: điều động theo Quyết định số, ngày; nghỉ hưu; phân công lại trong đơn vị."),
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.public_id): person for person in people}
        vacant = (VACANT, _("Để trống, báo Thủ trưởng"))
        choose(self.fields["successor"], [("", "—"), *_named(self.people.values()), vacant])
        self.fields["last_day"].initial = timezone.localdate()

    @property
    def receiver(self) -> User | None:
        """Who takes over, if somebody was chosen."""
        return self.people.get(self.cleaned_data["successor"])

    @property
    def vacant(self) -> bool:
        """Whether the post is said to stay vacant."""
        return bool(self.cleaned_data["successor"] == VACANT)


class MoveForm(LeaveForm, RoleForm):
    """How a post is left, and for which other one."""

    field_order = ("last_day", "successor", "reason", "unit", "role", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["valid_from"]
        for name, label in (("unit", _("Chuyển đến")), ("role", _("Vai trò mới")), ("position", _("Vị trí mới"))):
            self.fields[name].required, self.fields[name].label = False, label
        self.fields["unit"].help_text = _("Để trống nếu người này không còn vai trò nào thay vào.")

    def clean(self) -> dict[str, Any]:
        """Ask for unit and role together."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(said.get("unit")) != bool(said.get("role")):
            self.add_error("role" if said.get("unit") else "unit", _("Chọn cả nơi chuyển đến và vai trò mới."))
        return said


def choose(field: forms.Field, choices: Iterable[tuple[str, Any]]) -> None:
    """Give a field its choices."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 (narrows the type; forms above pass no other)
    field.choices = list(choices)


def _named(people: Iterable[User]) -> list[tuple[str, str]]:
    return [(str(person.public_id), f"{person.display_name} ({person.username})") for person in people]


class ProfileForm(forms.Form):
    """What a person may change about themselves."""

    display_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    email = forms.EmailField(
        label=_("Thư điện tử công vụ"), required=False, help_text=_("Để tự đặt lại mật khẩu khi quên; có thể để trống.")
    )
