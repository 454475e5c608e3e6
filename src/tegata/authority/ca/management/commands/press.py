"""``tegata press``."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from psycopg import connect

from tegata.authority.ca.door import Press
from tegata.kit.data.keyfile import KeyFolder


class Command(BaseCommand):
    """Run the press until it is stopped."""

    requires_system_checks = ()
    help = "Sign what is ordered, with the CA keys that this process alone holds."

    def handle(self, **options: Any) -> None:  # noqa: ARG002 - none
        """Run."""
        environment = settings.ENVIRONMENT
        keys = KeyFolder(environment.home / "keys" / "press", environment.passphrase("press"))
        parameters = connection.get_connection_params()
        wanted = {
            k: parameters[k]
            for k in ("dbname", "user", "password", "host", "port")
            if k in parameters
        }
        with connect(**wanted, autocommit=True) as notices:
            self.stdout.write("press is ready")
            Press(keys, {}).run(notices)
