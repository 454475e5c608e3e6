"""Django's label for the state of certificates."""

from django.apps import AppConfig


class StatusConfig(AppConfig):
    """The state of certificates."""

    name = "tegata.authority.status"
    label = "status"
