"""Problems of a service, shown where the person can mend them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BaseForm
    from django.http import HttpRequest, QueryDict

    from thuocdo.errors import Language, ThuocDoError


def language() -> Language:
    """Return the language that problems are worded in for the present request."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form, nothing for a page that only shows it; an empty form that is sent is sent."""
    return request.POST if request.method == "POST" else None


def whole_number(text: str | None) -> int | None:
    """Return the number that a hidden field sends back; nothing for whatever else somebody put there."""
    plain = text is not None and len(text) <= 18 and text.isascii() and text.isdigit()
    return int(text) if text and plain else None


def show_problems(form: BaseForm, error: ThuocDoError, field_of: Mapping[str, str]) -> None:
    """Put each problem beside the field it is about, by its code, or at the top of the form; the code stays with it."""
    for problem in error.problems:
        field = field_of.get(problem.code)
        placed = field if field in form.fields else None
        form.add_error(placed, ValidationError(problem.message(language()), code=problem.code))
