"""Django's settings, shared by every process."""

SECRET_KEY = "replaced-at-start"  # noqa: S105
USE_TZ = True
TIME_ZONE = "UTC"
