"""Django's label for the kit's tables."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """The kit's tables."""

    name = "tegata.kit.data"
    label = "kit"
    default_auto_field = "django.db.models.BigAutoField"
