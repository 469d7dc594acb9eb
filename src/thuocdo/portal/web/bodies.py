"""What a browser sends: not too much of it, and all of it."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Final

from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse

    Respond = Callable[[HttpRequest], HttpResponse]
    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

MEGABYTE: Final = 1024 * 1024
MOST_SENT: Final = 64 * MEGABYTE
"""Of one request. The forms that take files want less and say so; a whole day of the 766 index comes to 60 MB."""
MOST_HEARD_OUT: Final = 512 * MEGABYTE
"""A browser shows an answer only once it has sent everything; for more than this nobody waits."""
_PIECE: Final = 64 * 1024


def too_much_is_refused(respond: Respond) -> Respond:
    """Refuse a request that is too large before anything of it is kept, in memory or on the disk.

    Its size stands in its head; a body whose head states no size is empty to us. What comes is read away piece by
    piece, because a browser that cannot go on sending shows "connection reset" in place of our sentence.
    """

    def layer(request: HttpRequest) -> HttpResponse:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size <= MOST_SENT:
            return respond(request)
        if request.user.is_authenticated and size <= MOST_HEARD_OUT:
            _read_away(request)
        context = {"size": size // MEGABYTE, "limit": MOST_SENT // MEGABYTE, "back": request.path}
        response = render(request, "web/413.html", context, status=413)
        response.headers["Connection"] = "close"
        return response

    return layer


def _read_away(request: HttpRequest) -> None:
    try:
        while request.read(_PIECE):
            pass
    except OSError:  # the person gave up; nobody reads the answer
        return


def whole_bodies(application: Application) -> Application:
    """Wrap a WSGI application so that a body that breaks off is an error, never a shorter body.

    Without this, half a file whose connection was lost looks like a whole file to whoever parses the form.
    """

    def whole(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        size = environ.get("CONTENT_LENGTH") or "0"
        if size.isdecimal() and int(size):
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(size))
        return application(environ, start_response)

    return whole


class WholeBody:
    """The body of a request that raises where it ends before its time."""

    def __init__(self, source: IO[bytes], size: int) -> None:
        self.source, self.left = source, size

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        :raises ConnectionError: if the connection ended before the whole body had come.
        """
        wanted = self.left if size < 0 else min(size, self.left)
        return self._taken(self.source.read(wanted) if wanted else b"", wanted)

    def readline(self, size: int = -1) -> bytes:
        """Return the next line, or ``size`` bytes of it.

        :raises ConnectionError: as :meth:`read`.
        """
        wanted = self.left if size < 0 else min(size, self.left)
        return self._taken(self.source.readline(wanted) if wanted else b"", wanted)

    def _taken(self, piece: bytes, wanted: int) -> bytes:
        if wanted and not piece:
            raise ConnectionError(f"the request ended {self.left} bytes too early")
        self.left -= len(piece)
        return piece
