"""Migrations go back as well as forward, and no table waits for one."""

import os
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker

ALIAS = "scratch"
OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("tegata.")]


@pytest.fixture
def empty_database(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of its own, which nobody else looks into."""
    name = f"tegata_scratch_{os.getpid()}"
    with django_db_blocker.unblock():
        server = connections["default"].creation._nodb_cursor
        with server() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        connections.settings[ALIAS] = {**connections.settings["default"], "NAME": name}
        yield ALIAS
        connections[ALIAS].close()
        del connections[ALIAS], connections.settings[ALIAS]
        with server() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


def _our_tables(alias: str) -> set[str]:
    labels = tuple(f"{label}_" for label in OURS)
    return {
        name for name in connections[alias].introspection.table_names() if name.startswith(labels)
    }


def test_every_migration_can_be_taken_back_and_done_again(empty_database: str) -> None:
    call_command("migrate", database=empty_database, verbosity=0)
    tables = _our_tables(empty_database)
    assert tables

    for label in OURS:
        if apps.get_app_config(label).models_module:
            call_command("migrate", label, "zero", database=empty_database, verbosity=0)
    assert _our_tables(empty_database) == set()

    call_command("migrate", database=empty_database, verbosity=0)
    assert _our_tables(empty_database) == tables


@pytest.mark.django_db
def test_no_model_waits_for_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
