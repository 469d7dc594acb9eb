"""What every test may ask for: the shared folder, and the database that ``THUOCDO_TEST_DATABASE`` names.

Imports no Django by itself: the library's tests run where there is none.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
POSTGRESQL = Path("/usr/lib/postgresql/15/bin")
CLUSTER = pytest.StashKey["Cluster"]()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The project's shared folder beside the checkout; a test that wants it is marked ``needs_shared``."""
    folder = ROOT.parent / "shared"
    if folder.is_dir():
        return folder
    if os.environ.get("THUOCDO_NEED_SHARED"):
        pytest.fail(f"THUOCDO_NEED_SHARED is set, but there is no folder {folder.name} beside the checkout")
    pytest.skip("no folder `shared` beside the checkout")


class Cluster:
    """A PostgreSQL that lives for one run of the tests: a socket in a temporary folder, no port, nothing kept."""

    def __init__(self) -> None:
        if not (POSTGRESQL / "initdb").exists():
            raise pytest.UsageError("THUOCDO_TEST_DATABASE=postgresql needs the Debian package postgresql-15")
        self.folder = Path(tempfile.mkdtemp(prefix="thuocdo-pg-"))
        # PostgreSQL refuses to run as root, so root lends the folder to Debian's own user.
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        data = self.folder / "data"
        self._run(
            POSTGRESQL / "initdb", "-D", data, "-U", "thuocdo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        options = (
            f"-k {self.folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        )
        self._run(POSTGRESQL / "pg_ctl", "-D", data, "-l", self.folder / "log", "-w", "-o", options, "start")

    @property
    def url(self) -> str:
        """The address for ``THUOCDO_DATABASE``."""
        return f"postgresql://thuocdo@{str(self.folder).replace('/', '%2F')}/postgres"

    def stop(self) -> None:
        """Stop it and leave nothing behind."""
        self._run(POSTGRESQL / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, *words: object) -> None:
        command = [str(word) for word in words]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command]
        # Not through pipes: the server would keep them open and the wait would never end.
        with (self.folder.parent / f"{self.folder.name}.out").open("w+") as out:
            done = subprocess.run(command, cwd="/", stdout=out, stderr=out, check=False)
            out.seek(0)
            text = out.read()
        Path(out.name).unlink()
        if done.returncode:
            raise pytest.UsageError(f"{command} failed:\n{text}")


def pytest_configure(config: pytest.Config) -> None:
    """Make the portal's settings fit for tests, where Django is there at all."""
    if not config.pluginmanager.hasplugin("django"):
        return
    from django.conf import settings  # noqa: PLC0415 (there is no Django where the library is tested alone)

    static = Path(tempfile.mkdtemp(prefix="thuocdo-static-"))
    config.add_cleanup(lambda: shutil.rmtree(static, ignore_errors=True))
    settings.STATIC_ROOT = static
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES["default"]["OPTIONS"]["location"] = static / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    wanted = os.environ.get("THUOCDO_TEST_DATABASE", "sqlite")
    if wanted == "postgresql":
        import dj_database_url  # noqa: PLC0415 (as above)

        config.stash[CLUSTER] = Cluster()
        config.add_cleanup(config.stash[CLUSTER].stop)
        # In place: Django has filled in its defaults already.
        settings.DATABASES["default"].update({"OPTIONS": {}, **dj_database_url.parse(config.stash[CLUSTER].url)})
    elif wanted != "sqlite":
        raise pytest.UsageError(f"THUOCDO_TEST_DATABASE: sqlite or postgresql, not {wanted}")


def pytest_report_header() -> str:
    """Say which database the portal's tests use."""
    return f"portal database: {os.environ.get('THUOCDO_TEST_DATABASE', 'sqlite')}"
