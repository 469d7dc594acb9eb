"""The door for a WSGI server: ``gunicorn thuocdo.portal.config.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.portal.config.settings")
application = get_wsgi_application()
