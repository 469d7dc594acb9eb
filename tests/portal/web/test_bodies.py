"""Too large a request is refused without keeping any of it; half a request is never taken for a whole one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import UnreadablePostError
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as some

from thuocdo.portal.web import bodies
from thuocdo.portal.web.bodies import MOST_HEARD_OUT, MOST_SENT, WholeBody, whole_bodies

if TYPE_CHECKING:
    from django.test import Client

    from thuocdo.portal.organizations.models import User


class Counting(io.RawIOBase):
    """A body of zeros that is never in memory as a whole, and counts what was asked of it."""

    def __init__(self) -> None:
        self.given = self.largest = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next zeros."""
        assert size >= 0, "the whole body was asked for at once"
        self.given, self.largest = self.given + size, max(self.largest, size)
        return b"0" * size


def send(client: Client, size: int, path: str = "/ke-hoach/nhap/") -> tuple[Any, Counting]:
    """Send a body of a size."""
    body = Counting()
    form = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(size), "wsgi.input": body}
    return client.request(REQUEST_METHOD="POST", PATH_INFO=path, **form), body


def test_200_megabytes_are_read_away_piece_by_piece_and_refused_with_the_limit(
    client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    size = 200 * bodies.MEGABYTE

    response, body = send(client, size)

    page = response.content.decode()
    assert response.status_code == 413
    assert "có 200 MB; mỗi lần gửi được nhiều nhất 64 MB" in page
    assert 'href="/ke-hoach/nhap/"' in page
    assert (body.given, body.largest) == (size, 64 * 1024)


def test_what_nobody_waits_for_is_not_even_read(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    response, body = send(client, MOST_HEARD_OUT + 1)

    assert (response.status_code, body.given) == (413, 0)


def test_a_stranger_is_not_heard_out(client: Client, db: None) -> None:
    response, body = send(client, MOST_SENT + 1)

    assert (response.status_code, body.given) == (413, 0)


def test_a_person_who_gives_up_while_sending_costs_nothing(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    form = {"CONTENT_LENGTH": str(MOST_SENT + 1), "wsgi.input": WholeBody(io.BytesIO(b"0" * 99), MOST_SENT + 1)}

    assert client.request(REQUEST_METHOD="POST", PATH_INFO="/ke-hoach/nhap/", **form).status_code == 413


FORM = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n' + b"chu " * 50 + b"\r\n--x--\r\n"


def through_the_door(body: bytes, size: int) -> Any:
    """Return the request that an application behind the door sees."""
    factory = RequestFactory()
    environ = factory._base_environ(
        REQUEST_METHOD="POST",
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(size),
        **{"wsgi.input": io.BytesIO(body)},
    )
    seen: list[Any] = []
    whole_bodies(lambda environ, _start: seen.append(WSGIHandler.request_class(environ)) or [])(environ, lambda: None)
    return seen[0]


def test_a_whole_form_comes_through() -> None:
    request = through_the_door(FORM, len(FORM))

    assert request.FILES["file"].read() == b"chu " * 50


@given(some.integers(min_value=0, max_value=len(FORM) - 1))
def test_a_form_that_breaks_off_anywhere_is_an_error_and_no_file(end: int) -> None:
    request = through_the_door(FORM[:end], len(FORM))

    with pytest.raises(UnreadablePostError):
        _ = request.FILES


@given(some.binary(min_size=1, max_size=200), some.lists(some.integers(-1, 50), max_size=20))
def test_pieces_and_lines_are_those_of_the_body(content: bytes, sizes: list[int]) -> None:
    body, plain = WholeBody(io.BytesIO(content + b"next request"), len(content)), io.BytesIO(content)
    for number, size in enumerate(sizes):
        name = "readline" if number % 2 else "read"
        assert getattr(body, name)(size) == getattr(plain, name)(size)


def test_a_request_without_a_body_passes_as_it_is() -> None:
    source = io.BytesIO()
    seen: list[object] = []
    whole_bodies(lambda environ, _start: seen.append(environ["wsgi.input"]) or [])({"wsgi.input": source}, print)

    assert seen == [source]
