"""Django's settings: the same for every installation, but for what :mod:`.table` lets the environment say."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from thuocdo.portal.config import table

VALUES = table.read(os.environ)
PRODUCTION = VALUES.flag("THUOCDO_PRODUCTION")
VAR = VALUES.folder("THUOCDO_VAR")
PORTAL = Path(__file__).resolve().parent.parent

SECRET_KEY = table.secret(VALUES, "THUOCDO_SECRET_KEY")
DEBUG = VALUES.flag("THUOCDO_DEBUG")
ALLOWED_HOSTS = VALUES.words("THUOCDO_HOSTS")
ROOT_URLCONF = "thuocdo.portal.config.urls"
WSGI_APPLICATION = "thuocdo.portal.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # Ours stand first: their templates win over those of the packages below.
    "thuocdo.portal.config",
    "thuocdo.portal.web",
    "thuocdo.portal.audit",
    "thuocdo.portal.jobs",
    "thuocdo.portal.organizations",
    "thuocdo.portal.editions",
    "thuocdo.portal.evidence",
    "thuocdo.portal.plans",
    "thuocdo.portal.results",
    "thuocdo.portal.reports",
    "thuocdo.portal.reminders",
    "thuocdo.portal.dashboards",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "thuocdo.portal.web.middleware.private_pages_are_not_stored",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thuocdo.portal.web.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page asks for a login unless it says otherwise: forgetting a decorator closes a page, it does not open one.
    "thuocdo.portal.organizations.middleware.LoginLeadsBack",
    "django.contrib.messages.middleware.MessageMiddleware",
    "thuocdo.portal.web.bodies.too_much_is_refused",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "thuocdo.portal.audit.origin.remember_origin",
    "thuocdo.portal.organizations.middleware.password_is_the_persons_own",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thuocdo.portal.web.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "thuocdo.portal.web.templatetags.thuocdo"],
        },
    },
]

# ── Data ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
DATABASES = {
    "default": dj_database_url.parse(
        VALUES.text("THUOCDO_DATABASE") or f"sqlite:///{VAR / 'thuocdo.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock when the transaction begins, so that two writers wait instead of failing midway.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "thuocdo.portal.organizations.passwords.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "thuocdo.portal.organizations.login.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_DISPLAY = "thuocdo.portal.organizations.login.display_name"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = False
# Axes counts failures in the database, so that they hold across processes; allauth's own cache-based count is off.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator vouches for the address; it is no way in
MFA_TOTP_ISSUER = "Thước Đo"
MFA_ADAPTER = "thuocdo.portal.organizations.login.SecondFactorAdapter"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "thuocdo.portal.organizations.login.locked_out"
AXES_USERNAME_CALLABLE = "thuocdo.portal.organizations.login.name_tried"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_CLIENT_IP_CALLABLE = "thuocdo.portal.audit.origin.address_of"

# ── Language and time ────────────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PORTAL / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = False
DAY_CUTOFF = VALUES.text("THUOCDO_DAY_CUTOFF")

# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# ── Guards ───────────────────────────────────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
BEHIND_PROXY = VALUES.flag("THUOCDO_BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_NAME = "thuocdo_phien"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "thuocdo.portal.web.views.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ── Mail and logs ────────────────────────────────────────────────────────────────────────────────────────────────────
DEFAULT_FROM_EMAIL = SERVER_EMAIL = VALUES.text("THUOCDO_MAIL_FROM")
if smtp := VALUES.text("THUOCDO_SMTP"):
    _address = urlsplit(smtp)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _address.hostname or "localhost", _address.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_address.username or ""), unquote(_address.password or "")
    EMAIL_USE_SSL = _address.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and bool(_address.username)
else:
    EMAIL_BACKEND = "thuocdo.portal.config.mail.FolderBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_TIMEOUT = 20
PORTAL_ADDRESS = VALUES.text("THUOCDO_ADDRESS").rstrip("/")
REMIND_AT = VALUES.clock("THUOCDO_REMIND_AT")
REMIND_DAYS = VALUES.days("THUOCDO_REMIND_DAYS")
UNIT_DAYS_BEFORE = VALUES.count("THUOCDO_UNIT_DAYS_BEFORE", most=250)
ANSWER_DAYS = VALUES.count("THUOCDO_ANSWER_DAYS", most=60)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": VALUES.text("THUOCDO_LOG_LEVEL")},
}
