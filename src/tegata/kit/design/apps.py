"""Django's label for the look of pages."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The look of pages."""

    name = "tegata.kit.design"
    label = "design"
