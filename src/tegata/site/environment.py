"""The one reader of the environment: every variable that Tegata listens to, with its default."""

import hmac
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from attrs import field, frozen

from tegata.kit.data import postgres
from tegata.kit.data.keyfile import PassphraseMissing
from tegata.kit.i18n.say import Language

_NAME = "tegata"
_PASSPHRASES = {
    "press": "TEGATA_PRESS_PASSPHRASE",
    "status": "TEGATA_STATUS_PASSPHRASE",
    "worker": "TEGATA_WORKER_PASSPHRASE",
}
"""Whose keys → the variable with the passphrase that opens them."""
_OPENS = {
    "owner": ("press", "status", "worker"),
    "press": ("press",),
    "status": ("status",),
    "worker": ("worker", "status"),
}
"""Process → whose keys it opens: the owner holds ceremonies, the worker makes responders' keys."""


@frozen
class Environment:
    """What the surroundings say. docs/operations/settings.md lists every variable."""

    process: str
    """TEGATA_PROCESS: which process this is, and so its database role and URL table."""
    home: Path
    """TEGATA_HOME: where keys, callers and an embedded database live."""
    database_url: str
    """TEGATA_DATABASE_URL: this process's URL of a real server; empty for the embedded one."""
    passphrases: Mapping[str, bytes] = field(repr=False)
    """TEGATA_PRESS_PASSPHRASE and its like: whose keys → what opens them; only this process's own."""
    language: Language
    """LANG: commands speak Japanese where it says so, and English elsewhere."""
    application_days: int
    """TEGATA_APPLICATION_DAYS: how long an application lives unless it is written."""

    def passphrase(self, whose: str) -> bytes:
        """Give the passphrase of one process's keys. Raises PassphraseMissing.

        Only the keys of a world that says it is a sandbox are sealed with a known one.
        """
        found = self.passphrases.get(whose, b"")
        if found:
            return found
        if not sandbox_mark(self.home).exists():
            raise PassphraseMissing(whose=whose, variable=_PASSPHRASES[whose])
        return b"sandbox"


def sandbox_mark(home: Path) -> Path:
    """Name the file by which a world says that it is a sandbox."""
    return home / "sandbox"


def read_environment(home: Path | None = None) -> Environment:
    """Read the environment, once, at start. ``home`` goes before TEGATA_HOME."""
    process = os.environ.get("TEGATA_PROCESS", "owner")
    return Environment(
        process=process,
        home=(home or Path(os.environ.get("TEGATA_HOME", ".local/world"))).absolute(),
        database_url=os.environ.get("TEGATA_DATABASE_URL", ""),
        passphrases={
            whose: os.environ.get(_PASSPHRASES[whose], "").encode()
            for whose in _OPENS.get(process, ())
        },
        language=Language.JA if os.environ.get("LANG", "").startswith("ja") else Language.EN,
        application_days=int(os.environ.get("TEGATA_APPLICATION_DAYS", "30")),
    )


def choose_settings() -> None:
    """Name Django's settings, unless somebody already did."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tegata.site.settings")


@frozen
class Surroundings:
    """What a world's processes find around them."""

    home: Path
    database_url: str

    def variables(self, process: str) -> Mapping[str, str]:
        """Spell the environment of one process, without the secrets of the others."""
        others = {
            name for whose, name in _PASSPHRASES.items() if whose not in _OPENS.get(process, ())
        }
        own = {
            "TEGATA_PROCESS": process,
            "TEGATA_HOME": str(self.home),
            "TEGATA_DATABASE_URL": role_url(self.database_url, process),
            "PYTHONUNBUFFERED": "1",
        }
        kept = {name: value for name, value in os.environ.items() if name not in others}
        return {**kept, **own}


def start_database(environment: Environment) -> tuple[Surroundings, Callable[[], None]]:
    """Start or attach to the world's database; tell its surroundings and how to stop it.

    A real server is left as it is.
    """
    if environment.database_url:
        return Surroundings(environment.home, environment.database_url), lambda: None
    server = postgres.start(embedded_place(environment.home))
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (_NAME,))
        if found.fetchone() is None:
            connection.execute(f"CREATE DATABASE {_NAME}")
    return Surroundings(environment.home, server.url(_NAME)), server.stop


def embedded_place(home: Path) -> Path:
    """Name the folder of a home's embedded server."""
    return postgres.place_of(home / "postgres")


def world_url(environment: Environment) -> str:
    """Name the database of a home: the real server's, or the embedded one that runs or will."""
    if environment.database_url:
        return environment.database_url
    return postgres.Server(embedded_place(environment.home), Path()).url(_NAME)


def role_url(url: str, process: str) -> str:
    """Name the same database as one process's role; the owner's URL is for the owner alone."""
    if process == "owner":
        return url
    parts = urlsplit(url)
    secret = role_password(unquote(parts.password or ""), role_of(process))
    who = f"{role_of(process)}:{secret}" if secret else role_of(process)
    return parts._replace(netloc=f"{who}@{parts.netloc.rpartition('@')[2]}").geturl()


def role_of(process: str) -> str:
    """Name the database role of a process."""
    return f"tegata_{process}"


def role_password(owners: str, role: str) -> str:
    """Derive a role's password from the owner's, which it does not tell; empty where there is none."""
    return hmac.digest(owners.encode(), role.encode(), "sha256").hex() if owners else ""


def database(url: str, user: str = "") -> dict[str, object]:
    """Spell a PostgreSQL URL as Django wants it, for ``user`` in place of the URL's own."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or _NAME,
        "USER": user or unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": query.get("port", str(parts.port or "")),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"application_name": "tegata"},
    }
