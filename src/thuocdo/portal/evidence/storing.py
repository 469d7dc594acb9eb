"""Files whose names are their fingerprints: written whole, and once."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def store_once(path: str, content: bytes) -> None:
    """Store bytes under a name that says what they are; what is there already stays.

    A file of another length was broken off in the middle, by a full disk or a machine that stopped: it is written anew.
    """
    if default_storage.exists(path):
        if default_storage.size(path) == len(content):
            return
        default_storage.delete(path)
    stored = default_storage.save(path, ContentFile(content))
    if stored != path:  # somebody stored the same bytes at the same moment, so that these got a name of their own
        default_storage.delete(stored)
