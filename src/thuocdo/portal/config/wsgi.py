"""The door for a WSGI server: ``gunicorn thuocdo.portal.config.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

from thuocdo.portal.web.bodies import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.portal.config.settings")
application = whole_bodies(get_wsgi_application())
