"""Django's label for phones."""

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    """Phones and the duties of their holders."""

    name = "tegata.authority.devices"
    label = "devices"
