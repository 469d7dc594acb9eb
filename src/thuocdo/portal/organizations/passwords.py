"""What a password must be, said in the reader's language."""

from __future__ import annotations

from django.contrib.auth import password_validation


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Refuses short passwords in the words of the help text: Django's own refusal has no Vietnamese translation."""

    def get_error_message(self) -> str:
        """Return what a password needs."""
        return self.get_help_text()
