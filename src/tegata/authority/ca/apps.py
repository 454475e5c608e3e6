"""Django's label for the CA."""

from django.apps import AppConfig


class CaConfig(AppConfig):
    """The CA."""

    name = "tegata.authority.ca"
    label = "ca"
