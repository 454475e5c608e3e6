"""``tegata database prepare``."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from tegata.site.roles import statements


class Command(BaseCommand):
    """Bring the schema and the roles of a database up to date."""

    requires_system_checks = ()
    help = "Migrate the database and give each process's role exactly its grants."

    def handle(self, **options: Any) -> str:  # noqa: ARG002 - none
        """Migrate, then grant."""
        call_command("migrate", interactive=False, verbosity=0)
        password = str(connection.settings_dict["PASSWORD"])
        with connection.cursor() as cursor:
            for statement in statements(connection.introspection.table_names(), password):
                cursor.execute(statement)
        return "the database is ready"
