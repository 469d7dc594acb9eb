"""Mail of an installation without a mail server: one readable ``.eml`` file a message."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail.message import EmailMessage

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9.-]+")


class FolderBackend(BaseEmailBackend):
    """Writes each message as a file named after the moment and its first recipient; only the owner may read it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write messages, each whole or not at all, and return how many."""
        messages = [message for message in email_messages if message.recipients()]
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in messages:
            self._write(message)
        return len(messages)

    def _write(self, message: EmailMessage) -> None:
        to = _UNSAFE.sub("_", message.recipients()[0])
        name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{to}-{secrets.token_hex(4)}"
        half = self.folder / f".{name}.part"
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(message.message().as_bytes())
        half.rename(self.folder / f"{name}.eml")
