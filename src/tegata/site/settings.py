"""Django's settings, shared by every process; the process's name selects role and URL table."""

from datetime import timedelta

from tegata.kit.web.callers import Callers, read_callers
from tegata.site.environment import database, read_environment, role_of, world_url

ENVIRONMENT = read_environment()

SECRET_KEY = "no cookie is signed in this building"  # noqa: S105 - visits are rows, by digest
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "ja"
_SPEAKING = ("owner", "authority")
ROOT_URLCONF = f"tegata.site.urls.{'authority' if ENVIRONMENT.process in _SPEAKING else 'silent'}"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = [
    "tegata.kit.web.headers.protect",
    "tegata.kit.web.language.speak",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tegata.kit.web.pages.RefusalPages",
]
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
STATIC_URL = "/static/"
# Our own pages are Jinja2's (kit.web.pages); this engine shows the interface's description.
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

INSTALLED_APPS = [
    "ninja",
    "procrastinate.contrib.django",
    "tegata.kit.data",
    "tegata.kit.design",
    "tegata.ledger",
    "tegata.authority.people",
    "tegata.authority.ca",
    "tegata.authority.status",
    "tegata.authority.devices",
    "tegata.authority.enrolment",
    "tegata.site",
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Refusals are told to the caller; only what fails loudly is logged.
    "loggers": {"django.request": {"level": "ERROR"}},
}

DATABASES = {
    "default": database(
        world_url(ENVIRONMENT),
        user="" if ENVIRONMENT.process == "owner" else role_of(ENVIRONMENT.process),
    )
}

TEGATA_LANGUAGE = ENVIRONMENT.language
_callers_file = ENVIRONMENT.home / "callers"
TEGATA_CALLERS = read_callers(_callers_file.read_text()) if _callers_file.exists() else Callers({})
_ledger_key = ENVIRONMENT.home / "keys" / "ledger.pub"
TEGATA_LEDGER_PUBLIC_KEY = _ledger_key.read_bytes() if _ledger_key.exists() else b""

TEGATA_APPLICATION_TERM = timedelta(days=ENVIRONMENT.application_days)
TEGATA_MAKERS = [file.read_bytes() for file in sorted((ENVIRONMENT.home / "makers").glob("*.der"))]
