"""``worker``: does jobs and regular work until it is told to end."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from thuocdo.portal.jobs import worker

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Chạy việc nền: đọc tệp dài, việc định kỳ. Dừng bằng SIGTERM hoặc Ctrl+C; việc dở được làm lại sau."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ và đến hạn rồi kết thúc")

    def handle(self, *args: Any, **options: Any) -> None:
        name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        if options["once"]:
            worker.work_once(name=name, now=timezone.now)
            return
        ending = threading.Event()
        for wanted in (signal.SIGTERM, signal.SIGINT):
            if signal.getsignal(wanted) is not signal.SIG_IGN:  # ignored in the background of a script that tells us
                signal.signal(wanted, lambda _number, _frame: ending.set())
        worker.work(name=name, now=timezone.now, ending=ending)
