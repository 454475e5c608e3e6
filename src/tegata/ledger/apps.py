"""Django's label for the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger."""

    name = "tegata.ledger"
    label = "ledger"
