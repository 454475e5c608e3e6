"""Cards, applications, challenges and what operators learnt of callers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

_OVER = Q(state__in=["written", "cancelled", "expired", "refused"])


class Card(models.Model):
    """One My Number Card, as far as its certificates go."""

    id = models.TextField(primary_key=True)
    holder = models.TextField(db_index=True)
    state = models.TextField()
    expires_at = models.DateTimeField()

    class Meta:
        app_label = "enrolment"
        db_table = "enrolment_card"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holder"], condition=Q(state="active"), name="enrolment_one_active_card"
            )
        ]


class Application(models.Model):
    """One application, and the signed document that it rests on."""

    id = models.TextField(primary_key=True)
    aim = models.TextField()
    on_phone = models.BooleanField()
    holder = models.TextField(db_index=True)
    carrier = models.TextField()
    state = models.TextField()
    applied_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    document = models.BinaryField(null=True)
    signer = models.TextField(null=True)  # noqa: DJ001 - a card's has none
    record_version = models.BigIntegerField(default=0)

    class Meta:
        app_label = "enrolment"
        db_table = "enrolment_application"
        indexes: ClassVar = [
            models.Index(fields=["lapses_at"], condition=~_OVER, name="enrolment_live")
        ]
        constraints: ClassVar = [
            # Whoever applies again gives the earlier application up: two never race to be written.
            models.UniqueConstraint(
                fields=["holder", "on_phone"], condition=~_OVER, name="enrolment_one_live"
            )
        ]


class Ordered(models.Model):
    """One certificate that was reserved for an application."""

    name = models.TextField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT)
    place = models.SmallIntegerField()

    class Meta:
        app_label = "enrolment"
        db_table = "enrolment_ordered"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "place"], name="enrolment_ordered_once")
        ]


class Challenge(models.Model):
    """A challenge that waits for its answer; the answer removes it."""

    octets = models.BinaryField(primary_key=True)
    holder = models.TextField()
    about = models.TextField()
    lapses_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "enrolment"
        db_table = "enrolment_challenge"


class Contact(models.Model):
    """The number at which a person can be called back."""

    holder = models.TextField(primary_key=True)
    call_back = models.TextField()

    class Meta:
        app_label = "enrolment"
        db_table = "enrolment_contact"


class Identification(models.Model):
    """What one operator learnt of one caller. What was said is kept nowhere."""

    id = models.TextField(primary_key=True)
    operator = models.TextField()
    holder = models.TextField()
    act = models.TextField()
    enough = models.BooleanField()
    at = models.DateTimeField()
    spent = models.BooleanField(default=False)

    class Meta:
        app_label = "enrolment"
        db_table = "enrolment_identification"
        indexes: ClassVar = [models.Index(fields=["holder", "at"], name="enrolment_tries")]
