"""Run a command of the portal: ``python -m thuocdo.portal migrate``."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run Django's command line with this portal's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.portal.config.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
