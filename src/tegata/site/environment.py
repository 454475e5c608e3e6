"""The one reader of the environment: every variable that Tegata listens to, with its default."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from attrs import frozen


@frozen
class Environment:
    """What the surroundings say. docs/operations/settings.md lists every variable."""

    process: str
    """TEGATA_PROCESS: which process this is, and so its database role and URL table."""
    home: Path
    """TEGATA_HOME: where keys, callers and an embedded database live."""
    database_url: str
    """TEGATA_DATABASE_URL: the owner's URL of a real server; empty for the embedded one."""
    passphrase: bytes
    """TEGATA_PASSPHRASE: opens the sealed keys of this process."""


def read_environment() -> Environment:
    """Read the environment, once, at start."""
    return Environment(
        process=os.environ.get("TEGATA_PROCESS", "owner"),
        home=Path(os.environ.get("TEGATA_HOME", ".local/world")).absolute(),
        database_url=os.environ.get("TEGATA_DATABASE_URL", ""),
        passphrase=os.environ.get("TEGATA_PASSPHRASE", "sandbox").encode(),
    )


def database(url: str, user: str = "") -> dict[str, object]:
    """Spell a PostgreSQL URL as Django wants it, for ``user`` in place of the URL's own."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "tegata",
        "USER": user or unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": query.get("port", str(parts.port or "")),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"application_name": "tegata"},
    }


def choose_settings() -> None:
    """Name Django's settings, unless somebody already did."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tegata.site.settings")
