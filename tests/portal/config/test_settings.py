"""Settings: one table, its document, secrets that are never guessed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from thuocdo.portal.config import table

ROOT = Path(__file__).resolve().parents[3]
PRODUCTION = {
    "THUOCDO_PRODUCTION": "1",
    "THUOCDO_SECRET_KEY": "abcdefghij" * 7,
    "THUOCDO_HOSTS": "thuocdo.example.vn",
    "THUOCDO_SMTP": "smtp://127.0.0.1:2525",
    "THUOCDO_MAIL_FROM": "thuocdo@thuocdo.example.vn",
    "THUOCDO_ADDRESS": "https://thuocdo.example.vn",
}


def portal(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "thuocdo.portal", *words],
        env={**{name: value for name, value in os.environ.items() if not name.startswith("THUOCDO_")}, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_document_of_settings_says_what_the_table_says() -> None:
    assert (ROOT / "docs/settings.md").read_text("utf-8") == table.as_markdown()


def test_every_setting_that_the_code_reads_stands_in_the_table() -> None:
    names = {setting.name for setting in table.TABLE}
    source = (ROOT / "src/thuocdo/portal/config/settings.py").read_text("utf-8")
    read = {word.strip('"(),') for word in source.replace("(", " ").replace(")", " ").split() if "THUOCDO_" in word}
    assert read <= names | {"THUOCDO_"}
    assert names <= read


def test_production_names_everything_it_lacks_at_once() -> None:
    with pytest.raises(table.SettingsError) as refused:
        table.read({"THUOCDO_PRODUCTION": "1", "THUOCDO_DEBUG": "1"})
    for name in ("THUOCDO_SECRET_KEY", "THUOCDO_HOSTS", "THUOCDO_SMTP", "THUOCDO_ADDRESS", "THUOCDO_DEBUG"):
        assert name in str(refused.value)


def test_production_refuses_a_short_key() -> None:
    with pytest.raises(table.SettingsError, match=r"THUOCDO_SECRET_KEY: cần ít nhất 50 ký tự, nhưng gặp 8"):
        table.read({**PRODUCTION, "THUOCDO_SECRET_KEY": "12345678"})


def test_production_with_everything_given_is_accepted() -> None:
    assert table.read(PRODUCTION).words("THUOCDO_HOSTS") == ["thuocdo.example.vn"]


@pytest.mark.parametrize(("word", "meant"), [("1", True), ("có", True), ("Yes", True), ("0", False), ("", False)])
def test_a_flag_is_read_in_plain_words(word: str, meant: bool) -> None:
    assert table.read({"THUOCDO_BEHIND_PROXY": word}).flag("THUOCDO_BEHIND_PROXY") is meant


def test_a_flag_that_is_neither_is_refused() -> None:
    with pytest.raises(table.SettingsError, match=r"THUOCDO_BEHIND_PROXY.*maybe"):
        table.read({"THUOCDO_BEHIND_PROXY": "maybe"}).flag("THUOCDO_BEHIND_PROXY")


@pytest.mark.parametrize("wrong", ["sáng", "25:00", ""])
def test_a_time_of_the_day_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(table.SettingsError, match="THUOCDO_REMIND_AT: cần giờ dạng 07:30"):
        table.read({"THUOCDO_REMIND_AT": wrong}).clock("THUOCDO_REMIND_AT")


@pytest.mark.parametrize("wrong", ["5", "1,5", "5,5", "năm,một", "5,1,0", ""])
def test_days_before_a_due_day_are_two_and_the_first_is_larger(wrong: str) -> None:
    with pytest.raises(table.SettingsError, match="THUOCDO_REMIND_DAYS: cần hai số ngày"):
        table.read({"THUOCDO_REMIND_DAYS": wrong}).days("THUOCDO_REMIND_DAYS")


def test_what_is_not_set_reminds_at_half_past_seven_five_days_and_one_day_before() -> None:
    values = table.read({})
    assert values.clock("THUOCDO_REMIND_AT").isoformat("minutes") == "07:30"
    assert values.days("THUOCDO_REMIND_DAYS") == (5, 1)
    assert (values.count("THUOCDO_UNIT_DAYS_BEFORE", most=250), values.count("THUOCDO_ANSWER_DAYS", most=60)) == (5, 3)


def test_a_development_secret_is_random_stays_and_is_the_owners_alone(tmp_path: Path) -> None:
    values = table.read({"THUOCDO_VAR": str(tmp_path / "a")})
    made = table.secret(values, "THUOCDO_SECRET_KEY")
    file = next((tmp_path / "a").rglob("thuocdo_secret_key"))

    assert len(made) >= 50
    assert table.secret(values, "THUOCDO_SECRET_KEY") == made
    assert table.secret(table.read({"THUOCDO_VAR": str(tmp_path / "b")}), "THUOCDO_SECRET_KEY") != made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_given_secret_is_used_and_written_nowhere(tmp_path: Path) -> None:
    values = table.read({"THUOCDO_VAR": str(tmp_path), "THUOCDO_SECRET_KEY": "given"})
    assert table.secret(values, "THUOCDO_SECRET_KEY") == "given"
    assert list(tmp_path.iterdir()) == []


def test_django_finds_nothing_to_warn_of_in_production(tmp_path: Path) -> None:
    done = portal("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, THUOCDO_VAR=str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_sample_data_are_refused_in_production(tmp_path: Path) -> None:
    done = portal("load_sample", **PRODUCTION, THUOCDO_VAR=str(tmp_path))
    assert done.returncode == 1
    assert "THUOCDO_PRODUCTION=1" in done.stderr


def test_no_migration_is_missing(tmp_path: Path) -> None:
    done = portal("makemigrations", "--check", "--dry-run", "audit", "organizations", THUOCDO_VAR=str(tmp_path))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("wrong", ["", "năm", "-1", "61", "2.5"])
def test_a_count_of_days_is_a_number_within_its_bounds(wrong: str) -> None:
    with pytest.raises(table.SettingsError, match="THUOCDO_ANSWER_DAYS: cần một số từ 0 đến 60"):
        table.read({"THUOCDO_ANSWER_DAYS": wrong}).count("THUOCDO_ANSWER_DAYS", most=60)
