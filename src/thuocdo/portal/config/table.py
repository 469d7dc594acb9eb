"""The one table of settings: name, default, help. ``docs/settings.md`` is made from it and tested against it."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_YES: Final = frozenset({"1", "true", "yes", "on", "có"})
_NO: Final = frozenset({"", "0", "false", "no", "off", "không"})


class SettingsError(Exception):
    """The environment cannot be used; the message names every setting to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing that the person who runs the portal may set, through the environment."""

    name: str
    default: str = ""
    help: str
    secret: bool = False
    """Random in development (kept under ``THUOCDO_VAR``), never guessed in production."""
    required_in_production: bool = False


TABLE: Final[tuple[Setting, ...]] = (
    Setting(
        name="THUOCDO_PRODUCTION",
        default="0",
        help="1 khi chạy thật: bắt buộc khai báo khóa bí mật và tên máy chủ, chỉ nhận HTTPS, không nạp dữ liệu mẫu.",
    ),
    Setting(
        name="THUOCDO_SECRET_KEY",
        help="Khóa ký phiên đăng nhập, ít nhất 50 ký tự ngẫu nhiên. Khi phát triển, phần mềm tự sinh và giữ trong "
        "thư mục THUOCDO_VAR.",
        secret=True,
        required_in_production=True,
    ),
    Setting(
        name="THUOCDO_HOSTS",
        default="127.0.0.1,localhost,[::1]",
        help="Các tên máy chủ mà trang trả lời, cách nhau bằng dấu phẩy.",
        required_in_production=True,
    ),
    Setting(
        name="THUOCDO_DATABASE",
        help="Địa chỉ cơ sở dữ liệu, ví dụ postgresql://nguoi_dung:mat_khau@may_chu/thuocdo. "
        "Để trống: SQLite trong thư mục THUOCDO_VAR.",
    ),
    Setting(
        name="THUOCDO_VAR",
        default="var",
        help="Thư mục dữ liệu của bản cài đặt: cơ sở dữ liệu SQLite, khóa khi phát triển, tệp tĩnh đã gom, "
        "thư chờ gửi.",
    ),
    Setting(
        name="THUOCDO_BEHIND_PROXY",
        default="0",
        help="1 khi đứng sau máy chủ trung gian đáng tin có đặt X-Forwarded-Proto và X-Forwarded-For.",
    ),
    Setting(
        name="THUOCDO_SMTP",
        help="Máy chủ gửi thư dạng smtp://nguoi_dung:mat_khau@may_chu:587 (smtps:// khi dùng TLS ngay từ đầu). "
        "Khi dùng thử, để trống: mỗi thư là một tệp .eml trong THUOCDO_VAR/mail, mở bằng phần mềm thư để đọc.",
        required_in_production=True,
    ),
    Setting(
        name="THUOCDO_MAIL_FROM",
        default="thuocdo@localhost",
        help="Địa chỉ người gửi của thư do phần mềm gửi.",
        required_in_production=True,
    ),
    Setting(
        name="THUOCDO_ADDRESS",
        default="http://127.0.0.1:8000",
        help="Địa chỉ của cổng như người dùng gõ, ví dụ https://thuocdo.example.vn; đứng đầu các đường dẫn trong thư.",
        required_in_production=True,
    ),
    Setting(
        name="THUOCDO_REMIND_AT",
        default="07:30",
        help="Giờ Việt Nam từ đó thư nhắc việc của ngày làm việc được gửi.",
    ),
    Setting(
        name="THUOCDO_REMIND_DAYS",
        default="5,1",
        help="Nhắc trước hạn bao nhiêu ngày làm việc: lần đầu, lần cuối.",
    ),
    Setting(
        name="THUOCDO_UNIT_DAYS_BEFORE",
        default="5",
        help="Số ngày làm việc được đề xuất khi yêu cầu đơn vị lập kế hoạch: phần việc của đơn vị xong trước hạn của "
        "tỉnh chừng ấy ngày. Chỉ là đề xuất, không văn bản nào quy định; người yêu cầu quyết định.",
    ),
    Setting(
        name="THUOCDO_ANSWER_DAYS",
        default="3",
        help="Số ngày làm việc dự thảo công văn đôn đốc đề xuất để đơn vị trả lời. Chỉ là đề xuất, không văn bản nào "
        "quy định; người ban hành quyết định.",
    ),
    Setting(
        name="THUOCDO_DAY_CUTOFF",
        default="06:00",
        help="Giờ Việt Nam mà trước đó số liệu lấy trong đêm được tính cho ngày hôm trước.",
    ),
    Setting(
        name="THUOCDO_LOG_LEVEL",
        default="WARNING",
        help="Mức nhật ký in ra: DEBUG, INFO, WARNING, ERROR.",
    ),
    Setting(
        name="THUOCDO_DEBUG",
        default="0",
        help="1 để thấy trang lỗi chi tiết của Django khi lập trình. Bị từ chối khi chạy thật.",
    ),
)


@dataclass(frozen=True, slots=True)
class Values:
    """The settings of this process: the environment where it speaks, the table's defaults where it is silent."""

    by_name: Mapping[str, str] = field(repr=False)

    def text(self, name: str) -> str:
        """Return a setting as it was written."""
        return self.by_name[name]

    def flag(self, name: str) -> bool:
        """Return a yes-or-no setting.

        :raises SettingsError: if it is written in neither way.
        """
        word = self.by_name[name].strip().lower()
        if word not in _YES | _NO:
            raise SettingsError(f"{name}: cần 1 hoặc 0, nhưng gặp “{word}”.")
        return word in _YES

    def words(self, name: str) -> list[str]:
        """Return a setting that lists things between commas."""
        return [word for part in self.by_name[name].split(",") if (word := part.strip())]

    def clock(self, name: str) -> time:
        """Return a setting that is a time of the day.

        :raises SettingsError: if it is no time.
        """
        try:
            return time.fromisoformat(self.by_name[name].strip())
        except ValueError:
            raise SettingsError(f"{name}: cần giờ dạng 07:30, nhưng gặp “{self.by_name[name]}”.") from None

    def days(self, name: str) -> tuple[int, int]:
        """Return a setting that is two counts of days, the first one larger.

        :raises SettingsError: if it is anything else.
        """
        words = self.words(name)
        if len(words) != 2 or not all(word.isdecimal() for word in words) or int(words[0]) <= int(words[1]):
            found = self.by_name[name]
            raise SettingsError(f"{name}: cần hai số ngày, số trước lớn hơn số sau, dạng 5,1; nhưng gặp “{found}”.")
        return int(words[0]), int(words[1])

    def count(self, name: str, *, most: int) -> int:
        """Return a setting that is a count, from 0 to ``most``.

        :raises SettingsError: if it is anything else.
        """
        word = self.by_name[name].strip()
        if not word.isdecimal() or int(word) > most:
            raise SettingsError(f"{name}: cần một số từ 0 đến {most}, nhưng gặp “{self.by_name[name]}”.")
        return int(word)

    def folder(self, name: str) -> Path:
        """Return a folder as an absolute path."""
        return Path(self.by_name[name]).expanduser().resolve()


def read(environment: Mapping[str, str]) -> Values:
    """Return the settings that an environment gives.

    :raises SettingsError: naming every setting that production needs and the environment does not give, and every
        name that begins with ``THUOCDO_`` and is not in the table of the portal (a misspelling would pass in silence).
    """
    values = Values({setting.name: environment.get(setting.name, setting.default) for setting in TABLE})
    if values.flag("THUOCDO_PRODUCTION"):
        _refuse_unready(environment, values)
    return values


def _refuse_unready(environment: Mapping[str, str], values: Values) -> None:
    wrong = [
        f"{setting.name}: chưa khai báo. {setting.help}"
        for setting in TABLE
        if setting.required_in_production and not environment.get(setting.name, "").strip()
    ]
    key = environment.get("THUOCDO_SECRET_KEY", "")
    if key and len(key) < 50:
        wrong.append(f"THUOCDO_SECRET_KEY: cần ít nhất 50 ký tự, nhưng gặp {len(key)}.")
    if values.flag("THUOCDO_DEBUG"):
        wrong.append("THUOCDO_DEBUG: không được bật khi chạy thật (THUOCDO_PRODUCTION=1).")
    if wrong:
        raise SettingsError("Không khởi động được khi THUOCDO_PRODUCTION=1:\n  " + "\n  ".join(wrong))


def secret(values: Values, name: str) -> str:
    """Return a secret: the environment's, or in development one made at random and kept under ``THUOCDO_VAR``."""
    if given := values.text(name):
        return given
    path = values.folder("THUOCDO_VAR") / "secrets" / name.lower()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def as_markdown() -> str:
    """Return ``docs/settings.md``: the table as an administrator reads it."""
    lines = [
        "# Các thiết đặt của cổng",
        "",
        "Đọc từ biến môi trường khi khởi động. Tệp này được sinh từ `src/thuocdo/portal/config/table.py` bằng lệnh",
        "`python -m thuocdo.portal settings_table > docs/settings.md`; một phép thử so hai nơi.",
        "",
        "| Tên | Mặc định | Khi chạy thật | Ý nghĩa |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else 'để trống'} "
        f"| {'bắt buộc' if setting.required_in_production else 'tùy chọn'} | {setting.help} |"
        for setting in TABLE
    ]
    return "\n".join(lines) + "\n"
