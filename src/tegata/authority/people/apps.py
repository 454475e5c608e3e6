"""Django's label for residents."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Residents and the feed of their changes."""

    name = "tegata.authority.people"
    label = "people"
