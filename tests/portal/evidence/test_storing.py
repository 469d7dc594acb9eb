"""A file is stored whole and once, whoever stores it at the same moment and wherever a machine stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from thuocdo.portal.evidence.storing import store_once

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER, PATH, CONTENT = "thu", "thu/abc", b"mot hai"


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    yield
    for name in default_storage.listdir(FOLDER)[1]:
        default_storage.delete(f"{FOLDER}/{name}")


def stored() -> dict[str, bytes]:
    found = {}
    for name in default_storage.listdir(FOLDER)[1]:
        with default_storage.open(f"{FOLDER}/{name}") as file:
            found[name] = file.read()
    return found


def test_the_same_bytes_are_stored_once() -> None:
    for _time in range(2):
        store_once(PATH, CONTENT)

    assert stored() == {"abc": CONTENT}


def test_two_who_store_the_same_bytes_at_once_leave_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    save = default_storage.save

    def late(name: str, content: ContentFile[bytes]) -> str:
        save(name, ContentFile(CONTENT))  # the other one's, between our look and our write
        return save(name, content)

    monkeypatch.setattr(default_storage, "save", late)
    store_once(PATH, CONTENT)

    assert stored() == {"abc": CONTENT}


def test_a_file_that_was_broken_off_is_written_anew() -> None:
    default_storage.save(PATH, ContentFile(CONTENT[:3]))

    store_once(PATH, CONTENT)

    assert stored() == {"abc": CONTENT}
