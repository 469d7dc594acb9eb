"""Files of plans: stored once under their SHA-256, outside every address, read back only through a view that checks."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Final

from django.core.files.storage import default_storage
from django.db import transaction

from thuocdo.portal.evidence.storing import store_once
from thuocdo.portal.plans.models import PlanDraft, PlanSource

if TYPE_CHECKING:
    from django.core.files import File

FOLDER: Final = "plans"


def keep(content: bytes) -> str:
    """Store a file and return its SHA-256; the same bytes are stored once."""
    sha256 = hashlib.sha256(content).hexdigest()
    store_once(_path(sha256), content)
    return sha256


def open_kept(sha256: str) -> File[bytes]:
    """Open a stored file."""
    return default_storage.open(_path(sha256))


def drop_unused(sha256: str) -> None:
    """Remove a file that no plan and no waiting upload needs any more, once the caller's transaction holds."""
    transaction.on_commit(partial(_drop_unused, sha256))


def _drop_unused(sha256: str) -> None:
    if PlanSource.objects.filter(sha256=sha256).exists() or PlanDraft.objects.filter(sha256=sha256).exists():
        return
    default_storage.delete(_path(sha256))


def _path(sha256: str) -> str:
    return f"{FOLDER}/{sha256[:2]}/{sha256}"
