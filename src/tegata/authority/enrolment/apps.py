"""Django's label for enrolment."""

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    """Enrolment of cards and phones."""

    name = "tegata.authority.enrolment"
    label = "enrolment"
